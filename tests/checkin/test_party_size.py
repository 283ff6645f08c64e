"""Groups: the number put right afterwards, and companions, each in one transaction."""

from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome, OverrideReason
from kiosk.errors import UnusableInput
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival

NORTH = Gate(FESTIVAL, "Noord")
SOUTH = Gate(FESTIVAL, "Zuid")
OUT = Gate(FESTIVAL, "Noord", Direction.OUT)
GROUP = [Row("G1", places=4)]


def inside(store: StationStore) -> int:
    return store.counts.inside(store.event(), FESTIVAL)


def scanned(door: Door, code: str = "C-G1") -> str:
    entry = door.scan(code).entry
    assert entry is not None
    return entry


def test_two_of_four_came_and_the_rest_comes_later_elsewhere(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        door = Door(store, NORTH)
        entry = scanned(door)
        clock.advance(5)
        answer = door.change_people(entry, 2)
        assert (answer.verdict.outcome, answer.verdict.people) == (Outcome.ADMITTED, 2)
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.ref == "G1"
        assert (inside(store), door.count_admitted()) == (2, 2)
        clock.advance(600)
        rest = Door(store, SOUTH).scan("C-G1")
        assert (rest.verdict.people, inside(store)) == (2, 4)


def test_the_new_number_keeps_the_time_of_the_scan(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        door = Door(store, NORTH)
        entry = scanned(door)
        clock.advance(600)
        answer = door.change_people(entry, 2)
        assert (answer.at, answer.first) == (NOON, None)
        again = door.scan("C-G1", people=1)
        assert again.first is not None
        assert again.first.at == NOON


def test_a_second_thought_may_name_the_entry_that_was_replaced(tmp_path: Path) -> None:
    with festival(tmp_path, GROUP) as store:
        door = Door(store, NORTH)
        entry = scanned(door)
        door.change_people(entry, 2)
        assert door.change_people(entry, 3).verdict.people == 3
        assert inside(store) == 3


def test_the_same_number_writes_nothing(tmp_path: Path) -> None:
    with festival(tmp_path, GROUP) as store:
        entry = scanned(Door(store, NORTH))
        assert Door(store, NORTH).change_people(entry, 4).entry == entry


def test_more_than_fit_are_cut(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        first = Door(store, NORTH).scan("C-G1", people=1)
        clock.advance(60)
        Door(store, SOUTH).scan("C-G1", people=2)
        assert first.entry is not None
        answer = Door(store, NORTH).change_people(first.entry, 9)
        assert (answer.verdict.people, answer.verdict.warnings) == (2, ("people_cut",))
        assert inside(store) == 4


def test_exits_since_then_still_count(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        entry = scanned(Door(store, NORTH))
        clock.advance(60)
        Door(store, OUT).scan("C-G1", people=1)
        clock.advance(60)
        Door(store, NORTH).change_people(entry, 3)
        assert inside(store) == 2


def test_a_number_put_right_does_not_move_a_recount(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        entry = scanned(Door(store, NORTH))
        clock.advance(60)
        ManualCounting(store).recount(50)
        clock.advance(60)
        Door(store, NORTH).change_people(entry, 2)
        assert inside(store) == 50
        assert list(store.manual_counts.problems()) == []


def test_an_exit_of_a_group_is_put_right_too(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        Door(store, NORTH).scan("C-G1")
        clock.advance(60)
        answer = Door(store, OUT).change_people(scanned(Door(store, OUT)), 1)
        assert (answer.verdict.outcome, answer.verdict.people) == (Outcome.EXITED, 1)
        assert inside(store) == 3


def test_a_number_after_an_override_keeps_what_was_lifted(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        door = Door(store, NORTH)
        scanned(door)
        clock.advance(60)
        again = door.override(door.scan("C-G1"), OverrideReason.WITH_GROUP)
        assert again.entry is not None
        answer = door.change_people(again.entry, 1)
        assert answer.verdict.lifted == (Outcome.ALREADY_INSIDE,)
        assert answer.entry is not None
        assert store.history.find(answer.entry).detail["allowed"]
        tally = store.counts.area_totals(store.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.doubles, tally.doubles_open) == (4, 1, 0)


def test_a_walk_in_of_two_turns_out_to_be_three(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        made = WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(
            WalkInGuest(2, "Zoë")
        )
        answer = Door(store, NORTH).change_people(made.entry.hash, 3)
        assert answer.verdict.ticket is not None
        assert (answer.verdict.ticket.name, answer.verdict.ticket.places) == ("Zoë", 3)
        assert inside(store) == 3


def test_a_companion_comes_along_where_the_event_allows_it(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock, companions=True) as store:
        door = Door(store, NORTH)
        answer = door.add_companion(scanned(door, "C-A1"))
        assert answer.verdict.people == 2
        tally = store.counts.area_totals(store.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.doubles) == (2, 0)
        clock.advance(60)
        assert Door(store, OUT).scan("C-A1").verdict.people == 2


def refusal(door: Door, entry: str, people: int | None) -> str:
    with pytest.raises(UnusableInput) as error:
        door.add_companion(entry) if people is None else door.change_people(entry, people)
    return error.value.key


def test_without_permission_of_the_event_no_companion_is_added(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        door = Door(store, NORTH)
        assert refusal(door, scanned(door, "C-A1"), None) == "error.companions_forbidden"


def test_a_companion_does_not_go_over_a_capacity_that_refuses(tmp_path: Path) -> None:
    rows = [Row("A1")]
    with festival(tmp_path, rows, companions=True, capacity=1) as store:
        Desk(store).change_setting("policy.full", "refuse")
        door = Door(store, NORTH)
        assert refusal(door, scanned(door, "C-A1"), None) == "error.full_now"


def test_a_line_without_a_number_is_reported(tmp_path: Path) -> None:
    with festival(tmp_path, [*GROUP, Row("A1", status="cancelled")]) as store:
        door = Door(store, NORTH)
        entry = scanned(door)
        assert refusal(door, entry, 0) == "error.group_number"
        assert refusal(door, scanned(door, "C-A1"), 2) == "error.not_a_group"
        Desk(store).undo(entry, UndoReason.MISTAKE)
        assert refusal(door, entry, 2) == "error.already_undone"


def test_a_village_is_let_in_row_by_row_each_with_its_own_verdict(tmp_path: Path) -> None:
    rows = [Row("A1"), Row("A2", status="unpaid"), Row("A3")]
    with festival(tmp_path, rows) as store:
        ids = [store.tickets.by_reference(row.ref).id for row in rows]
        door = Door(store, NORTH)
        answers = [door.admit_ticket(ticket) for ticket in (*ids, "00" * 16)]
        assert [answer.verdict.outcome for answer in answers] == [
            Outcome.ADMITTED,
            Outcome.UNPAID,
            Outcome.ADMITTED,
            Outcome.UNKNOWN,
        ]
        assert inside(store) == 2


def test_a_guest_who_came_back_with_a_keycord_is_no_group(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, GROUP, clock=clock) as store:
        door = Door(store, NORTH)
        scanned(door)
        clock.advance(60)
        again = door.override(door.scan("C-G1"), OverrideReason.WRISTBAND)
        assert again.entry is not None
        with pytest.raises(UnusableInput, match="not_a_group"):
            door.change_people(again.entry, 1)


def test_from_five_places_on_it_is_asked_how_many_there_are(tmp_path: Path) -> None:
    rows = [Row("G4", places=4), Row("G12", places=12)]
    with festival(tmp_path, rows) as store:
        door = Door(store, NORTH)
        assert door.scan("C-G4", asks_from=5).verdict.people == 4
        asked = door.scan("C-G12", asks_from=5)
        assert (asked.verdict.outcome, asked.verdict.max_people) == (Outcome.HOW_MANY, 12)
        assert asked.entry is None
        assert inside(store) == 4
        came = door.answer_how_many(asked, 7)
        assert (came.verdict.people, came.verdict.inside, came.verdict.returns) == (7, 7, False)
        assert inside(store) == 11


def test_who_comes_later_of_a_group_was_not_here_before(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("G12", places=12)], clock=clock) as store:
        door = Door(store, NORTH)
        door.scan("C-G12", people=7)
        clock.advance(600)
        asked = door.scan("C-G12", asks_from=5)
        late = door.answer_how_many(asked, 3)
        assert (asked.verdict.max_people, late.verdict.returns, late.verdict.inside) == (
            5,
            False,
            10,
        )
        clock.advance(600)
        Door(store, Gate(FESTIVAL, "Noord", Direction.OUT)).scan("C-G12", people=2)
        clock.advance(600)
        back = door.scan("C-G12", people=2)
        assert (back.verdict.returns, back.verdict.inside) == (True, 10)


def test_at_an_exit_it_is_asked_how_many_of_a_large_group_leave(tmp_path: Path) -> None:
    clock = HandClock()
    rows = [Row("G4", places=4), Row("G12", places=12)]
    with festival(tmp_path, rows, clock=clock) as store:
        door, leaving = Door(store, NORTH), Door(store, OUT)
        door.scan("C-G4")
        door.scan("C-G12", people=7)
        clock.advance(600)
        assert leaving.scan("C-G4", asks_from=5).verdict.people == 4
        asked = leaving.scan("C-G12", asks_from=5)
        assert (asked.verdict.outcome, asked.verdict.max_people) == (Outcome.HOW_MANY, 7)
        assert (asked.direction, asked.entry) == (Direction.OUT, None)
        assert inside(store) == 7
        left = leaving.answer_how_many(asked, 3)
        assert (left.verdict.outcome, left.verdict.people) == (Outcome.EXITED, 3)
        assert inside(store) == 4


def test_at_an_exit_the_last_one_of_a_group_is_not_asked_about(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("G12", places=12)], clock=clock) as store:
        Door(store, NORTH).scan("C-G12", people=1)
        clock.advance(600)
        left = Door(store, OUT).scan("C-G12", asks_from=5)
        assert (left.verdict.outcome, left.verdict.people) == (Outcome.EXITED, 1)
