"""The paths of a link: the page, its figures as JSON, their streams, and nothing else."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.event_settings import FESTIVAL
from kiosk.hub.hub_runner import RunningHub, running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.hub.phone.phone_app import preferred_language
from kiosk.hub.phone.publisher import PhoneLimits
from kiosk.paths import RESOURCES
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_report import headcount_report
from kiosk.texts import load_words
from tests.hub.hubs import CODES, an_admin, ask
from tests.hub.phone.phones import a_link, first, following, get, head, once, withdraw
from tests.sync.laptops import Laptop

LIMITS = PhoneLimits(count_s=0.02, heartbeat_s=0.1, streams=3)
NASTY = '<script>alert("x")</script> & Zn'


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    admin = an_admin(tmp_path_factory.mktemp("phones"))
    text = f'code,name,category\n{CODES[0]}X,Geheime Gast,"{NASTY.replace(chr(34), chr(34) * 2)}"\n'
    admin.take_list(admin.folder.parent / "nasty.csv", text, source="nasty")
    return admin


@pytest.fixture(scope="module")
def hub(admin: Laptop) -> Iterator[RunningHub]:
    listening = ListeningAddress("127.0.0.1", 0, 0)
    with running_hub(admin.session, listening, phone_limits=LIMITS) as running:
        yield running


@pytest.fixture
def link(hub: RunningHub, admin: Laptop) -> Iterator[str]:
    yield a_link(hub, admin)
    withdraw(admin)


def test_the_figures_are_those_of_the_headcount(link: str, admin: Laptop) -> None:
    admin.scan(CODES[0])
    with admin.open_store() as store:
        report = headcount_report(store, FESTIVAL, admin.clock.wall())
        expected = headcount_json(report, load_words("nl"))
    inside = expected["inside"]
    answer = once(lambda: get(f"{link}/headcount.json"), lambda one: one.json["inside"] == inside)
    assert answer.headers["content-type"] == "application/json"
    with following(f"{link}/headcount/stream") as events:
        streamed = first(events, "headcount")
    for changing in ("as_of", "stations", "per_minute"):
        expected.pop(changing)
    for figures in (answer.json, streamed):
        assert {key: figures[key] for key in expected} == json.loads(json.dumps(expected))
        assert "Geheime" not in json.dumps(figures)


def test_a_stream_says_each_change_once(link: str, admin: Laptop) -> None:
    with following(f"{link}/headcount/stream") as events:
        before = first(events, "headcount")
        admin.scan(CODES[1])
        after = next(
            value
            for kind, value in events
            if kind == "headcount" and value["inside"] > before["inside"]
        )
        assert after["inside"] == before["inside"] + 1
        assert len(after["series"]) <= 1  # only the column that changed
        assert first(events, "heartbeat") == {}


def test_the_page_has_the_figures_and_no_names(link: str, admin: Laptop) -> None:
    admin.scan(f"{CODES[0]}X")
    with admin.open_store() as store:
        inside = headcount_report(store, FESTIVAL, admin.clock.wall()).headcount.inside
    page = once(
        lambda: get(link, accept_language="en-GB,en;q=0.9,nl;q=0.8"),
        lambda one: f"<strong>{inside}</strong>" in one.text,
    )
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="en">' in page.text
    assert f"<strong>{inside}</strong>" in page.text
    assert "Geheime" not in page.text
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
    assert '<html lang="nl">' in get(f"{link}/nl").text
    with following(f"{link}/nl/stream") as events:
        sent = first(events, "page")
        assert "<script>" not in json.dumps(sent["parts"])
        assert sent["charts"]["inside"]["at"] == 0
        admin.scan(CODES[2])
        changed = next(
            value for kind, value in events if kind == "page" and "band" in value["parts"]
        )
    assert "laptops" not in changed["parts"]  # only what changed


def test_the_page_needs_little_and_nothing_from_outside(link: str) -> None:
    page = get(link, accept_encoding="gzip")
    html = gzip.decompress(page.content).decode()
    size = len(page.content)
    assert not re.search(r"(?:https?:)?//", html)
    assert not re.search(r"<style|style=|<script>|\son\w+=", html)
    addresses = re.findall(r'(?:src|href)="(/[^"]+/files/[^"]+)"', html)
    assert len(addresses) == 6
    for address in addresses:
        file = get(link[: link.index("/live/")] + address, accept_encoding="gzip")
        assert (file.status, file.headers["content-encoding"]) == (200, "gzip")
        assert "immutable" in file.headers["cache-control"]
        size += len(file.content)
    assert size < 60_000, size


@pytest.mark.parametrize("path", ["", "/nl", "/headcount.json", "/files/x/page.js"])
def test_every_answer_has_strict_headers(link: str, path: str) -> None:
    headers = get(f"{link}{path}").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_without_a_link_there_is_nothing(link: str) -> None:
    base = link[: link.index("/live/")]
    for path in ("/", "/live", "/live/", "/openapi.json", "/v1/hub", "/docs"):
        assert get(f"{base}{path}").status == 404, path
    for token in ("a" * 26, "%2e%2e", "x"):
        assert get(f"{base}/live/{token}").json == {"error": "missing"}
        assert get(f"{base}/live/{token}/headcount.json").status == 404
    for path in ("/fr", "/nl/streams", "/headcount", "/files/x/page.js", "/fr/stream"):
        assert get(f"{link}{path}").status == 404, path
    assert get(link, method="POST").status == 405
    assert get(link, method="HEAD").status == 200


def test_the_description_has_the_paths_of_a_link(link: str) -> None:
    described = json.loads((RESOURCES / "hub" / "openapi.json").read_text())
    base, token = link.split("/live/")
    paths = [path for path in described["paths"] if "{token}" in path]
    assert len(paths) == 3
    for path in paths:
        (kind,) = described["paths"][path]["get"]["responses"]["200"]["content"]
        status, content_type = head(f"{base}{path.replace('{token}', token)}")
        assert (status, content_type.partition(";")[0]) == (200, kind)
    figures = get(f"{link}/headcount.json").json
    assert set(figures) == set(described["components"]["schemas"]["Headcount"]["properties"])


def test_the_hubs_own_port_serves_a_link_too(hub: RunningHub, link: str) -> None:
    path = link[link.index("/live/") :]
    assert ask(hub.address, "GET", f"{path}/headcount.json").status == 200
    assert ask(hub.address, "GET", f"{path[:-1]}/headcount.json").status == 404


def test_a_withdrawn_link_ends_at_once(hub: RunningHub, admin: Laptop, link: str) -> None:
    other = a_link(hub, admin)
    with following(f"{link}/nl/stream") as events, following(f"{other}/nl/stream") as others:
        first(events, "page")
        first(others, "page")
        assert withdraw(admin) == 2
        for each in (events, others):
            assert first(each, "withdrawn") == {}
            assert next(each, None) is None
    gone = get(link, accept="text/html", accept_language="nl")
    assert (gone.status, "werkt niet meer" in gone.text) == (404, True)


def test_a_link_has_so_many_streams(link: str) -> None:
    with (
        following(f"{link}/nl/stream") as one,
        following(f"{link}/en/stream") as two,
        following(f"{link}/headcount/stream") as three,
    ):
        for each, kind in ((one, "page"), (two, "page"), (three, "headcount")):
            first(each, kind)
        refused = get(f"{link}/nl/stream")
        assert (refused.status, refused.json) == (429, {"error": "busy"})


def test_many_guesses_are_refused(link: str) -> None:
    base = link[: link.index("/live/")]
    statuses = {get(f"{base}/live/{'b' * 26}").status for _ in range(60)}
    assert statuses == {404, 429}
    assert get(link).status == 200  # a link that works is not guessed


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "nl"),
        ("en", "en"),
        ("de,fr;q=0.5", "nl"),
        ("en;q=0.4,nl-BE;q=0.8", "nl"),
        ("en;q=x", "en"),
        ("EN-us", "en"),
    ],
)
def test_the_page_speaks_the_phones_language(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


def test_uplot_has_its_licence() -> None:
    folder: Path = RESOURCES / "phone"
    assert "MIT License" in (folder / "uPlot-LICENSE.txt").read_text()
    assert "1.6.32" in (folder / "uPlot.iife.min.js").read_text()[:200]
