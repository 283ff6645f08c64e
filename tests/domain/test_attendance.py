"""The fold: what a ticket's entries in an area add up to."""

from typing import Any

import pytest

from kiosk.domain.attendance import Attendance
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.ticket import Reentry
from tests.domain.situations import entry, folded, undo

IN, OUT = Kind.IN, Kind.OUT
NEVER, AFTER_EXIT, FREE = Reentry.NEVER, Reentry.AFTER_EXIT, Reentry.FREE


def day(*steps: tuple[Kind, int], places: int = 1, reentry: Reentry = AFTER_EXIT) -> Attendance:
    """A ticket whose entries follow each other; each step is what happened to how many."""
    return folded(
        *[
            entry(str(at), kind, at, people=people, places=places, reentry=reentry)
            for at, (kind, people) in enumerate(steps)
        ]
    )


def doubles(attendance: Attendance) -> list[int]:
    return [double.people for double in attendance.doubles]


@pytest.mark.parametrize(
    ("steps", "places", "inside", "used", "double"),
    [
        ([(IN, 1)], 1, 1, 1, []),
        ([(IN, 1), (IN, 1)], 1, 1, 1, [1]),
        ([(IN, 1), (OUT, 1)], 1, 0, 1, []),
        ([(IN, 1), (OUT, 1), (IN, 1)], 1, 1, 1, []),
        ([(IN, 4)], 4, 4, 4, []),
        ([(IN, 2), (IN, 2)], 4, 4, 4, []),
        ([(IN, 3), (IN, 3)], 4, 4, 4, [2]),
        ([(IN, 4), (OUT, 1), (IN, 2)], 4, 4, 4, [1]),
        ([(IN, 2), (OUT, 2), (IN, 1)], 4, 1, 2, []),
        ([(OUT, 1)], 1, 0, 0, []),
        ([(OUT, 1), (IN, 1)], 1, 1, 1, []),
        ([(IN, 1), (OUT, 3), (IN, 1)], 1, 1, 1, []),
        ([(IN, 1), (IN, 1), (OUT, 1)], 1, 0, 1, [1]),
    ],
)
def test_after_an_exit_the_place_is_free_again(
    steps: list[tuple[Kind, int]], places: int, inside: int, used: int, double: list[int]
) -> None:
    attendance = day(*steps, places=places)
    assert (attendance.inside, attendance.admitted, doubles(attendance)) == (inside, used, double)


@pytest.mark.parametrize(
    ("steps", "places", "inside", "used", "double"),
    [
        ([(IN, 1), (OUT, 1), (IN, 1)], 1, 0, 1, [1]),
        ([(IN, 1), (OUT, 1), (IN, 1)], 2, 1, 2, []),
        ([(IN, 2), (OUT, 2), (IN, 2), (OUT, 2), (IN, 1)], 4, 0, 4, [1]),
        ([(IN, 3), (IN, 3)], 4, 4, 4, [2]),
    ],
)
def test_where_re_entry_is_never_a_place_is_used_once(
    steps: list[tuple[Kind, int]], places: int, inside: int, used: int, double: list[int]
) -> None:
    attendance = day(*steps, places=places, reentry=NEVER)
    assert (attendance.inside, attendance.admitted, doubles(attendance)) == (inside, used, double)


@pytest.mark.parametrize(
    ("steps", "places", "inside"),
    [
        ([(IN, 1), (IN, 1), (IN, 1)], 1, 1),
        ([(IN, 2), (IN, 4)], 4, 4),
        ([(IN, 1), (IN, 1), (OUT, 1)], 1, 0),
    ],
)
def test_where_re_entry_is_free_a_repeat_adds_no_guest_and_is_no_double(
    steps: list[tuple[Kind, int]], places: int, inside: int
) -> None:
    attendance = day(*steps, places=places, reentry=FREE)
    assert (attendance.inside, doubles(attendance)) == (inside, [])
    assert len(attendance.admissions) == sum(kind is IN for kind, _ in steps)


@pytest.mark.parametrize(
    ("policies", "inside", "double"),
    [
        ([AFTER_EXIT, NEVER], 0, [1]),
        ([FREE, NEVER], 0, [1]),
        ([NEVER, AFTER_EXIT], 1, []),
        ([NEVER, FREE], 1, []),
    ],
)
def test_each_entry_goes_by_the_policy_it_was_judged_under(
    policies: list[Reentry], inside: int, double: list[int]
) -> None:
    first, second = policies
    attendance = folded(
        entry("A", at=0, reentry=first),
        entry("B", OUT, at=1, reentry=first),
        entry("C", at=2, reentry=second),
    )
    assert (attendance.inside, doubles(attendance)) == (inside, double)


def test_each_entry_goes_by_the_places_it_was_judged_under() -> None:
    attendance = folded(entry("A", at=0, places=1), entry("B", at=1, places=2))
    assert (attendance.inside, attendance.doubles) == (2, ())


def test_a_companion_takes_no_place_of_the_ticket() -> None:
    both = entry("A", at=0, people=2, places=2)
    again = folded(both, entry("B", at=1))
    assert (folded(both).inside, again.inside, doubles(again)) == (2, 2, [1])


def test_a_walk_in_is_an_admission_of_its_own_ticket() -> None:
    attendance = folded(entry("A", Kind.WALK_IN, people=3, places=3))
    assert (attendance.inside, attendance.admitted, len(attendance.admissions)) == (3, 3, 1)


def test_a_double_knows_the_entry_and_whether_it_was_let_in_knowingly() -> None:
    lifted = {"lifted": ["already_inside"]}
    admitted = {"warnings": ["already_inside"]}
    attendance = folded(
        entry("A", at=0),
        entry("B", at=1, detail=lifted),
        entry("C", at=2, detail=admitted),
        entry("D", at=3, detail={"warnings": ["full"]}),
    )
    found = [(double.entry.hash, double.overridden) for double in attendance.doubles]
    assert found == [("B", True), ("C", True), ("D", False)]


def test_who_was_let_in_first_is_the_first_in_order() -> None:
    attendance = folded(entry("B", at=2), entry("A", at=1), entry("O", OUT, at=0))
    assert attendance.first is not None
    assert attendance.first.hash == "A"
    assert folded(entry("O", OUT)).first is None


def test_who_is_inside_came_in_by_the_present_entries() -> None:
    two: dict[str, Any] = {"people": 2, "places": 4}
    out = entry("O", OUT, at=2, people=3)
    attendance = folded(entry("A", at=0, **two), entry("B", at=1, **two), out)
    assert [present.hash for present in attendance.present] == ["B"]
    assert attendance.last_out == out


def test_refusals_are_counted_and_change_nothing() -> None:
    refused = entry("R", Kind.REFUSED, at=1)
    attendance = folded(entry("A", at=0), refused)
    assert (attendance.refusals, attendance.inside, len(attendance.admissions)) == (1, 1, 1)


@pytest.mark.parametrize("kind", sorted(set(Kind) - {IN, OUT, Kind.WALK_IN, Kind.REFUSED}))
def test_other_kinds_change_nothing(kind: Kind) -> None:
    assert folded(entry("A"), entry("X", kind)) == folded(entry("A"))


def test_no_entries_are_no_guests() -> None:
    assert folded() == Attendance()


# Undo


@pytest.mark.parametrize("kind", [IN, OUT, Kind.WALK_IN])
def test_what_is_undone_never_was(kind: Kind) -> None:
    before = entry("A", at=0)
    attendance = folded(before, entry("B", kind, at=1), undo("B", at=2))
    assert attendance == folded(before)


def test_two_undos_are_one() -> None:
    entries = [entry("A", at=0), entry("B", at=1), undo("B", "U", at=2), undo("B", "V", at=3)]
    assert folded(*entries) == folded(entries[0])


def test_an_undo_may_come_before_what_it_undoes() -> None:
    assert folded(undo("A", at=0), entry("A", at=1)).inside == 0
    assert folded(undo("A", at=0)) == Attendance()


def test_an_undo_cannot_be_undone() -> None:
    entries: list[Entry] = [entry("A", at=0), undo("A", "U", at=1), undo("U", "V", at=2)]
    assert folded(*entries).inside == 0


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.STATUS, Kind.DECISION])
def test_only_people_going_in_or_out_can_be_undone(kind: Kind) -> None:
    entries = [entry("A", at=0), entry("X", kind, at=1)]
    assert folded(*entries, undo("X", at=2)) == folded(*entries)


def test_an_undone_first_side_leaves_no_double() -> None:
    attendance = folded(entry("A", at=0), entry("B", at=1), undo("A", at=2))
    assert (attendance.inside, attendance.doubles) == (1, ())


def test_two_of_four_after_a_green_of_four_is_an_undo_and_a_new_entry() -> None:
    four = entry("A", at=0, people=4, places=4)
    two = entry("B", at=2, people=2, places=4, parents=("U",))
    attendance = folded(four, undo("A", "U", at=1, parents=("A",)), two)
    assert (attendance.inside, attendance.admitted, attendance.doubles) == (2, 2, ())
    assert [admission.hash for admission in attendance.admissions] == ["B"]


def test_what_was_undone_still_orders_what_it_caused() -> None:
    early, middle = entry("A", OUT, at=9), entry("B", at=5, parents=("A",))
    last = entry("C", at=1, parents=("B",))
    assert [e.hash for e in folded(early, middle, last, undo("B")).admissions] == ["C"]
    assert folded(early, middle, last, undo("B")).inside == 1


# Doors


def test_people_are_counted_at_the_door_they_used_doubles_too() -> None:
    attendance = folded(
        entry("A", at=0, entrance="Noord"),
        entry("B", at=1, entrance="Zuid"),
        entry("O", OUT, at=2, entrance="Zuid"),
    )
    doors = {name: (door.people_in, door.people_out) for name, door in attendance.doors.items()}
    assert doors == {"Noord": (1, 0), "Zuid": (1, 1)}


def test_an_exit_that_found_no_guest_inside_counts_none() -> None:
    attendance = folded(entry("O", OUT, at=0, people=2), entry("A", at=1))
    assert (attendance.doors["Noord"].people_in, attendance.doors["Noord"].people_out) == (1, 0)


@pytest.mark.parametrize(("reentry", "free"), [(NEVER, 1), (AFTER_EXIT, 3), (FREE, 3)])
def test_the_places_still_free_follow_from_the_re_entry(reentry: Reentry, free: int) -> None:
    attendance = Attendance(inside=1, admitted=3)
    assert attendance.free(4, reentry) == free
    assert attendance.free(0, reentry) == 0
