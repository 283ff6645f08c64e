"""The day closed: who handed in, everybody outside, and what a scan afterwards does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.admin.closing import check_everyone_out, close_day, closing_overview, hand_in_day
from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.shifts import Shifts
from kiosk.clock import running
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Kind
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.reports.headcount_report import headcount_report
from kiosk.store.integrity.verification import verify_event
from kiosk.store.journal.replicas import Replicas
from kiosk.store.station_store import StationStore
from kiosk.sync.targets import file_or_folder
from tests.festival import NOON, HandClock, Row, festival, session_on
from tests.neighbours import admitted_unaware, another_station

NORTH = Gate("festival", "Noord")
OUT = Gate("festival", "Noord", Direction.OUT)
ROWS = [Row("A1", places=4), Row("A2"), Row("A3"), Row("A4")]
HOUR = 3_600_000


def nothing() -> None:
    """Do not pause."""


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[StationStore]:
    with festival(tmp_path, ROWS, clock=clock, crew=12, areas=["festival", "Zaal"]) as store:
        yield store


def inside(store: StationStore, area: str = "festival") -> int:
    return store.counts.inside(store.event(), area)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick.kiosk"


def closed(store: StationStore) -> list[tuple[str, bool]]:
    return [(laptop.station.name, laptop.handed_in) for laptop in closing_overview(store).laptops]


def test_a_station_that_handed_its_day_over_has_handed_in(store: StationStore, stick: Path) -> None:
    Door(store, NORTH).scan("C-A1")
    assert closed(store) == [("Noord 1", False)]
    hand_in_day(store, file_or_folder(stick))
    assert closed(store) == [("Noord 1", True)]


def test_closing_twice_is_closing_once(store: StationStore) -> None:
    close_day(store)
    entries = store.database.table("entry").count
    assert not close_day(store)
    assert store.database.table("entry").count == entries


def test_a_scan_afterwards_opens_the_day_again(store: StationStore, stick: Path) -> None:
    hand_in_day(store, file_or_folder(stick))
    assert Door(store, NORTH).scan("C-A1").verdict.outcome is Outcome.ADMITTED
    assert closed(store) == [("Noord 1", False)]
    hand_in_day(store, file_or_folder(stick))
    assert closed(store) == [("Noord 1", True)]


def test_what_happens_away_from_the_door_leaves_the_day_closed(
    store: StationStore, stick: Path
) -> None:
    Door(store, NORTH).scan("C-A1")
    hand_in_day(store, file_or_folder(stick))
    Shifts(store).start("Karel")
    Desk(store).change_setting("crew", 3)
    check_everyone_out(store, store.journal.now(), pause=nothing)
    assert closed(store) == [("Noord 1", True)]


def test_another_process_of_the_same_laptop_opens_it_again(
    store: StationStore, tmp_path: Path, clock: HandClock
) -> None:
    Door(store, NORTH).scan("C-A1")
    with session_on(tmp_path, clock).open_store() as beside:
        hand_in_day(beside, file_or_folder(tmp_path / "stick.kiosk"))
        assert closed(beside) == [("Noord 1", True)]
        Door(store, NORTH).scan("C-A2")
        assert closed(beside) == [("Noord 1", False)]


def test_the_organiser_sees_who_is_missing_with_its_last_count(
    store: StationStore, clock: HandClock, stick: Path
) -> None:
    other = another_station(store, "Zuid 1", clock)
    admitted_unaware(other, "A1", 3)
    Door(store, NORTH).scan("C-A2")
    hand_in_day(store, file_or_folder(stick))
    day = closing_overview(store)
    assert [(one.station.name, one.people, one.handed_in) for one in day.laptops] == [
        ("Noord 1", 1, True),
        ("Zuid 1", 3, False),
    ]
    assert (day.handed_in, day.expected) == (1, 2)


def test_a_laptop_that_closed_is_not_silent(store: StationStore, clock: HandClock) -> None:
    other = another_station(store, "Zuid 1", clock)
    admitted_unaware(other, "A1", 3)
    close_day(other)
    (_, south) = store.stations.statuses(clock.now + HOUR)
    assert (south.closed, south.is_silent(clock.now + HOUR)) == (True, False)


def test_everybody_is_set_outside_and_the_crew_is_left(
    store: StationStore, clock: HandClock
) -> None:
    Door(store, NORTH).scan("C-A1", people=3)
    Door(store, NORTH).scan("C-A2")
    Door(store, Gate("Zaal", "Zaal")).scan("C-A2")
    ManualCounting(store).click("festival", "Noord", Direction.IN, 5)
    clock.advance(3600)
    assert (inside(store), inside(store, "Zaal")) == (21, 1)
    doors = store.database.execute("SELECT * FROM total_entrance").fetchall()
    assert check_everyone_out(store, NOON + HOUR, pause=nothing) == {"festival": 4, "Zaal": 1}
    assert (inside(store), inside(store, "Zaal")) == (12, 0)
    assert store.database.execute("SELECT * FROM total_entrance").fetchall() == doors
    assert verify_event(store) == []
    count = headcount_report(store, "festival", clock.now).headcount
    assert (count.totals.admitted, count.exited) == (4, 4)
    assert [one.inside for one in count.totals.by_category.values()] == [0]


def test_a_second_time_changes_nothing(store: StationStore, clock: HandClock) -> None:
    Door(store, NORTH).scan("C-A1")
    clock.advance(60)
    check_everyone_out(store, clock.now, pause=nothing)
    entries = store.database.table("entry").count
    assert check_everyone_out(store, clock.now, pause=nothing) == {"festival": 0, "Zaal": 0}
    assert store.database.table("entry").count == entries


def test_who_came_in_by_a_clock_behind_that_of_the_desk_is_set_outside_too(
    store: StationStore, clock: HandClock
) -> None:
    clock.advance(7200)
    Desk(store).change_status("A1", TicketAction.PAY)
    slow = Door(store, NORTH, stated_clock=running(clock, NOON + 60_000))
    assert slow.scan("C-A1").verdict.outcome is Outcome.ADMITTED
    assert check_everyone_out(store, NOON + HOUR, pause=nothing)["festival"] == 4
    assert inside(store) == 12
    assert check_everyone_out(store, NOON + HOUR, pause=nothing)["festival"] == 0
    assert verify_event(store) == []


def test_who_came_in_after_that_time_stays_inside(store: StationStore, clock: HandClock) -> None:
    Door(store, NORTH).scan("C-A1", people=2)
    clock.advance(3600)
    Door(store, NORTH).scan("C-A1", people=1)
    Door(store, NORTH).scan("C-A2")
    assert check_everyone_out(store, NOON + HOUR - 1, pause=nothing)["festival"] == 2
    ticket = store.tickets.by_reference("A1")
    assert store.attendance.inside(ticket.id, "festival") == 1
    assert inside(store) == 12 + 2
    assert verify_event(store) == []


def test_who_left_after_that_time_is_not_let_out_twice(
    store: StationStore, clock: HandClock
) -> None:
    Door(store, NORTH).scan("C-A1", people=3)
    clock.advance(3600)
    Door(store, OUT).scan("C-A1", people=2)
    clock.advance(3600)
    assert check_everyone_out(store, NOON + 60_000, pause=nothing)["festival"] == 1
    assert inside(store) == 12
    assert verify_event(store) == []


def test_who_was_undone_was_never_inside(store: StationStore, clock: HandClock) -> None:
    entry = Door(store, NORTH).scan("C-A1").entry
    assert entry is not None
    clock.advance(60)
    Desk(store).undo(entry, UndoReason.MISTAKE)
    assert check_everyone_out(store, clock.now, pause=nothing)["festival"] == 0


def test_entries_that_come_late_are_set_outside_by_doing_it_again(
    store: StationStore, clock: HandClock
) -> None:
    other = another_station(store, "Zuid 1", clock)
    Door(store, NORTH).scan("C-A1")
    clock.advance(3600)
    end = clock.now
    check_everyone_out(store, end, pause=nothing)
    clock.now -= 1800_000  # the other laptop's entry was made half an hour before
    admitted_unaware(another_station(store, "Oost 1", HandClock(NOON + 60_000)), "A2")
    clock.now += 1800_000
    assert inside(store) == 12
    assert check_everyone_out(store, end, pause=nothing)["festival"] == 1
    assert inside(store) == 12
    assert other.keys.station != store.keys.station


def test_a_time_to_come_and_one_before_a_count_are_refused(
    store: StationStore, clock: HandClock
) -> None:
    with pytest.raises(UnusableInput, match="end_ahead"):
        check_everyone_out(store, clock.now + 1, pause=nothing)
    clock.advance(3600)
    ManualCounting(store).recount(300)
    with pytest.raises(UnusableInput, match="end_before_recount"):
        check_everyone_out(store, NOON, pause=nothing)


def test_a_door_may_close_only_its_own_day(store: StationStore, clock: HandClock) -> None:
    door = another_station(store, "Zuid 1", clock)
    admitted_unaware(door, "A1")
    assert close_day(door)
    with pytest.raises(UnusableInput, match="role_forbids"):
        check_everyone_out(door, clock.now, pause=nothing)


class Stopped(Exception):
    """The process ended here."""


def test_a_full_house_goes_out_in_short_steps_and_a_kill_between_them_is_made_good(
    tmp_path: Path, clock: HandClock
) -> None:
    with festival(tmp_path, [Row(f"T{n}") for n in range(520)], clock=clock) as store:
        for n in range(520):
            admitted_unaware(store, f"T{n}")
        clock.advance(60)

        def stop() -> None:
            raise Stopped

        with pytest.raises(Stopped):
            check_everyone_out(store, clock.now, pause=stop)
        outs = store.database.execute("SELECT count(*) FROM entry WHERE kind = 'out'").fetchone()
        assert outs == (500,)
        assert check_everyone_out(store, clock.now, pause=nothing)["festival"] == 20
        assert inside(store) == 0


def test_the_entry_says_that_it_was_the_end_of_the_day(
    store: StationStore, clock: HandClock
) -> None:
    Door(store, NORTH).scan("C-A1")
    clock.advance(60)
    check_everyone_out(store, clock.now, pause=nothing)
    ticket = store.tickets.by_reference("A1")
    out = store.history.entries_of(ticket.id)[-1]
    assert (out.kind, out.entrance, out.stated, out.detail) == (
        Kind.OUT,
        None,
        True,
        {"end_of_day": True},
    )


def test_a_day_is_handed_in_by_a_file_that_another_laptop_reads(
    store: StationStore, tmp_path: Path, clock: HandClock
) -> None:
    Door(store, NORTH).scan("C-A1", people=3)
    written = hand_in_day(store, file_or_folder(tmp_path / "stick.kiosk"))
    assert written.entries == sum(one.station.entries for one in closing_overview(store).laptops)
    assert closed(store) == [("Noord 1", True)]
    assert standing_elsewhere(store)
    clock.advance(60)
    Door(store, NORTH).scan("C-A2")
    assert closed(store) == [("Noord 1", False)]
    assert not standing_elsewhere(store)


def test_a_folder_gets_this_laptops_own_file(store: StationStore, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hand_in_day(store, file_or_folder(stick))
    (file,) = stick.iterdir()
    assert "Noord-1" in file.name


def test_a_day_that_could_not_be_handed_over_is_not_handed_in_and_can_be(
    store: StationStore, tmp_path: Path
) -> None:
    Door(store, NORTH).scan("C-A1")
    with pytest.raises(WorldFailed):
        hand_in_day(store, file_or_folder(tmp_path / "no such folder" / "stick.kiosk"))
    assert closed(store) == [("Noord 1", False)]
    hand_in_day(store, file_or_folder(tmp_path / "stick.kiosk"))
    assert closed(store) == [("Noord 1", True)]
    closings = store.database.execute("SELECT count(*) FROM entry WHERE kind = 'closed'").fetchone()
    assert closings == (1,)


def standing_elsewhere(store: StationStore) -> bool:
    return Replicas(store.database, store.keys.event).count_only_here(store.keys.station) == 0


def test_doing_it_again_checks_out_guests_whom_only_another_laptop_knew(
    store: StationStore, clock: HandClock
) -> None:
    north, leaving = Door(store, NORTH), Door(store, OUT)
    north.scan("C-A2")
    clock.advance(2 * 3600)
    check_everyone_out(store, NOON + HOUR, pause=nothing)
    south = another_station(store, "Zuid 1")  # its clock is still at noon
    admitted_unaware(south, "A3", 1)
    admitted_unaware(south, "A4", 1)
    south.journal.close()
    leaving.scan("C-A3")
    north.scan("C-A1")
    check_everyone_out(store, NOON + HOUR, pause=nothing)
    assert inside(store) == 12 + 4
    totals = store.counts.area_totals(store.event(), "festival", store.journal.now())
    assert sum(one.inside for one in totals.by_category.values()) == 4
    assert verify_event(store) == []
