"""What the desk wrote is folded the same in whichever order another laptop hears it."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.entry import read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import AreaTotals
from kiosk.domain.verdict import Direction
from kiosk.store.integrity.verification import verify_event
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.checkin.test_manual_counting import as_told
from tests.domain import oracle
from tests.festival import NOON, HandClock, Row, festival, session_on

MINUTE = 60_000
ROWS = [Row("A1", name="Jan"), Row("G1", places=4)]


def live_a_day(store: StationStore, clock: HandClock) -> None:
    """Do a bit of everything, with a recount that is told late."""
    door, counting = Door(store, Gate(FESTIVAL, "Noord")), ManualCounting(store)
    walk_ins = WalkInRegistration(store, area=FESTIVAL, entrance="Noord")
    Shifts(store).start("Sanne")
    group = str(door.scan("C-G1").entry)
    mistake = walk_ins.walk_in(WalkInGuest(3, category="Gast"))
    click = counting.click(FESTIVAL, "Noord", Direction.IN, 5)
    clock.advance(600)
    counting.recount(200)
    clock.advance(600)
    door.change_people(group, 2)
    walk_ins.walk_in(WalkInGuest(2, "Zoë", category="Pers"))
    counting.click(FESTIVAL, "Zuid", Direction.OUT, 4)
    Desk(store).undo(mistake.entry.hash, UndoReason.MISTAKE)
    Desk(store).undo(click.hash, UndoReason.MISTAKE)
    counting.recount(90, at=NOON + 15 * MINUTE)
    door.scan("C-A1")
    Desk(store).rename("A1", "Noor")
    Shifts(store).end()


def hear(store: StationStore, entries: Sequence[bytes], station: str, *, at_once: int) -> None:
    """Take another laptop's entries in, in the order given, so many folded at once."""
    held = [(read_entry(body), body) for body in entries]
    with immediate(store.database):
        for log in {entry.log for entry, _ in held}:
            store.database.execute(
                "INSERT INTO log(event, log, station, length, last_hash) VALUES (?, ?, ?, 0, ?)",
                tuple(map(bytes.fromhex, (store.keys.event, log, station, ""))),
            )
        for number, (entry, body) in enumerate(held):
            insert_entry(store.database, entry, body)
            if at_once == 1:
                store.projector.apply(entry)
                continue
            store.projector.queue(entry)
            if number % at_once == 0:
                store.projector.apply_queued()
        store.projector.apply_queued()


def tally(store: StationStore, now: int) -> AreaTotals:
    return store.counts.area_totals(store.event(), FESTIVAL, now)


@pytest.mark.parametrize("at_once", [1, 4, 100])
@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_arrival_gives_the_same(tmp_path: Path, seed: int, at_once: int) -> None:
    clock, here, there = HandClock(), tmp_path / "here", tmp_path / "there"
    with festival(here, ROWS, clock=clock, crew=5) as store:
        (before,) = store.database.execute("SELECT max(n) FROM entry").fetchone()
    shutil.copytree(here, there)
    with session_on(here, clock).open_store() as store:
        live_a_day(store, clock)
        rows = store.database.execute("SELECT body FROM entry WHERE n > ?", (before,)).fetchall()
        told = tally(store, clock.now)
        assert told.recount is not None
        assert told.recount.count == 90
        assert store.counts.inside(store.event(), FESTIVAL) == oracle.inside(
            FESTIVAL, as_told(store), crew=5
        )
    bodies = [body for (body,) in rows]
    random.Random(seed).shuffle(bodies)  # noqa: S311  # the same orders each time
    with session_on(there, clock).open_store() as store:
        hear(store, bodies, store.keys.station, at_once=at_once)
        assert tally(store, clock.now) == told
        assert store.operators.on_duty(store.keys.station) is None
        assert not {problem.kind for problem in verify_event(store)} & FOLDED


FOLDED = {"attendance", "totals", "by_hand", "desk", "walk_in", "shift", "setting"}
