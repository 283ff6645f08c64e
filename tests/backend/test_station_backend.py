"""The station behind the window: what it keeps from one day to the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.backend.local_backend import LocalBackend
from kiosk.checkin.desk import Desk
from kiosk.checkin.gate import Gate
from kiosk.domain.attendance import Flow
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from tests.festival import NOON, HandClock, Row, festival, session_on
from tests.opened import backend_on


@contextmanager
def opened(folder: Path) -> Iterator[LocalBackend]:
    station = backend_on(session_on(folder))
    try:
        yield station
    finally:
        station.close()


def test_a_station_made_an_exit_lets_guests_out_also_after_a_restart(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    with opened(tmp_path) as station:
        station.scan.scan("C-A1")
        post = station.station.move_to(Gate(FESTIVAL, "Zuid", Direction.OUT))
        assert (post.entrance, post.is_exit) == ("Zuid", True)
    with opened(tmp_path) as again:
        answer = again.scan.scan("C-A1")
        assert again.station.context() == post
        assert (answer.verdict.outcome, answer.entrance) == (Outcome.EXITED, "Zuid")


def test_an_exit_lets_guests_in_once_the_event_has_no_exits(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock):
        pass
    with opened(tmp_path) as station:
        station.station.move_to(Gate(FESTIVAL, "Zuid", Direction.OUT))
        clock.advance(60)
        with session_on(tmp_path, clock).open_store() as beside:
            Desk(beside).change_setting("exits", False)
        post = station.station.context()
        answer = station.scan.scan("C-A1")

    assert post is not None
    assert (post.entrance, post.is_exit) == ("Zuid", False)
    assert (answer.verdict.outcome, answer.entrance) == (Outcome.ADMITTED, "Zuid")


def test_a_crowd_that_leaves_is_counted_at_the_exit_and_taken_back(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    with opened(tmp_path) as station:
        station.station.move_to(Gate(FESTIVAL, "Zuid", Direction.OUT))
        station.scan.count_out(2)
        wrong = station.scan.count_out(9)
        station.scan.undo_entries([wrong], "wrong-number")
    with session_on(tmp_path).open_store() as store:
        tally = store.counts.area_totals(store.event(), FESTIVAL, NOON)
    assert (tally.clicked_out, tally.by_entrance["Zuid"]) == (2, Flow(0, 2))


def test_the_desk_of_an_exit_checks_out(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        ticket = store.tickets.find("A1").id
    with opened(tmp_path) as station:
        station.scan.scan("C-A1")
        station.station.move_to(Gate(FESTIVAL, "Zuid", Direction.OUT))
        assert station.desk.check_in(ticket).verdict.outcome is Outcome.EXITED


def test_the_hints_are_for_the_first_time_in_a_folder(tmp_path: Path) -> None:
    with festival(tmp_path):
        pass
    with opened(tmp_path) as station:
        assert station.scan.needs_hints()
        station.scan.forget_hints()
    with opened(tmp_path) as again:
        assert not again.scan.needs_hints()


def test_what_was_answered_before_a_restart_is_looked_at_again(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]):
        pass
    with opened(tmp_path) as station:
        first, second = station.scan.scan("C-A1"), station.scan.scan("C-A2")
        station.scan.undo_entries([str(second.entry)], "mistake")
    with opened(tmp_path) as again:
        assert [one.entry for one in again.scan.recent_actions()] == [first.entry]
