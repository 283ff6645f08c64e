"""Verify reads what the desk did too, and makes it again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.store.integrity.verification import repair, verify_event
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.problems import ProblemKind
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    """A day at the desk: walk-ins, clicks, a recount, a substitute, a shift, numbers put right."""
    clock = HandClock()
    rows = [Row("A1", name="Jan"), Row("G1", places=4)]
    with festival(tmp_path, rows, clock=clock, companions=True) as store:
        Shifts(store).start("Sanne")
        door, walk_ins = Door(store, Gate(FESTIVAL, "Noord")), _balie(store)
        door.change_people(str(door.scan("C-G1").entry), 2)
        walk_ins.walk_in(WalkInGuest(2, "Zoë"))
        mistake = walk_ins.walk_in(WalkInGuest())
        ManualCounting(store).click(FESTIVAL, "Noord", Direction.IN, 3)
        clock.advance(60)
        ManualCounting(store).recount(100)
        clock.advance(60)
        Desk(store).undo(mistake.entry.hash, UndoReason.MISTAKE)
        Desk(store).rename("A1", "Noor")
        door.add_companion(str(door.scan("C-A1").entry))
        click = ManualCounting(store).click(FESTIVAL, "Zuid", Direction.OUT)
        Desk(store).undo(click.hash, UndoReason.MISTAKE)
        yield store


def _balie(store: StationStore) -> WalkInRegistration:
    return WalkInRegistration(store, area=FESTIVAL, entrance="Noord")


def test_a_day_at_the_desk_is_right_and_made_again_the_same(store: StationStore) -> None:
    assert verify_event(store) == []
    before = _all(store)
    repair(store)
    assert verify_event(store) == []
    assert _all(store) == before


def _all(store: StationStore) -> list[object]:
    tables = ("attendance", "total_click", "recount", "shift", "operator", "list_row")
    kept = [
        store.database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()  # noqa: S608  # ours
        for table in tables
    ]
    return [store.counts.area_totals(store.event(), FESTIVAL, NOON), *kept]


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE total_click SET people_in = 9", ProblemKind.BY_HAND),
        ("UPDATE recount SET net_since_recount = 9", ProblemKind.BY_HAND),
        ("DELETE FROM recount", ProblemKind.BY_HAND),
        (
            "UPDATE attendance SET net_since_recount = 9 WHERE net_since_recount = 0",
            ProblemKind.ATTENDANCE,
        ),
        ("UPDATE list_row SET places = 9 WHERE list = 2 AND places = 2", ProblemKind.WALK_IN),
        ("DELETE FROM list_ref WHERE list = 2", ProblemKind.WALK_IN),
        ("DELETE FROM shift", ProblemKind.SHIFT),
        ("UPDATE shift SET entry = x'00'", ProblemKind.SHIFT),
    ],
)
def test_what_was_changed_is_named_and_made_again(
    store: StationStore, sql: str, what: ProblemKind
) -> None:
    with immediate(store.database):
        store.database.execute(sql)
    assert what in {problem.kind for problem in verify_event(store)}
    repair(store)
    assert verify_event(store) == []
