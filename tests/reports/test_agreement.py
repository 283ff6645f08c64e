"""However a day goes, the headcount, the attendance file and the journal agree."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.verdict import Direction
from kiosk.reports.day_report.read_report import day_report
from kiosk.reports.headcount_report import headcount_report
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.attendance.attendance_rows import AttendanceReader, TicketAttendance
from kiosk.store.sqlite.database import immediate, open_database, snapshot
from kiosk.store.station_store import StationStore
from tests.festival import HandClock, Row, festival
from tests.neighbours import admitted_unaware, another_station

REFS = ("A1", "A2", "A3")
ROWS = [Row("A1", places=3), Row("A2", "Pers"), Row("A3", status="cancelled")]
SCANS = st.tuples(
    st.sampled_from(["in", "in", "in", "out", "undo", "unaware"]),
    st.sampled_from([*REFS, "stranger"]),
    st.integers(0, 3),
)


def happen(store: StationStore, other: StationStore, scan: tuple[str, str, int]) -> None:
    what, ref, number = scan
    match what:
        case "undo":
            undo_one(store, number)
        case "unaware" if ref != "stranger":
            admitted_unaware(other, ref, number + 1)
        case _:
            direction = Direction.OUT if what == "out" else Direction.IN
            door = Door(store, Gate("festival", "Noord", direction))
            door.scan(f"C-{ref}", people=number or None)


def undo_one(store: StationStore, number: int) -> None:
    done = [entry for entry in journal(store) if entry.kind in (Kind.IN, Kind.OUT)]
    if done:
        Desk(store).undo(done[number % len(done)].hash, UndoReason.MISTAKE)


def journal(store: StationStore) -> list[Entry]:
    rows = store.database.execute("SELECT body FROM entry ORDER BY n").fetchall()
    return [read_entry(body) for (body,) in rows]


def recounted(entries: list[Entry]) -> tuple[Counter[str], int]:
    """Count by hand: people inside by ticket id, and people beyond the places."""
    gone = {entry.target for entry in entries if entry.kind is Kind.UNDO}
    inside: Counter[str] = Counter()
    doubles = 0
    for entry in entries:
        if entry.ticket is None or entry.hash in gone:
            continue
        if entry.kind is Kind.IN:
            fits = max(0, min(entry.people, entry.places - inside[entry.ticket]))
            inside[entry.ticket] += fits
            doubles += entry.people - fits
        if entry.kind is Kind.OUT:
            inside[entry.ticket] -= min(entry.people, inside[entry.ticket])
    return inside, doubles


def attended(store: StationStore) -> list[TicketAttendance]:
    reader = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
    with snapshot(store.database):
        return list(reader.rows("festival"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SCANS, max_size=12))
def test_headcount_file_and_journal_agree(scans: list[tuple[str, str, int]]) -> None:
    clock = HandClock()
    with TemporaryDirectory() as folder, festival(Path(folder), ROWS, clock=clock) as store:
        other = another_station(store, "Zuid 1", clock)
        for scan in scans:
            clock.advance(11)
            happen(store, other, scan)
        counted = headcount_report(store, "festival", clock.wall()).headcount
        rows, report = attended(store), day_report(store)
        inside, doubles = recounted(journal(store))
    assert {row.ticket.id: row.inside for row in rows if row.inside} == +inside
    assert counted.inside == sum(inside.values()) == sum(row.inside for row in rows)
    assert counted.totals.doubles == doubles == sum(row.doubles for row in rows)
    assert counted.totals.admitted == sum(row.admitted for row in rows)
    assert (report.inside, report.visitors) == (counted.inside, counted.totals.admitted)
    assert {line.counts[0].inside for line in report.half_hours[-1:]} <= {counted.inside}


def test_the_file_is_read_while_a_scan_is_written(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        reader = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
        writer = open_database(tmp_path / DATABASE)
        with snapshot(store.database):
            rows = reader.rows("festival")
            first = next(rows)
            with immediate(writer):
                writer.execute("DELETE FROM list_ref WHERE ref <> 'A1'")
            assert [first.ticket.ref, *(row.ticket.ref for row in rows)] == list(REFS)
        writer.close()
