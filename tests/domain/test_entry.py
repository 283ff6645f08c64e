"""Entries: the bytes that stand for ever, and reading what others wrote."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.attendance import fold
from kiosk.domain.entry import Draft, Entry, Kind, LogPosition, encode_entry, read_entry
from kiosk.domain.ticket import Reentry
from kiosk.errors import NotAnEntry
from tests.domain.journals import QUICK

PLACE: dict[str, Any] = {"event": "samen", "log": "aa", "seq": 7, "prev": "ff", "at": 1_000}
WRITTEN = {**PLACE, "kind": "in", "ticket": "t1", "people": 1, "places": 1}


def sealed(draft: Draft) -> bytes:
    return encode_entry(draft, LogPosition(**PLACE))[0]


def body(**changes: Any) -> bytes:
    return json.dumps(WRITTEN | changes).encode()


def test_the_bytes_are_fixed_for_ever() -> None:
    draft = Draft(
        Kind.IN,
        area="festival",
        entrance="Café",
        ticket="t1",
        people=2,
        places=4,
        reentry=Reentry.NEVER,
        operator="op",
        parents=("p1", "p2"),
        annex="ax",
        detail={"lifted": ["full"]},
    )
    assert sealed(draft).decode() == (
        '{"v":1,"event":"samen","log":"aa","seq":7,"prev":"ff","kind":"in","at":1000,'
        '"area":"festival","entrance":"Café","ticket":"t1","people":2,"places":4,'
        '"reentry":"never","operator":"op","annex":"ax","parents":["p1","p2"],'
        '"detail":{"lifted":["full"]}}'
    )


def test_what_is_not_said_is_not_written() -> None:
    assert sealed(Draft(Kind.CLOSED)).decode() == (
        '{"v":1,"event":"samen","log":"aa","seq":7,"prev":"ff","kind":"closed","at":1000}'
    )


def test_a_stated_time_replaces_the_clock_and_is_marked() -> None:
    entry = read_entry(sealed(Draft(Kind.IN, stated_at=500)))
    assert (entry.at, entry.stated) == (500, True)
    assert not read_entry(sealed(Draft(Kind.IN))).stated


def test_the_name_of_an_entry_is_the_hash_of_its_bytes_as_they_stand() -> None:
    spaced = b"  " + body() + b"\n"
    assert read_entry(spaced).hash == sha256(spaced).hexdigest()
    assert read_entry(spaced).hash != read_entry(body()).hash


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
counts = st.integers(min_value=0, max_value=2**53 - 1)
DRAFTS = st.builds(
    Draft,
    kind=st.sampled_from(sorted(set(Kind) - {Kind.FOREIGN})),
    area=st.none() | words,
    entrance=st.none() | words,
    ticket=st.none() | words,
    people=counts,
    places=counts,
    reentry=st.none() | st.sampled_from(Reentry),
    operator=st.none() | words,
    parents=st.lists(words, max_size=3).map(tuple),
    annex=st.none() | words,
    stated_at=st.none() | st.integers(-(2**53) + 1, 2**53 - 1),
    detail=st.dictionaries(words, st.integers() | words | st.lists(words, max_size=2), max_size=3),
)


@QUICK
@given(DRAFTS)
def test_what_was_sealed_is_read_back(draft: Draft) -> None:
    written, entry = encode_entry(draft, LogPosition(**PLACE))
    at = PLACE["at"] if draft.stated_at is None else draft.stated_at
    assert read_entry(written) == entry
    assert entry == Entry(
        **PLACE | {"at": at},
        hash=sha256(written).hexdigest(),
        kind=draft.kind,
        area=draft.area,
        entrance=draft.entrance,
        ticket=draft.ticket,
        people=draft.people,
        places=draft.places,
        reentry=draft.reentry,
        operator=draft.operator,
        parents=draft.parents,
        annex=draft.annex,
        stated=draft.stated_at is not None,
        detail=draft.detail,
    )


def test_a_kind_of_a_newer_program_is_kept_without_effect() -> None:
    entry = read_entry(body(kind="hologram", people=5, places=5))
    assert entry.kind is Kind.FOREIGN
    assert fold([entry]).inside == 0


def test_fields_of_a_newer_program_do_no_harm() -> None:
    entry = read_entry(body(v=2, hologram={"deep": [1]}, reentry="on-tuesdays"))
    assert (entry.kind, entry.people, entry.reentry) == (Kind.IN, 1, None)


@pytest.mark.parametrize("field", ["event", "log", "seq", "prev", "kind", "at"])
def test_an_entry_without_a_place_in_a_log_is_none(field: str) -> None:
    fields = {name: value for name, value in WRITTEN.items() if name != field}
    with pytest.raises(NotAnEntry):
        read_entry(json.dumps(fields).encode())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event", 5),
        ("log", None),
        ("log", ["aa"]),
        ("seq", 0),
        ("seq", -1),
        ("seq", "7"),
        ("seq", 7.0),
        ("seq", True),
        ("seq", 2**53),
        ("prev", None),
        ("at", "noon"),
        ("at", 1.5),
        ("at", 2**53),
        ("at", -(2**53)),
        ("area", 1),
        ("entrance", {}),
        ("ticket", ["t1"]),
        ("people", -1),
        ("people", "2"),
        ("people", None),
        ("people", 10**30),
        ("places", -1),
        ("places", False),
        ("operator", 5),
        ("parents", 5),
        ("parents", None),
        ("parents", [1]),
        ("parents", "ab"),
        ("parents", {"ab": 1}),
        ("annex", 5),
        ("detail", None),
        ("detail", []),
        ("detail", "x"),
    ],
)
def test_a_field_of_the_wrong_type_or_size_is_refused(field: str, value: object) -> None:
    with pytest.raises(NotAnEntry):
        read_entry(body(**{field: value}))


@pytest.mark.parametrize("field", ["event", "log", "prev", "area", "entrance", "ticket", "annex"])
def test_half_a_character_is_no_text(field: str) -> None:
    with pytest.raises(NotAnEntry):
        read_entry(body(**{field: "a\ud800"}))


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b" ",
        b"null",
        b"5",
        b"[]",
        b'"in"',
        b"{}",
        b"{",
        b"\xff\xfe",
        b"\xef\xbb\xbf" + body(),
        body().decode().encode("utf-16"),
        body().decode().encode("utf-32-le"),
        body()[:-1],
        body() + b"{}",
        b'{"seq":' + b"9" * 100_000 + b"}",
        b"[" * 1_000_000,
        b'{"detail":' * 200_000,
        b"\x00" * 100,
    ],
    ids=lambda value: repr(value[:12]),
)
def test_nonsense_is_no_entry(nonsense: bytes) -> None:
    with pytest.raises(NotAnEntry):
        read_entry(nonsense)


@QUICK
@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading(nonsense: bytes) -> None:
    with pytest.raises(NotAnEntry):
        read_entry(nonsense)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@QUICK
@given(st.dictionaries(st.sampled_from([*WRITTEN, "parents", "detail", "reentry"]), JSON))
def test_any_json_is_an_entry_or_a_value_error(changes: dict[str, Any]) -> None:
    try:
        entry = read_entry(body(**changes))
    except NotAnEntry:
        return
    assert fold([entry]).inside >= 0


@QUICK
@given(st.sampled_from([Kind.IN, Kind.OUT, Kind.UNDO, Kind.REFUSED]), JSON)
def test_no_detail_of_an_entry_breaks_the_fold(kind: Kind, odd: Any) -> None:
    detail = {"target": odd, "lifted": odd}
    first = read_entry(body(kind="in"))
    second = read_entry(body(kind=kind.value, seq=8, detail=detail))
    assert fold([first, second]).inside >= 0
