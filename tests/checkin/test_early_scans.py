"""Scans from before the doors opened: found, undone in one go, or called real."""

from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.early_scans import EarlyScanReview
from kiosk.checkin.gate import Gate
from kiosk.checkin.paper_list import PaperList
from kiosk.checkin.undo_history import UndoHistory
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction
from tests.festival import NOON, HandClock, Row, festival
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

NORTH = Gate("festival", "Noord")
HOUR = 3_600_000
OPENS = NOON - 5 * HOUR // 2  # 9:30
ROWS = [Row(f"A{number}", name=f"Gast {number}") for number in range(16)]
LIST = "ticket,code,naam\n" + "".join(f"T{n},CODE-{n:08},Gast {n}\n" for n in range(4))


def test_fourteen_early_scans_are_undone_in_one_transaction(tmp_path: Path) -> None:
    clock = HandClock(OPENS - HOUR)
    with festival(tmp_path, ROWS, clock=clock, opens="09:30") as store:
        door = Door(store, NORTH)
        real = door.scan("C-A0")  # a real guest, scanned too early by mistake
        for number in range(1, 14):
            door.scan(f"C-A{number}")
        PaperList(store, entrance="Noord").record_line(
            str(store.tickets.find("A14").id), OPENS - HOUR, Direction.IN, people=1
        )
        clock.advance(HOUR / 1000)
        door.scan("C-A15")
        scans = EarlyScanReview(store).undecided()
        assert scans is not None
        (before,) = store.database.execute("SELECT max(seq) FROM entry").fetchone()
        UndoHistory(store).undo(scans.entries, "mistake")

        assert (scans.opens, len(scans.entries), scans.entries[0]) == (OPENS, 14, real.entry)
        assert scans.guests == tuple(f"Gast {number}" for number in range(12))
        assert scans.more == 2
        written = store.database.execute(
            "SELECT DISTINCT kind, at FROM entry WHERE seq > ? AND kind = 'undo'", (before,)
        )
        assert len(written.fetchall()) == 1
        assert store.counts.inside(store.event(), "festival") == 2  # by paper, and at the opening
        assert EarlyScanReview(store).undecided() is None
        assert door.scan("C-A0").verdict.outcome == "admitted"


def test_nothing_is_asked_without_a_time_of_opening(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        Door(store, NORTH).scan("C-A0")
        assert EarlyScanReview(store).undecided() is None


def test_no_is_remembered_and_only_later_scans_are_asked_about(tmp_path: Path) -> None:
    clock = HandClock(OPENS - HOUR)
    with festival(tmp_path, ROWS, clock=clock, opens="09:30") as store:
        door = Door(store, NORTH)
        door.scan("C-A0")
        scans = EarlyScanReview(store).undecided()
        assert scans is not None
        EarlyScanReview(store).keep(scans)
        assert EarlyScanReview(store).undecided() is None
        later = door.scan("C-A1")
        again = EarlyScanReview(store).undecided()

        assert again is not None
        assert again.entries == (later.entry,)
        assert store.counts.inside(store.event(), "festival") == 2


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Laptop, Laptop]:
    """An admin and a door whose clocks are an hour before the opening."""
    admin = first_laptop(tmp_path / "kantoor", HandClock(OPENS - HOUR), opens="09:30")
    admin.take_list(tmp_path / "gasten.csv", LIST)
    clock = HandClock(OPENS - HOUR)
    door = another_laptop(admin, tmp_path / "deur", "Zuid 1", role=Role.DOOR, clock=clock)
    (tmp_path / "stick").mkdir()
    exchange([admin, door, admin], tmp_path / "stick")
    return admin, door


def test_a_door_is_asked_about_its_own_scans_and_its_no_counts_everywhere(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    admin, door = laptops
    admin.scan("CODE-00000000")
    door.scan("CODE-00000001", "CODE-00000002")
    exchange([admin, door, admin], tmp_path / "stick")
    with door.open_store() as store:
        at_the_door = EarlyScanReview(store).undecided()
        assert at_the_door is not None
        assert at_the_door.guests == ("Gast 1", "Gast 2")
    with admin.open_store() as store:
        of_all = EarlyScanReview(store).undecided()
        assert of_all is not None
        assert len(of_all.entries) == 3
    with door.open_store() as store:
        EarlyScanReview(store).keep(at_the_door)
    exchange([door, admin], tmp_path / "stick")
    with admin.open_store() as store:
        rest = EarlyScanReview(store).undecided()
        assert rest is not None
        assert rest.guests == ("Gast 0",)
