"""Letting a guest in after all: who may, why, and what is written down of it."""

from pathlib import Path

import pytest

from kiosk.checkin.answer import Answer
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.attendance import Passed
from kiosk.domain.double_entries import Cause
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.pin_rules import Keeper, Proof
from kiosk.domain.verdict import Allowed, By, Outcome, OverrideReason
from kiosk.errors import UnusableInput
from kiosk.keys.ticket_codes import SignedCode, sign_code
from kiosk.reports.double_report import double_entries
from kiosk.store.station_store import Books
from tests.festival import NOON, HandClock, Row, festival

NORTH = Gate(FESTIVAL, "Noord")
ORGANISER = Proof(Keeper.ORGANISER)


def refusal(door: Door, answer: Answer, proof: Proof | None = None) -> str:
    with pytest.raises(UnusableInput) as told:
        door.let_in(answer, OverrideReason.OTHER, proof=proof)
    return told.value.key


def detail(books: Books, answer: Answer) -> dict[str, object]:
    assert answer.entry is not None
    return dict(books.history.entry(answer.entry).detail)


def test_a_volunteer_lifts_one_reason_and_it_is_written_down(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", entrances=["Zuid"])]) as books:
        door = Door(books, NORTH)
        answer = door.let_in(door.scan("C-A1"), OverrideReason.HARD_TO_WALK)
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert answer.verdict.lifted == (Outcome.WRONG_ENTRANCE,)
        assert detail(books, answer) == {
            "lifted": ["wrong_entrance"],
            "allowed": [{"outcome": "wrong_entrance", "why": "hard-to-walk", "by": "volunteer"}],
        }


def test_judging_goes_on_with_the_next_reason(tmp_path: Path) -> None:
    rows = [Row("A1", status="unpaid", entrances=["Zuid"])]
    with festival(tmp_path, rows) as books:
        door = Door(books, NORTH)
        second = door.let_in(door.scan("C-A1"), OverrideReason.SETTLED, proof=ORGANISER)
        assert second.verdict.outcome is Outcome.WRONG_ENTRANCE
        assert second.allowed == (Allowed(Outcome.UNPAID, OverrideReason.SETTLED, By.ORGANISER),)
        third = door.let_in(second, OverrideReason.HARD_TO_WALK)
        assert third.verdict.lifted == (Outcome.UNPAID, Outcome.WRONG_ENTRANCE)
        assert books.counts.inside(books.event(), FESTIVAL) == 1


def test_what_asks_for_a_pin_needs_its_proof(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="unpaid")]) as books:
        door = Door(books, NORTH)
        answer = door.scan("C-A1")
        assert refusal(door, answer) == "pin_needed"
        assert (
            door.let_in(answer, OverrideReason.SETTLED, proof=Proof(Keeper.ADMIN)).verdict.people
            == 1
        )


def test_what_always_refuses_is_lifted_by_nobody(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="cancelled"), Row("A2", status="blocked")]) as books:
        door = Door(books, NORTH)
        for code in ("C-A1", "C-A2", "nonsense"):
            assert refusal(door, door.scan(code), ORGANISER) == "lift_forbidden"
        assert books.counts.inside(books.event(), FESTIVAL) == 0


def test_a_ticket_that_no_list_has_is_let_in_with_a_pin(tmp_path: Path) -> None:
    with festival(tmp_path) as books:
        organiser = books.keys.organiser
        assert organiser is not None
        code = sign_code(organiser, SignedCode(books.keys.event, "L-1", "Pers", 2))
        door = Door(books, NORTH)
        answer = door.let_in(door.scan(code), OverrideReason.WRONG_LIST, proof=ORGANISER)
        assert (answer.verdict.outcome, answer.verdict.people) == (Outcome.ADMITTED, 2)


def test_pressed_twice_it_lets_nobody_in_twice(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as books:
        door = Door(books, NORTH)
        door.scan("C-A1")
        clock.advance(60)
        orange = door.scan("C-A1")
        door.let_in(orange, OverrideReason.WRISTBAND)
        assert door.let_in(orange, OverrideReason.WRISTBAND).verdict.outcome is Outcome.JUST_SCANNED
        tally = books.counts.tally(books.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.doubles, tally.admitted) == (1, 0, 1)


def test_three_cigarettes_add_nobody_to_any_figure(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=2)], clock=clock) as books:
        door = Door(books, NORTH)
        door.scan("C-A1")
        for _ in range(3):
            clock.advance(600)
            back = door.let_in(door.scan("C-A1"), OverrideReason.WRISTBAND)
            assert (back.verdict.outcome, back.verdict.people) == (Outcome.ADMITTED, 0)
            assert (back.verdict.returns, back.verdict.inside) == (True, 2)
        tally = books.counts.tally(books.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.admitted, tally.doubles, tally.doubtful) == (2, 2, 0, 0)
        assert tally.by_entrance["Noord"] == Passed(2, 0)
        assert (tally.recent, door.people_through()) == (0, 2)
        assert list(double_entries(books)) == []


@pytest.mark.parametrize("why", [OverrideReason.WITH_GROUP, OverrideReason.OTHER])
def test_other_reasons_to_let_a_guest_in_again_add_people(
    tmp_path: Path, why: OverrideReason
) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as books:
        door = Door(books, NORTH)
        door.scan("C-A1")
        clock.advance(600)
        again = door.let_in(door.scan("C-A1"), why)
        assert (again.verdict.people, again.verdict.returns) == (1, False)
        tally = books.counts.tally(books.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.doubles, tally.by_entrance["Noord"].people_in) == (1, 1, 2)


def test_doors_open_now_holds_for_this_station_from_the_next_scan_on(tmp_path: Path) -> None:
    clock = HandClock(now=NOON - 16 * 3_600_000)
    with festival(tmp_path, [Row("A1"), Row("A2")], clock=clock) as books:
        door = Door(books, NORTH)
        assert door.scan("C-A1").verdict.outcome is Outcome.TOO_EARLY
        entry = Desk(books).open_doors()
        assert entry.detail["station"] == books.keys.station
        assert door.scan("C-A1").verdict.outcome is Outcome.ADMITTED
        Desk(books).open_doors(False)
        assert door.scan("C-A2").verdict.outcome is Outcome.TOO_EARLY


def test_a_repeat_that_the_event_admits_is_a_decided_override(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as books:
        Desk(books).set("policy.already_inside", "admit")
        door = Door(books, NORTH)
        door.scan("C-A1")
        clock.advance(60)
        assert door.scan("C-A1").verdict.warnings == ("already_inside",)
        (double,) = double_entries(books)
        tally = books.counts.tally(books.event(), FESTIVAL, clock.now)
        assert (double.finding.cause, double.finding.decided) == (Cause.OVERRIDE, True)
        assert (tally.inside, tally.doubles, tally.doubles_open, tally.doubtful) == (1, 1, 0, 1)
