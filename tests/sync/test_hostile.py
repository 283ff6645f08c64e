"""Files of a stranger or a stolen laptop on a stick: refused with a reason, nothing changed."""

import base64
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.cli.main import main
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.keys.encryption import encrypt
from kiosk.keys.signing import (
    Certificate,
    Enrolment,
    new_signing_key,
    public_key,
    station_id,
)
from kiosk.store.journal.annexes import annex_hash
from kiosk.sync.carrier import ReceiveResult
from kiosk.sync.messages import MAX_LINE_LENGTH, End, decode_message, encode_message
from tests.festival import NOON
from tests.sync.forging import Forger
from tests.sync.laptops import Laptop, another_laptop, first_laptop
from tests.sync.seeing import sees, sound
from tests.sync.test_bundle_file import LIST
from tests.sync.test_receiver import CLICK, agree, have, messages_of, receive_lines, why

FUZZ = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
MOST_MEMORY_MB = 400


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("hostile")
    laptop = first_laptop(folder / "kantoor")
    laptop.take_list(folder / "shop.csv", LIST)
    return laptop


@pytest.fixture(scope="module")
def thief(admin: Laptop) -> Laptop:
    """A laptop that joined as a door and was stolen: it has all keys that a door has."""
    return another_laptop(admin, admin.folder.parent / "thief", "Zuid 1")


def packed(admin: Laptop, path: Path, text: bytes) -> Path:
    """Write a bundle with any content at all, as who knows the exchange key can."""
    path.write_bytes(encrypt(admin.keys.exchange, zlib.compress(text)))
    return path


def unchanged(admin: Laptop, lines: list[str]) -> ReceiveResult:
    """Take lines in and hold that nothing at all became of them."""
    before = sees(admin), have(admin)
    taken = receive_lines(admin, lines)
    assert (sees(admin), have(admin)) == before
    return taken


# Greetings.


def foreign(thief: Laptop, **changes: Any) -> Forger:
    return Forger(replace(thief.keys, **changes))


def test_a_greeting_of_another_event_is_refused(admin: Laptop, thief: Laptop) -> None:
    taken = unchanged(admin, [Forger(thief.keys).hello(event="ab" * 16)])
    assert why(taken) == {"foreign"}


def test_a_greeting_that_another_signed_is_refused(admin: Laptop, thief: Laptop) -> None:
    forger = foreign(thief, station_key=new_signing_key())
    assert why(unchanged(admin, forger.message_lines())) == {"signature"}


def test_a_greeting_without_a_certificate_of_this_event_is_refused(
    admin: Laptop, thief: Laptop, tmp_path: Path
) -> None:
    elsewhere = first_laptop(tmp_path / "elders").keys
    forger = foreign(thief, certificate=elsewhere.certificate)
    assert why(unchanged(admin, forger.message_lines())) == {"station"}


def test_a_stolen_laptop_cannot_make_a_station(admin: Laptop, thief: Laptop) -> None:
    keys, secret = thief.keys, new_signing_key()
    public = public_key(secret)
    made = Certificate(keys.event, station_id(public), "Nieuw", Role.ADMIN, public, NOON)
    by_itself = json.loads(made.text(keys.station_key))
    vouched = json.loads(keys.certificate)
    texts = [
        json.dumps(by_itself),
        json.dumps({**by_itself, "enrolment": vouched}),
        json.dumps({**by_itself, "enrolment": vouched["enrolment"]}),
        made.text_enrolled(Enrolment(keys.station_key, json.dumps(vouched["enrolment"]))),
    ]
    for text in texts:
        forger = Forger(replace(keys, station=made.station, station_key=secret, certificate=text))
        assert why(unchanged(admin, forger.message_lines())) == {"station"}
        own = Forger(keys)
        lines = [own.hello(), encode_message(forger.range()), encode_message(End(2))]
        assert why(unchanged(admin, lines)) == {"station"}


def test_a_name_that_plays_with_the_terminal_never_gets_there(
    admin: Laptop, thief: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, organiser = thief.keys, admin.keys.organiser
    assert organiser is not None
    public = public_key(keys.station_key)
    named = Certificate(keys.event, keys.station, "Zuid\x1b[31m", Role.DOOR, public, NOON)
    forger = Forger(replace(keys, certificate=named.text(organiser)))
    assert why(unchanged(admin, forger.message_lines())) == {"station"}
    desk = another_laptop(admin, admin.folder.parent / "desk", "Balie", role=Role.DESK)
    forger, evil = Forger(desk.keys), "Eva\x1b]0;owned\x07\x9b31m"
    salt, body = b"s" * 16, json.dumps({"name": evil, "organisation": evil}, ensure_ascii=False)
    digest = annex_hash(salt, body)
    place = {"area": FESTIVAL, "entrance": "Zuid", "people": 1, "places": 1}
    detail = {"ref": f"B-{evil}", "category": evil}
    forger.entry(Kind.WALK_IN, ticket="ef" * 16, annex=digest, detail=detail, **place)
    machine = {"key": "machine.x", "value": evil, "station": desk.station}
    forger.entry(Kind.SETTING, detail=machine)
    forger.entry(Kind.SHIFT, operator="ab", annex=digest, detail={"turn": "start"})
    annexes = forger.annexes([[digest, salt.hex(), body]])
    assert receive_lines(admin, forger.message_lines(forger.range(), annexes)).rejected == ()
    for command in (
        ["tickets", "find", "Eva"],
        ["tickets", "list"],
        ["station", "list"],
        ["headcount"],
    ):
        assert main(["--data", str(admin.folder), *command]) == 0
    output = capsys.readouterr()
    assert "Eva" in output.out
    assert not set(output.out + output.err) & {"\x1b", "\x07", "\x9b"}


def test_a_stolen_laptop_cannot_take_another_stations_log_for_its_own(
    admin: Laptop, thief: Laptop
) -> None:
    victim = another_laptop(admin, admin.folder.parent / "victim", "Noord 2")
    receive_lines(victim, messages_of(admin))
    victim.scan("CODE-000000000007")
    lines = messages_of(victim)
    log = min(have(victim).logs.keys() - have(admin).logs.keys())
    forger = Forger(thief.keys, log=log)
    assert why(unchanged(admin, forger.message_lines())) == {"station"}
    assert receive_lines(admin, lines).new_entries == 4


# Ranges.


def clicks(thief: Laptop, count: int = 4) -> Forger:
    forger = Forger(thief.keys)
    for _ in range(count):
        forger.entry(Kind.CLICKER, people=1, **CLICK)
    return forger


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda one: replace(one, items=one.items[:2] + one.items[3:]), "chain"),
        (lambda one: replace(one, items=one.items[::-1]), "chain"),
        (lambda one: replace(one, items=one.items[:-1]), "chain"),
        (lambda one: replace(one, items=one.items[2:]), "missing"),
        (lambda one: replace(one, items=()), "unreadable"),
        (
            lambda one: replace(
                one, items=(*one.items[:2], one.items[2].replace(b":1,", b":9,"), *one.items[3:])
            ),
            "chain",
        ),
        (lambda one: replace(one, head=replace(one.head, as_of=NOON + 1)), "signature"),
        (lambda one: replace(one, head=replace(one.head, closed=True)), "signature"),
        (lambda one: replace(one, head=replace(one.head, signature=bytes(64))), "signature"),
        (lambda one: replace(one, head=replace(one.head, signature=b"")), "signature"),
        (lambda one: replace(one, head=replace(one.head, seq=2)), "chain"),
        (lambda one: replace(one, log="ab" * 16), "foreign"),
    ],
)
def test_a_range_that_was_changed_is_refused_whole(
    admin: Laptop, thief: Laptop, change: Any, refusal: str
) -> None:
    forger = clicks(thief)
    taken = unchanged(admin, forger.message_lines(change(forger.range())))
    assert why(taken) == {refusal}


def test_entries_of_another_event_or_log_are_refused(admin: Laptop, thief: Laptop) -> None:
    for fields in ({"event": "cd" * 16}, {"log": "ab" * 16}):
        forger = clicks(thief, 1)
        forger.entry(Kind.CLICKER, people=1, **{**CLICK, **fields})
        assert why(unchanged(admin, forger.message_lines())) == {"foreign"}


@pytest.mark.parametrize(
    "fields",
    [
        {"people": 10**7},
        {"at": 2**52},
        {"at": -(2**52)},
        {"places": 2**53 - 1},
        {"people": -1},
        {"people": 2**70},
        {"people": 1.5},
        {"people": True},
        {"ticket": "not hex"},
        {"ticket": ""},
        {"ticket": "cd" * 32},
        {"ticket": "CD" * 16},
        {"ticket": "cd " * 10 + "cd"},
        {"detail": {"target": "CD" * 32}},
        {"parents": ["zz"]},
        {"parents": 3},
        {"area": 5},
        {"area": "\x1b[31m"},
        {"entrance": "Zuid\x1b]0;x\x07"},
        {"entrance": "Zuid" * 200},
        {"detail": [1]},
        {"annex": "x"},
        {"entrance": "\ud800"},
        {"detail": {"x": json.loads("[" * 60 + "]" * 60)}},
        {"x": json.loads("[" * 60 + "]" * 60)},
        {"detail": {"x": "y" * 600_000}},
    ],
)
def test_an_entry_that_is_none_is_refused(
    admin: Laptop, thief: Laptop, fields: Mapping[str, Any]
) -> None:
    forger = clicks(thief, 1)
    content = {**CLICK, "people": 1, **fields}
    text = {"v": 1, "event": forger.keys.event, "log": forger.log, "seq": 3, "prev": forger.tip}
    forger.body(json.dumps({**text, "kind": "clicker", "at": NOON, **content}).encode())
    assert why(unchanged(admin, forger.message_lines())) == {"unreadable"}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, 2**53, 2**63, 10**30, -(2**63)])
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["", "ab" * 16, "cd" * 32, "festival", "start", "in", "cancel", "reissue"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [
    "key",
    "value",
    "station",
    "target",
    "sides",
    "cause",
    "turn",
    "action",
    "code",
    "replaces",
    "offset_ms",
    "error_ms",
    "also",
    "logs",
    "source",
    "version",
    "hash",
    "rows",
    "parent",
    "direction",
    "ref",
    "category",
    "outcome",
    "lifted",
    "machine",
]
DETAIL = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6)
FIELDS = st.fixed_dictionaries(
    {"detail": DETAIL},
    optional={
        "area": st.sampled_from([FESTIVAL, "", "Zaal"]),
        "entrance": st.sampled_from(["Zuid", "", "Noord"]),
        "ticket": st.sampled_from(["ab" * 16, "00" * 16]),
        "people": st.integers(0, 10**6),
        "places": st.integers(0, 10**6),
        "reentry": JSON,
        "operator": st.none() | st.text(max_size=8),
        "annex": st.sampled_from(["cd" * 32, "", "00"]),
        "parents": st.lists(st.sampled_from(["cd" * 32, "00"]), max_size=2),
        "stated": JSON,
        "at": st.sampled_from([NOON, 0, -1_000_000_000_000, 249_000_000_000_000]),
    },
)


@pytest.mark.parametrize("role", list(Role))
def test_whatever_a_joined_laptop_writes_the_figures_of_the_others_stay_readable(
    tmp_path_factory: pytest.TempPathFactory, role: Role
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    admin = first_laptop(folder / "kantoor")
    admin.take_list(folder / "shop.csv", LIST)
    other = another_laptop(admin, folder / "other", "Noord 2")
    hostile = another_laptop(admin, folder / "hostile", "Zuid 1", role=role)
    kinds = [kind for kind in Kind if kind not in (Kind.PURGE, Kind.FOREIGN)]

    @given(st.lists(st.tuples(st.sampled_from(kinds), FIELDS), min_size=1, max_size=4))
    @settings(FUZZ, max_examples=60)
    def fuzz(written: list[tuple[Kind, dict[str, Any]]]) -> None:
        forger = Forger(hostile.keys)
        for kind, fields in written:
            forger.entry(kind, **json.loads(json.dumps(fields)))
        receive_lines(admin, forger.message_lines())
        look(admin)

    fuzz()
    receive_lines(other, messages_of(admin))
    receive_lines(admin, messages_of(other))
    receive_lines(other, messages_of(admin))
    agree(admin, other)
    sound(admin)
    admin.scan("CODE-000000000003")


def test_a_refusal_whose_outcome_is_no_word_is_counted_without_one(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "kantoor")
    forger = Forger(another_laptop(admin, tmp_path / "zuid", "Zuid 1").keys)
    for outcome in ("unknown_code", 5, None, ["x"], "a\0b", "É x"):
        forger.entry(Kind.REFUSED, area="", entrance="Zuid", detail={"outcome": outcome})
    receive_lines(admin, forger.message_lines())
    with admin.open_store() as store:
        refused = store.counts.area_totals(store.event(), FESTIVAL, NOON).refused
    assert refused == {"unknown_code": 1, "": 5}
    sound(admin)


def look(laptop: Laptop) -> None:
    """Read what every page reads."""
    with laptop.open_store() as store:
        event = store.event()
        store.counts.area_totals(event, FESTIVAL, NOON)
        store.stations.statuses(NOON)
        store.stations.announced()
        store.operators.known()
        store.clocks.wrong_by_ms()


# Messages.


def messages(thief: Laptop) -> list[dict[str, Any]]:
    forger = clicks(thief, 2)
    have_line = '{"type":"have","logs":{},"gaps":{},"lists":[],"awaited":[]}'
    part = {"type": "list", "source": "shop", "hash": "ab" * 32, "part": 1, "parts": 1}
    lines = [
        *forger.message_lines(forger.range(), have_line, forger.annexes([["ab" * 32, "00", "{}"]]))
    ]
    return [
        *map(json.loads, lines),
        {"type": "head", "log": forger.log, "head": [3, forger.tip, NOON, False, "00" * 64]},
        {**part, "sealed": base64.b64encode(b"x").decode()},
    ]


@st.composite
def spoilt(draw: st.DrawFn, samples: list[dict[str, Any]]) -> str:
    """A message of which one field, at any depth, is something else or gone."""
    message = json.loads(json.dumps(draw(st.sampled_from(samples))))
    at: Any = message
    for _ in range(draw(st.integers(1, 4))):
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            break
        key = draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and draw(st.booleans()):
            at = at[key]
            continue
        if draw(st.booleans()):
            at[key] = draw(JSON)
        else:
            del at[key]
        break
    return json.dumps(message)


def test_a_message_of_which_any_field_is_something_else_stops_nothing(
    admin: Laptop, thief: Laptop
) -> None:
    samples = messages(thief)
    hello = Forger(thief.keys).hello()
    before = sees(admin)

    @given(st.lists(spoilt(samples), min_size=1, max_size=4))
    @settings(FUZZ)
    def fuzz(lines: list[str]) -> None:
        for line in lines:
            with suppress(ValueError):
                decode_message(line)
        receive_lines(admin, lines)
        receive_lines(admin, [hello, *lines])

    fuzz()
    assert sees(admin).split('"aside"')[1].split('"tally"')[0]
    assert json.loads(sees(admin))["lists"] == json.loads(before)["lists"]
    sound(admin)


@given(
    line=st.text()
    | st.binary().map(lambda some: some.decode(errors="replace"))
    | JSON.map(json.dumps)
)
@settings(FUZZ)
def test_whatever_a_line_holds_it_is_a_message_or_a_value_error(line: str) -> None:
    with suppress(ValueError):
        decode_message(line)


@pytest.mark.parametrize("deep", [1_000, 1_000_000])
def test_a_line_that_is_too_deep_is_refused(admin: Laptop, thief: Laptop, deep: int) -> None:
    line = '{"type":"have","logs":' + "[" * deep + "]" * deep + "}"
    assert "unreadable" in why(unchanged(admin, [Forger(thief.keys).hello(), line]))


def test_a_line_that_is_too_long_is_refused(admin: Laptop, thief: Laptop) -> None:
    line = '{"type":"poem","x":"' + "y" * MAX_LINE_LENGTH + '"}'
    taken = unchanged(admin, [Forger(thief.keys).hello(), line])
    assert why(taken) == {"unreadable", "truncated"}


def test_a_greeting_that_lies_about_clocks_moves_none(admin: Laptop, thief: Laptop) -> None:
    forger = Forger(thief.keys)
    own = admin.keys.station
    for lie in (
        {"low": 10**15, "high": 10**15, "met": {own: (1, 2**52, NOON)}},
        {"low": -(10**15), "high": -(10**15), "met": {own: (2**52, 1, NOON)}, "as_of": -(10**11)},
        {"as_of": 10**14, "met": {f"{n:032x}": (n, n, n) for n in range(5000)}},
    ):
        taken = unchanged(admin, [forger.hello(**lie), encode_message(End(1))])
        assert taken.rejected == ()
    with admin.open_store() as store:
        assert store.clocks.wrong_by_ms() is None


def test_a_station_that_claims_millions_of_logs_delays_no_laptop(
    admin: Laptop, thief: Laptop
) -> None:
    logs = {f"{n:032x}": [[n + 1, "ab" * 32]] for n in range(70_000)}
    line = json.dumps({"type": "have", "logs": logs, "gaps": {}, "lists": [], "awaited": []})
    assert len(line) < MAX_LINE_LENGTH
    started = time.perf_counter()
    unchanged(admin, [Forger(thief.keys).hello(), line])
    assert time.perf_counter() - started < 60


# Files.


def refused(admin: Laptop, path: Path) -> ReceiveResult:
    before = sees(admin)
    taken = admin.read(path)
    assert sees(admin) == before
    assert taken.rejected
    return taken


def test_what_is_no_file_is_refused_and_never_replaced(
    admin: Laptop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    whys = {pipe: "unreadable", Path("/dev/zero"): "unreadable", folder: "folder"}
    for path, reason in {**whys, tmp_path / "nothing": "no_file"}.items():
        assert why(refused(admin, path)) == {reason}
        assert main(["--data", str(admin.folder), "bundle", "read", str(path)]) == 2
    for path in (pipe, Path("/dev/null")):
        assert main(["--data", str(admin.folder), "bundle", "write", str(path)]) == 2
        assert not path.is_file()
    assert main(["--data", str(admin.folder), "bundle", "write", str(folder)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_foreign_link_on_a_stick_is_not_written_through(admin: Laptop, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / "x.kiosk.part").symlink_to(precious)
    admin.write(tmp_path / "x.kiosk")
    assert precious.read_text() == "mine"


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"\n" * 1000, b"{}\n{}\n", b"\xff\xfe\n", b'{"type":"hello"}\n', b"null\n1\n[]\n"],
)
def test_a_file_with_anything_in_it_is_refused(
    admin: Laptop, tmp_path: Path, content: bytes
) -> None:
    refused(admin, packed(admin, tmp_path / "x", content))
    (tmp_path / "y").write_bytes(content)
    refused(admin, tmp_path / "y")
    (tmp_path / "z").write_bytes(encrypt(admin.keys.exchange, content))
    refused(admin, tmp_path / "z")


BOMB = """
import re, sys
from pathlib import Path
from kiosk.cli.main import main
code = main(["--data", sys.argv[1], "bundle", "read", sys.argv[2]])
status = Path("/proc/self/status").read_text()
print(code, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def bombs(admin: Laptop, thief: Laptop) -> Iterator[tuple[str, bytes]]:
    hello = f"{Forger(thief.keys).hello()}\n".encode()
    yield "one endless line", hello + b"a" * (300 * 2**20)
    yield "endless small lines", hello + b'{"type":"poem"}\n' * (6 * 2**20)
    lists = b'{"type":"have","logs":{"x":' + b"[" + b"[]," * (5 * 2**20) + b"[]]}}\n"
    yield "a line of millions of lists", hello + lists
    inner = zlib.compress(b"[" + b"[]," * (20 * 2**20) + b"[]]", 9)
    sealed = base64.b64encode(encrypt(admin.keys.exchange, inner)).decode()
    yield "sealed within", hello + json.dumps({"type": "annexes", "sealed": sealed}).encode()


@pytest.mark.timeout(240)
def test_a_file_that_unpacks_to_ever_more_takes_neither_memory_nor_the_evening(
    admin: Laptop, thief: Laptop, tmp_path: Path
) -> None:
    for name, content in bombs(admin, thief):
        path = packed(admin, tmp_path / "bomb", content)
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", BOMB, str(admin.folder), str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        code, memory = map(int, done.stdout.split()[-2:])
        took = time.perf_counter() - started
        print(f"{name}: {path.stat().st_size} bytes, exit {code}, {memory} MB, {took:.1f} s")
        assert code in (1, 2), name
        assert memory < MOST_MEMORY_MB, name
        assert "Traceback" not in done.stderr
