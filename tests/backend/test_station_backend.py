"""The station behind the window: what it keeps from one day to the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.station_backend import OpenStation
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from tests.festival import Row, festival, session_on


@contextmanager
def opened(folder: Path) -> Iterator[OpenStation]:
    station = OpenStation(
        session_on(folder), CameraSelector("0", named=False), ExitPlan(), MountedVolumes()
    )
    try:
        yield station
    finally:
        station.close()


def test_a_station_made_an_exit_lets_guests_out_also_after_a_restart(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    with opened(tmp_path) as station:
        station.scan("C-A1")
        post = station.stand_at(Gate(FESTIVAL, "Zuid", Direction.OUT))
        assert (post.entrance, post.leaving) == ("Zuid", True)
    with opened(tmp_path) as again:
        answer = again.scan("C-A1")
        assert again.post() == post
        assert (answer.verdict.outcome, answer.entrance) == (Outcome.EXITED, "Zuid")


def test_the_desk_of_an_exit_checks_out(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as books:
        ticket = books.tickets.named("A1").id
    with opened(tmp_path) as station:
        station.scan("C-A1")
        station.stand_at(Gate(FESTIVAL, "Zuid", Direction.OUT))
        assert station.desk.check_in(ticket).verdict.outcome is Outcome.EXITED


def test_the_hints_are_for_the_first_time_in_a_folder(tmp_path: Path) -> None:
    with festival(tmp_path):
        pass
    with opened(tmp_path) as station:
        assert station.needs_hints()
        station.forget_hints()
    with opened(tmp_path) as again:
        assert not again.needs_hints()


def test_what_was_answered_before_a_restart_is_looked_at_again(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]):
        pass
    with opened(tmp_path) as station:
        first, second = station.scan("C-A1"), station.scan("C-A2")
        station.deeds.take_back(str(second.entry), "mistake")
    with opened(tmp_path) as again:
        assert [one.entry for one in again.deeds.last()] == [first.entry]
