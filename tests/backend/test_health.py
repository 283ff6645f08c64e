"""How a station is doing, read from its own store."""

from pathlib import Path

import psutil
import pytest

from kiosk.backend.health import battery, station_health
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.shifts import Shifts
from kiosk.clock import running
from kiosk.domain.clock_check import ClockDoubt
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.laptop_health import Battery, ListInUse
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.database import DatabaseError
from tests.festival import NOON, HandClock, Row, festival, session_on

MINUTE, HOUR, DAY_MS = 60_000, 3_600_000, 86_400_000


def test_a_station_reports_its_lists_its_room_and_its_operator(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        Shifts(store).start("Sanne")
        Desk(store).open_doors()
        health = station_health(store, tmp_path)
        assert health.lists == (ListInUse("shop", 1, NOON),)
        assert (health.operator, health.doors_open, health.clock_off_ms) == ("Sanne", True, 0)
        assert health.free_mb > 0


def scan_by(folder: Path, clock: HandClock) -> None:
    """Scan a ticket in a program that starts by this clock."""
    with session_on(folder, clock).open_store() as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")


def test_a_clock_that_leaves_the_day_of_the_event_for_an_earlier_one_is_behind(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1")]):
        scan_by(tmp_path, HandClock())
    with session_on(tmp_path, HandClock(now=NOON - 2 * DAY_MS)).open_store() as again:
        assert station_health(again, tmp_path).clock_off_ms == -2 * DAY_MS


def test_a_clock_that_comes_back_to_the_day_of_the_event_is_right(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")], clock=HandClock(now=NOON + 2 * DAY_MS)):
        scan_by(tmp_path, HandClock(now=NOON + 2 * DAY_MS))
    with session_on(tmp_path, HandClock(now=NOON + 5 * MINUTE)).open_store() as again:
        health = station_health(again, tmp_path)
        assert (health.clock_off_ms, health.clock_doubt) == (0, None)


def test_a_clock_that_was_ahead_for_a_while_and_is_back_is_right(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        scan_by(tmp_path, HandClock(now=NOON + HOUR))
    with session_on(tmp_path, HandClock(now=NOON + MINUTE, elapsed=0)).open_store() as again:
        health = station_health(again, tmp_path)
        assert (health.clock_off_ms, health.clock_doubt) == (0, None)


def test_of_two_times_on_the_day_neither_is_chosen(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        scan_by(tmp_path, HandClock())
    with session_on(tmp_path, HandClock(now=NOON - HOUR)).open_store() as again:
        health = station_health(again, tmp_path)
        assert health.clock_off_ms == 0
        assert health.clock_doubt == ClockDoubt(NOON, NOON - HOUR, news=True)


def test_a_clock_set_on_while_the_program_runs_is_noticed(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")]), session_on(tmp_path, clock).open_store() as store:
        assert station_health(store, tmp_path).clock_doubt is None
        clock.now += HOUR
        assert station_health(store, tmp_path).clock_doubt == ClockDoubt(
            NOON, NOON + HOUR, news=True
        )
        clock.advance(31 * 60)
        doubt = station_health(store, tmp_path).clock_doubt
        assert doubt is not None
        assert not doubt.news
        clock.now -= HOUR
        assert station_health(store, tmp_path).clock_doubt is None


def test_a_clock_that_jumps_out_of_the_day_of_the_event_is_ahead(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")]), session_on(tmp_path, clock).open_store() as store:
        clock.now += 2 * DAY_MS
        assert station_health(store, tmp_path).clock_off_ms == 2 * DAY_MS


def test_a_laptop_that_slept_did_not_jump(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")]), session_on(tmp_path, clock).open_store() as store:
        clock.advance(8 * 3600)
        health = station_health(store, tmp_path)
        assert (health.clock_off_ms, health.clock_doubt) == (0, None)


def test_a_clock_that_others_knew_to_be_wrong_and_that_was_set_since_is_right(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1")], clock=HandClock(now=NOON - HOUR)) as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
        store.database.execute("UPDATE log SET offset_ms = ?", [HOUR])
    # Another start of the machine: its clocks say nothing of how it was set before.
    with session_on(tmp_path, HandClock(now=NOON, elapsed=MINUTE)).open_store() as again:
        assert station_health(again, tmp_path).clock_off_ms == 0


def test_a_clock_that_the_others_know_to_be_wrong_is_wrong(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
        store.database.execute("UPDATE log SET offset_ms = 120000")
        assert station_health(store, tmp_path).clock_off_ms == -120_000


def test_times_that_a_person_stated_do_not_blame_the_clock(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        later = running(clock, NOON + HOUR)
        Door(store, Gate(FESTIVAL, "Noord"), stated_clock=later).scan("C-A1")
        assert station_health(store, tmp_path).clock_off_ms == 0


class Sensor:
    """A system that reports the battery that a test gives it."""

    def __init__(self, percent: float, power_plugged: bool | None) -> None:
        self.percent = percent
        self.power_plugged = power_plugged


@pytest.mark.parametrize(
    ("sensor", "expected"),
    [
        (None, None),
        (Sensor(79.6, False), Battery(80, plugged=False)),
        (Sensor(100, None), Battery(100, plugged=True)),
    ],
    ids=["none", "unplugged", "unknown"],
)
def test_a_battery_is_read_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, sensor: Sensor | None, expected: Battery | None
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: sensor, raising=False)
    assert battery() == expected


def test_a_system_that_reports_no_battery_is_as_one_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(psutil, "sensors_battery", fail, raising=False)
    assert battery() is None


def test_a_moved_file_is_reported_until_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    with festival(folder, [Row("A1")]) as store:
        assert station_health(store, folder).trouble == ""
        folder.rename(tmp_path / "away")
        moved = station_health(store, folder)
        assert (moved.trouble, moved.lists) == ("error.file_moved", (ListInUse("shop", 1, NOON),))
        (tmp_path / "away").rename(folder)
        assert station_health(store, folder).trouble == ""


def test_an_overwritten_file_is_reported_although_it_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    with festival(folder, [Row("A1")]) as store:
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        right = (folder / DATABASE).read_bytes()
        (folder / DATABASE).write_bytes(b"Beste allemaal, hierbij de lijst.\n" * 1000)
        store.database.execute("PRAGMA shrink_memory")
        with pytest.raises(DatabaseError):
            store.events.lists(store.keys.event)
        health = station_health(store, folder)
        assert (health.trouble, health.lists, health.free_mb > 0) == (
            "error.file_overwritten",
            (),
            True,
        )
        (folder / DATABASE).write_bytes(right)
        store.database.execute("PRAGMA shrink_memory")  # what was read meanwhile
        assert station_health(store, folder).trouble == ""
