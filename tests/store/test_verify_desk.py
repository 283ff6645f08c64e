"""Verify reads what the desk did too, and makes it again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, Reason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.store.integrity.verification import repair, verify_event
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.problems import What
from kiosk.store.station_store import Books
from tests.festival import NOON, HandClock, Row, festival


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """A day at the desk: walk-ins, clicks, a recount, a substitute, a shift, numbers put right."""
    clock = HandClock()
    rows = [Row("A1", name="Jan"), Row("G1", places=4)]
    with festival(tmp_path, rows, clock=clock, companions=True) as books:
        Shifts(books).start("Sanne")
        door, walk_ins = Door(books, Gate(FESTIVAL, "Noord")), _balie(books)
        door.change_people(str(door.scan("C-G1").entry), 2)
        walk_ins.walk_in(WalkInGuest(2, "Zoë"))
        mistake = walk_ins.walk_in(WalkInGuest())
        ManualCounting(books).click(FESTIVAL, "Noord", Direction.IN, 3)
        clock.advance(60)
        ManualCounting(books).recount(100)
        clock.advance(60)
        Desk(books).undo(mistake.entry.hash, Reason.MISTAKE)
        Desk(books).rename("A1", "Noor")
        door.add_companion(str(door.scan("C-A1").entry))
        click = ManualCounting(books).click(FESTIVAL, "Zuid", Direction.OUT)
        Desk(books).undo(click.hash, Reason.MISTAKE)
        yield books


def _balie(books: Books) -> WalkInRegistration:
    return WalkInRegistration(books, area=FESTIVAL, entrance="Noord")


def test_a_day_at_the_desk_is_right_and_made_again_the_same(books: Books) -> None:
    assert verify_event(books) == []
    before = _all(books)
    repair(books)
    assert verify_event(books) == []
    assert _all(books) == before


def _all(books: Books) -> list[object]:
    tables = ("attendance", "total_click", "recount", "shift", "operator", "list_row")
    kept = [
        books.database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()  # noqa: S608  # ours
        for table in tables
    ]
    return [books.counts.tally(books.event(), FESTIVAL, NOON), *kept]


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE total_click SET people_in = 9", What.BY_HAND),
        ("UPDATE recount SET net_since_recount = 9", What.BY_HAND),
        ("DELETE FROM recount", What.BY_HAND),
        (
            "UPDATE attendance SET net_since_recount = 9 WHERE net_since_recount = 0",
            What.ATTENDANCE,
        ),
        ("UPDATE list_row SET places = 9 WHERE list = 2 AND places = 2", What.WALK_IN),
        ("DELETE FROM list_ref WHERE list = 2", What.WALK_IN),
        ("DELETE FROM shift", What.SHIFT),
        ("UPDATE shift SET entry = x'00'", What.SHIFT),
    ],
)
def test_what_was_changed_is_named_and_made_again(books: Books, sql: str, what: What) -> None:
    with immediate(books.database):
        books.database.execute(sql)
    assert what in {problem.what for problem in verify_event(books)}
    repair(books)
    assert verify_event(books) == []
