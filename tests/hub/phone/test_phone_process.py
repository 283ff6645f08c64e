"""The links of a hub as a real process: made, listed, withdrawn, and never in a log."""

import json
import signal
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.checkin.desk import Desk
from kiosk.domain.entry import Draft, Kind
from kiosk.errors import UnusableInput
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.phone.link_maker import make_link
from kiosk.hub.phone.phone_address import PhoneAddress, link_url
from kiosk.hub.phone.phone_links import PhoneLinks
from kiosk.runtime.data_folder import KEYS
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import record
from tests.end2end.test_laptops_agree import Kiosk
from tests.festival import HandClock
from tests.hub.hubs import an_admin, hub_on, wait_until
from tests.hub.phone.phones import a_link, first, following, get

SETTING = f"https://10.0.0.7:8417#sha256:{'ab' * 32}"


def test_links_of_a_hub_are_made_listed_and_withdrawn(tmp_path: Path) -> None:
    admin = an_admin(tmp_path)
    here = Kiosk(admin.folder, {})
    here.run_here("hub", "link", "--list")
    here.run("hub", "link", code=2)  # no hub runs
    options = ("--host", "127.0.0.1", "--port", "0", "--phone-port", "0")
    process = here.start("hub", "serve", *options)
    try:
        assert process.stdout is not None
        phone_url = json.loads(process.stdout.readline())["phone_url"]
        links = [json.loads(here.run_here("hub", "link", "--json"))["url"] for _ in range(2)]
        assert all(link.startswith(f"{phone_url}/live/") for link in links)
        listed = json.loads(here.run_here("hub", "link", "--list", "--json"))
        assert [set(one) for one in listed] == [{"name", "made"}] * 2
        assert [get(link).status for link in links] == [200, 200]
        here.run("hub", "link", "--revoke", "0" * 64, code=2)
        assert json.loads(here.run_here("hub", "link", "--revoke", "--json")) == {"revoked": 2}
        assert [get(link).status for link in links] == [404, 404]
        output = here.run_here("hub", "link")
        (listed_now,) = json.loads(here.run_here("hub", "link", "--list", "--json"))
        link = output.splitlines()[0]
        assert output.rstrip().endswith(f"--revoke {listed_now['name']}")
        with following(f"{link}/nl/stream") as events:
            first(events, "page")
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
            assert time.monotonic() - began < 20  # 1 s on a machine that does nothing else
    finally:
        process.kill()
        _, complained = process.communicate()
    tokens = [urlsplit(one).path.split("/")[2] for one in (*links, link)]
    files = [path for path in admin.folder.rglob("*") if path.is_file()]
    for written in (complained, *(path.read_bytes().decode(errors="replace") for path in files)):
        assert not any(token in written for token in tokens)


def test_a_purge_withdraws_the_links_and_makes_no_new_ones(tmp_path: Path) -> None:
    admin = an_admin(tmp_path)
    with hub_on(admin) as hub:
        link = a_link(hub, admin)
        assert get(link).status == 200
        with admin.open_store() as store, immediate(store.database):
            record(store, Draft(Kind.PURGE))
        wait_until(lambda: get(link).status == 404)
        with pytest.raises(UnusableInput, match="event_purged"):
            a_link(hub, admin)


def test_without_a_hub_here_the_error_names_the_computer_that_is_it(tmp_path: Path) -> None:
    admin = an_admin(tmp_path)
    with admin.open_store() as store:
        with pytest.raises(UnusableInput, match="invite_no_hub"):
            make_link(admin.session, store)
        own = hub_certificate(admin.folder / KEYS, admin.event).fingerprint
        Desk(store).change_setting("hub", f"https://10.0.0.9:8417#sha256:{own}")
        with pytest.raises(UnusableInput, match="invite_no_hub"):
            make_link(admin.session, store)
        Desk(store).change_setting("hub", SETTING)
        with pytest.raises(UnusableInput, match="link_at_hub") as raised:
            make_link(admin.session, store)
    assert raised.value.params["address"] == "https://10.0.0.7:8417"


@pytest.mark.parametrize(
    ("setting", "base"),
    [
        (None, "http://10.0.0.7:8418"),
        (SETTING, "http://10.0.0.7:8418"),
        ("https://10.0.0.7:8417", "http://10.0.0.7:8418"),
        ("https://hub.local", "http://10.0.0.7:8418"),
        ("https://hub.example.org", "https://hub.example.org"),
        ("https://hub.example.org:8443", "https://hub.example.org:8443"),
    ],
)
def test_a_link_has_the_hubs_public_name_if_it_has_one(setting: str | None, base: str) -> None:
    assert link_url(PhoneAddress("10.0.0.7", 8418), "abc", setting) == f"{base}/live/abc"


def test_the_oldest_link_makes_room(tmp_path: Path) -> None:
    clock = HandClock()
    links = PhoneLinks(tmp_path, "ab" * 16, clock)
    oldest = links.add()
    for _ in range(50):
        clock.now += 1000
        links.add()
    assert len(links.links()) == 50
    assert links.links()[0].made == clock.now
    assert links.withdraw(links.links()[0].name) == 1
    assert not links.is_valid(oldest)
    assert not any(oldest in path.name for path in tmp_path.iterdir())
