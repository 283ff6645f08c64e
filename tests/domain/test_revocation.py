"""Revocations: decided by authority, never by time, and independent of the order of arrival."""

from itertools import permutations
from typing import Any

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.internal_settings import REVOKED
from kiosk.domain.revocation import (
    Authority,
    Revocations,
    RevocationSubject,
    is_revocation,
    revocations,
)
from tests.domain.situations import entry

NOON = 43_200_000
MAKER = RevocationSubject("maker", organiser=True)
SPARE = RevocationSubject("spare", organiser=True)
HONEST = RevocationSubject("honest", "key")
THIEF = RevocationSubject("thief", "key")
DOOR = RevocationSubject("door", "doors")

Said = tuple[Entry, RevocationSubject]


def says(
    author: RevocationSubject, about: str, *, seq: int = 5, at: int = NOON, **value: Any
) -> Said:
    """An entry in the log of the same name as its author."""
    detail = {"key": REVOKED + about, "value": value}
    name = f"{author.station} {seq} {about}"
    return entry(name, Kind.SETTING, at, log=author.station, seq=seq, detail=detail), author


def until(length: int, log: str) -> dict[str, list[object]]:
    return {log: [length, "ab" * 32]}


def found(*entries: Said) -> Revocations:
    """The revocations, which are the same in any order of arrival."""
    first, *others = [revocations(order, "maker") for order in permutations(entries)]
    assert all(other == first for other in others)
    return first


def test_of_two_admins_who_revoke_each_other_neither_counts_whatever_the_time_says() -> None:
    for thief_at in (NOON - 10**9, NOON + 10**9):
        revoked = found(
            says(HONEST, "thief", logs=until(3, "thief")),
            says(THIEF, "honest", logs={}, at=thief_at),
        )
        assert (revoked.counts_until(THIEF, "thief"), revoked.counts_until(HONEST, "honest")) == (
            3,
            0,
        )


def test_no_admin_revokes_the_organisers_laptops() -> None:
    revoked = found(says(THIEF, "maker", logs={}), says(THIEF, "spare", logs={}))
    assert revoked.counts_until(MAKER, "maker") is None
    assert revoked.counts_until(SPARE, "spare") is None


def test_what_the_organiser_revokes_goes_first_whatever_the_time_says() -> None:
    entries = [
        says(MAKER, "thief", logs=until(4, "thief"), at=NOON + 10**9),
        says(THIEF, "honest", logs={}, at=NOON - 10**9),
        says(THIEF, "key", stations=[]),
    ]
    assert found(*entries).counts_until(HONEST, "honest") is None
    assert found(*entries).counts_until(THIEF, "thief") == 4


def test_what_an_admin_said_before_the_organiser_revoked_it_still_counts() -> None:
    revoked = found(
        says(MAKER, "thief", logs=until(5, "thief")),
        says(THIEF, "door", seq=5, logs=until(2, "door")),
        says(THIEF, "door", seq=6, logs={}),
    )
    assert revoked.counts_until(DOOR, "door") == 2


def test_the_organiser_takes_back_what_another_admin_said() -> None:
    entries = [
        says(THIEF, "honest", logs={}),
        says(THIEF, "key", stations=["thief"]),
        says(MAKER, "honest", logs=None),
        says(MAKER, "key", seq=6, stations=None),
    ]
    assert found(*entries).counts_until(HONEST, "honest") is None
    assert (
        found(*entries, says(MAKER, "honest", seq=9, logs={})).counts_until(HONEST, "honest") == 0
    )


def test_an_admin_takes_nothing_back_not_even_of_itself() -> None:
    revoked = found(
        says(HONEST, "thief", logs=until(3, "thief")),
        says(THIEF, "thief", logs=until(10**9, "thief")),
        says(THIEF, "thief", seq=6, logs=None),
    )
    assert revoked.counts_until(THIEF, "thief") == 3


def test_of_what_equals_say_the_strictest_counts() -> None:
    revoked = found(
        says(HONEST, "door", logs=until(3, "door") | until(7, "other")),
        says(THIEF, "door", logs=until(9, "door")),
        says(HONEST, "doors", seq=6, stations=["door", "a"]),
        says(THIEF, "doors", seq=6, stations=["door", "b"]),
    )
    assert (revoked.counts_until(DOOR, "door"), revoked.counts_until(DOOR, "other")) == (3, 0)
    assert revoked.joined("doors") == frozenset({"door"})


def test_who_opened_the_recovery_file_goes_before_the_maker() -> None:
    revoked = found(
        says(SPARE, "maker", logs=until(4, "maker")),
        says(MAKER, "spare", seq=4, logs={}, at=NOON - 10**9),
        says(MAKER, "door", seq=4, logs={}),
        says(MAKER, "honest", seq=5, logs={}),
    )
    assert revoked.counts_until(SPARE, "spare") is None
    assert revoked.counts_until(MAKER, "maker") == 4
    assert (revoked.counts_until(DOOR, "door"), revoked.counts_until(HONEST, "honest")) == (0, None)


def test_the_highest_that_said_anything_is_known() -> None:
    revoked = found(says(HONEST, "door", logs={}), says(MAKER, "door", logs=None))
    assert revoked.decided_by("door") is Authority.MAKER
    assert revoked.decided_by("thief") is None


def test_a_revocation_that_makes_no_sense_revokes_nothing() -> None:
    senseless: list[dict[str, Any]] = [{}, {"logs": 3}, {"stations": "all"}, {"other": []}]
    for value in senseless:
        assert found(says(HONEST, "door", **value)).counts_until(DOOR, "door") is None
    assert found(says(HONEST, "", stations=[])).counts_until(MAKER, "maker") is None
    odd = {"door": [10**30], "b": [-4], "c": "x", "d": []}
    revoked = found(says(HONEST, "door", logs=odd))
    assert [revoked.counts_until(DOOR, log) for log in odd] == [2**53, 0, 0, 0]


def test_only_settings_about_who_is_revoked_decide() -> None:
    assert is_revocation(says(HONEST, "door", logs={})[0])
    assert not is_revocation(entry("a", Kind.SETTING, detail={"key": "capacity", "value": 4}))
    assert not is_revocation(entry("b", Kind.CLOCK, detail={"offset_ms": 1, "error_ms": 1}))
