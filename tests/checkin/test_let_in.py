"""Letting a guest in after all: who may, why, and what is written down of it."""

from pathlib import Path

import pytest

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.attendance import Flow
from kiosk.domain.double_entries import Cause
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.pin_rules import PinOwner, PinProof
from kiosk.domain.verdict import Outcome, OverriddenBy, Override, OverrideReason
from kiosk.errors import UnusableInput
from kiosk.keys.ticket_codes import SignedCode, sign_code
from kiosk.reports.double_report import double_entries
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival

NORTH = Gate(FESTIVAL, "Noord")
ORGANISER = PinProof(PinOwner.ORGANISER)


def refusal(door: Door, answer: ScanResult, proof: PinProof | None = None) -> str:
    with pytest.raises(UnusableInput) as error:
        door.override(answer, OverrideReason.OTHER, proof=proof)
    return error.value.key


def detail(store: StationStore, answer: ScanResult) -> dict[str, object]:
    assert answer.entry is not None
    return dict(store.history.find(answer.entry).detail)


def test_a_volunteer_lifts_one_reason_and_it_is_written_down(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", entrances=["Zuid"])]) as store:
        door = Door(store, NORTH)
        answer = door.override(door.scan("C-A1"), OverrideReason.HARD_TO_WALK)
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert answer.verdict.lifted == (Outcome.WRONG_ENTRANCE,)
        assert detail(store, answer) == {
            "lifted": ["wrong_entrance"],
            "allowed": [{"outcome": "wrong_entrance", "why": "hard-to-walk", "by": "volunteer"}],
        }


def test_judging_goes_on_with_the_next_reason(tmp_path: Path) -> None:
    rows = [Row("A1", status="unpaid", entrances=["Zuid"])]
    with festival(tmp_path, rows) as store:
        door = Door(store, NORTH)
        second = door.override(door.scan("C-A1"), OverrideReason.SETTLED, proof=ORGANISER)
        assert second.verdict.outcome is Outcome.WRONG_ENTRANCE
        assert second.allowed == (
            Override(Outcome.UNPAID, OverrideReason.SETTLED, OverriddenBy.ORGANISER),
        )
        third = door.override(second, OverrideReason.HARD_TO_WALK)
        assert third.verdict.lifted == (Outcome.UNPAID, Outcome.WRONG_ENTRANCE)
        assert store.counts.inside(store.event(), FESTIVAL) == 1


def test_what_asks_for_a_pin_needs_its_proof(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="unpaid")]) as store:
        door = Door(store, NORTH)
        answer = door.scan("C-A1")
        assert refusal(door, answer) == "error.pin_needed"
        assert (
            door.override(
                answer, OverrideReason.SETTLED, proof=PinProof(PinOwner.ADMIN)
            ).verdict.people
            == 1
        )


def test_what_always_refuses_cannot_be_lifted(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="cancelled"), Row("A2", status="blocked")]) as store:
        door = Door(store, NORTH)
        for code in ("C-A1", "C-A2", "nonsense"):
            assert refusal(door, door.scan(code), ORGANISER) == "error.lift_forbidden"
        assert store.counts.inside(store.event(), FESTIVAL) == 0


def test_a_ticket_that_no_list_has_is_let_in_with_a_pin(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        organiser = store.keys.organiser
        assert organiser is not None
        code = sign_code(organiser, SignedCode(store.keys.event, "L-1", "Pers", 2))
        door = Door(store, NORTH)
        answer = door.override(door.scan(code), OverrideReason.WRONG_LIST, proof=ORGANISER)
        assert (answer.verdict.outcome, answer.verdict.people) == (Outcome.ADMITTED, 2)


def test_pressed_twice_it_admits_no_guest_twice(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        door = Door(store, NORTH)
        door.scan("C-A1")
        clock.advance(60)
        orange = door.scan("C-A1")
        door.override(orange, OverrideReason.WRISTBAND)
        assert (
            door.override(orange, OverrideReason.WRISTBAND).verdict.outcome is Outcome.JUST_SCANNED
        )
        tally = store.counts.area_totals(store.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.doubles, tally.admitted) == (1, 0, 1)


def test_three_cigarettes_add_no_guest_to_any_figure(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=2)], clock=clock) as store:
        door = Door(store, NORTH)
        door.scan("C-A1")
        for _ in range(3):
            clock.advance(600)
            back = door.override(door.scan("C-A1"), OverrideReason.WRISTBAND)
            assert (back.verdict.outcome, back.verdict.people) == (Outcome.ADMITTED, 0)
            assert (back.verdict.returns, back.verdict.inside) == (True, 2)
        tally = store.counts.area_totals(store.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.admitted, tally.doubles, tally.maybe_extra) == (2, 2, 0, 0)
        assert tally.by_entrance["Noord"] == Flow(2, 0)
        assert (tally.recent, door.count_admitted()) == (0, 2)
        assert list(double_entries(store)) == []


@pytest.mark.parametrize("why", [OverrideReason.WITH_GROUP, OverrideReason.OTHER])
def test_other_reasons_to_let_a_guest_in_again_add_people(
    tmp_path: Path, why: OverrideReason
) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        door = Door(store, NORTH)
        door.scan("C-A1")
        clock.advance(600)
        again = door.override(door.scan("C-A1"), why)
        assert (again.verdict.people, again.verdict.returns) == (1, False)
        tally = store.counts.area_totals(store.event(), FESTIVAL, clock.now)
        assert (tally.inside, tally.doubles, tally.by_entrance["Noord"].people_in) == (1, 1, 2)


def test_doors_open_now_holds_for_this_station_from_the_next_scan_on(tmp_path: Path) -> None:
    clock = HandClock(now=NOON - 16 * 3_600_000)
    with festival(tmp_path, [Row("A1"), Row("A2")], clock=clock) as store:
        door = Door(store, NORTH)
        assert door.scan("C-A1").verdict.outcome is Outcome.TOO_EARLY
        entry = Desk(store).open_doors()
        assert entry.detail["station"] == store.keys.station
        assert door.scan("C-A1").verdict.outcome is Outcome.ADMITTED
        Desk(store).open_doors(False)
        assert door.scan("C-A2").verdict.outcome is Outcome.TOO_EARLY


def test_a_repeat_that_the_event_admits_is_a_decided_override(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        Desk(store).change_setting("policy.already_inside", "admit")
        door = Door(store, NORTH)
        door.scan("C-A1")
        clock.advance(60)
        assert door.scan("C-A1").verdict.warnings == ("already_inside",)
        (double,) = double_entries(store)
        tally = store.counts.area_totals(store.event(), FESTIVAL, clock.now)
        assert (double.finding.cause, double.finding.decided) == (Cause.OVERRIDE, True)
        assert (tally.inside, tally.doubles, tally.doubles_open, tally.maybe_extra) == (1, 1, 0, 1)
