"""Double entries: their sides, the guess at a cause, and what a person decided."""

from typing import Any

import pytest

from kiosk.domain.causal_order import causal_order
from kiosk.domain.double_entries import Cause, ExplainedDouble, explain_doubles
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.ticket import Reentry
from tests.domain.situations import entry, folded

STATIONS = {"a": "Noord 1", "b": "Zuid 1", "c": "Noord 1"}


def found(*entries: Entry) -> list[ExplainedDouble]:
    offsets: dict[str, int] = {}
    return explain_doubles(
        folded(*entries).doubles, causal_order(entries, offsets), STATIONS, offsets
    )


def decision(cause: Any, sides: Any, at: int = 999_000, name: str = "d") -> Entry:
    return entry(name, Kind.DECISION, at, detail={"cause": cause, "sides": sides})


def sides(finding: ExplainedDouble) -> list[str]:
    return [side.hash for side in finding.double.sides]


FIRST = entry("A", at=0)
SECOND = entry("B", at=90_000, log="b")


def test_the_sides_are_who_filled_the_places_and_then_the_double() -> None:
    places: dict[str, Any] = {"places": 2}
    one, two = entry("A", at=0, **places), entry("B", at=1, **places)
    (finding,) = found(one, two, entry("C", at=2, log="b", **places))
    assert sides(finding) == ["A", "B", "C"]


def test_who_left_before_is_no_side() -> None:
    left = entry("O", Kind.OUT, at=1)
    (finding,) = found(FIRST, left, entry("B", at=2), entry("C", at=3, log="b"))
    assert sides(finding) == ["B", "C"]


def test_where_re_entry_is_never_who_left_is_still_a_side() -> None:
    never: dict[str, Any] = {"reentry": Reentry.NEVER}
    left = entry("O", Kind.OUT, at=1, **never)
    (finding,) = found(entry("A", at=0, **never), left, entry("B", at=2, log="b", **never))
    assert sides(finding) == ["A", "B"]


@pytest.mark.parametrize(
    ("log", "at", "cause"),
    [
        ("a", 60_000, Cause.SAME_PERSON),
        ("c", 60_000, Cause.SAME_PERSON),
        ("a", 60_001, Cause.UNKNOWN),
        ("b", 1_000, Cause.SHARED),
        ("b", 3_600_000, Cause.SHARED),
    ],
    ids=["same log", "same station", "same station later", "another at once", "another later"],
)
def test_the_cause_is_guessed_from_place_and_time(log: str, at: int, cause: Cause) -> None:
    (finding,) = found(FIRST, entry("B", at=at, log=log))
    assert (finding.cause, finding.decided, finding.gap_s) == (cause, False, at / 1000)


def test_an_override_is_born_decided_and_still_counts_as_people() -> None:
    (finding,) = found(FIRST, entry("B", at=9, detail={"lifted": ["already_inside"]}))
    assert (finding.cause, finding.decided, finding.maybe_extra) == (Cause.OVERRIDE, True, 1)


def test_a_double_that_the_event_admits_is_born_decided_too() -> None:
    (finding,) = found(FIRST, entry("B", at=9, detail={"warnings": ["already_inside"]}))
    assert (finding.cause, finding.decided, finding.maybe_extra) == (Cause.OVERRIDE, True, 1)


def test_lifting_another_refusal_is_no_override_of_a_double() -> None:
    (finding,) = found(FIRST, entry("B", at=9, log="b", detail={"lifted": ["wrong_entrance"]}))
    assert (finding.cause, finding.decided) == (Cause.SHARED, False)


@pytest.mark.parametrize(
    ("cause", "doubtful"),
    [("same-person", 0), ("clock", 0), ("shared", 1), ("override", 1), ("unknown", 1)],
)
def test_only_the_same_person_or_a_wrong_clock_means_no_extra_person(
    cause: str, doubtful: int
) -> None:
    (finding,) = found(FIRST, SECOND, decision(cause, ["A", "B"]))
    assert (finding.cause, finding.decided, finding.maybe_extra) == (Cause(cause), True, doubtful)


def test_a_guess_subtracts_no_person() -> None:
    (finding,) = found(FIRST, entry("B", at=1))
    assert (finding.cause, finding.maybe_extra) == (Cause.SAME_PERSON, 1)


def test_a_decision_holds_when_a_merge_makes_the_other_side_the_double() -> None:
    earlier = entry("Z", at=-5, log="b", places=2)
    (finding,) = found(
        entry("A", at=0, places=2),
        entry("B", at=1, places=2),
        earlier,
        decision("clock", ["A", "B"]),
    )
    assert (finding.double.entry.hash, finding.decided) == ("B", True)
    (finding,) = found(entry("B", at=-1), entry("A", at=0, log="b"), decision("clock", ["A", "B"]))
    assert (finding.double.entry.hash, finding.cause) == ("A", Cause.CLOCK)


def test_a_decision_says_nothing_of_a_double_that_came_later() -> None:
    third = entry("C", at=100_000, log="b")
    first, second = found(FIRST, SECOND, third, decision("same-person", ["A", "B"]))
    assert (first.decided, second.decided) == (True, False)


def test_the_last_decision_counts() -> None:
    later = decision("shared", ["A", "B"], at=999_001, name="c")
    (finding,) = found(FIRST, SECOND, later, decision("clock", ["A", "B"]))
    assert finding.cause is Cause.SHARED


@pytest.mark.parametrize(
    ("cause", "about"),
    [
        ("holiday", ["A", "B"]),
        (["shared"], ["A", "B"]),
        (None, ["A", "B"]),
        ({}, ["A", "B"]),
        ("clock", None),
        ("clock", 5),
        ("clock", "AB"),
        ("clock", [5, None]),
        ("clock", {"A": 1, "B": 2}),
    ],
)
def test_a_decision_that_makes_no_sense_decides_nothing(cause: object, about: object) -> None:
    (finding,) = found(FIRST, SECOND, decision(cause, about))
    assert not finding.decided


@pytest.mark.parametrize("lifted", [None, 5, "already_inside", {"already_inside": 1}, [[]]])
def test_what_was_lifted_is_a_list_or_nothing(lifted: object) -> None:
    (finding,) = found(FIRST, entry("B", at=9, log="b", detail={"lifted": lifted}))
    assert finding.cause is Cause.SHARED
