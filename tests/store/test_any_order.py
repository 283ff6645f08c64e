"""The desk's entries give the same result in any order of arrival at another laptop."""

import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.entry import Draft, Kind, LogPosition, encode_entry, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import AreaTotals
from kiosk.domain.ticket import Status
from kiosk.domain.verdict import Direction
from kiosk.store.integrity.verification import verify_event
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.journal.journal import NO_HASH, new_log_id
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.checkin.test_manual_counting import oracle_journal
from tests.domain import oracle
from tests.festival import NOON, HandClock, Row, festival, session_on

MINUTE = 60_000
ROWS = [Row("A1", name="Jan"), Row("G1", places=4)]


def live_a_day(store: StationStore, clock: HandClock) -> None:
    """Do a bit of everything, with a recount that arrives late."""
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
        totals = tally(store, clock.now)
        assert totals.recount is not None
        assert totals.recount.count == 90
        assert store.counts.inside(store.event(), FESTIVAL) == oracle.inside(
            FESTIVAL, oracle_journal(store), crew=5
        )
    bodies = [body for (body,) in rows]
    random.Random(seed).shuffle(bodies)  # noqa: S311  # the same orders each time
    with session_on(there, clock).open_store() as store:
        hear(store, bodies, store.keys.station, at_once=at_once)
        assert tally(store, clock.now) == totals
        assert store.operators.on_duty(store.keys.station) is None
        assert not {problem.kind for problem in verify_event(store)} & FOLDED


def received(store: StationStore, at: int, draft: Draft, cause: bytes | None = None) -> bytes:
    """Return an entry about A1 of a log of its own, written by who knew of `cause`."""
    place = LogPosition(store.keys.event, new_log_id(store.keys.station), 1, NO_HASH, at)
    parents = (read_entry(cause).hash,) if cause else ()
    ticket = store.tickets.find("A1").id
    return encode_entry(replace(draft, ticket=ticket, parents=parents, people=1, places=1), place)[
        0
    ]


def test_an_entry_that_orders_what_the_desk_did_is_heard_last(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS, clock=HandClock()) as store:
        cancel = received(store, NOON + 2, Draft(Kind.STATUS, detail={"action": "cancel"}))
        refused = received(store, NOON + 3, Draft(Kind.REFUSED, area=FESTIVAL), cancel)
        # By its clock it was lifted before it was cancelled; by what was known, after.
        lift = received(store, NOON, Draft(Kind.STATUS, detail={"action": "lift"}), refused)
        hear(store, [cancel, lift], store.keys.station, at_once=100)
        assert store.tickets.find("A1").status is Status.CANCELLED
        hear(store, [refused], store.keys.station, at_once=100)
        assert store.tickets.find("A1").status is Status.VALID
        assert not {problem.kind for problem in verify_event(store)} & FOLDED


def test_an_entry_of_another_area_that_orders_a_door_is_heard_last(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS, clock=HandClock()) as store:
        came = received(store, NOON + 2, Draft(Kind.IN, area=FESTIVAL, entrance="Noord"))
        hall = received(store, NOON + 3, Draft(Kind.IN, area="Zaal", entrance="Zaal"), came)
        left = received(store, NOON, Draft(Kind.OUT, area=FESTIVAL, entrance="Noord"), hall)
        hear(store, [came, left], store.keys.station, at_once=100)
        ticket = store.tickets.find("A1").id
        assert store.attendance.inside(ticket, FESTIVAL) == 1
        hear(store, [hall], store.keys.station, at_once=100)
        assert store.attendance.inside(ticket, FESTIVAL) == 0
        assert not {problem.kind for problem in verify_event(store)} & FOLDED


FOLDED = {"attendance", "totals", "by_hand", "desk", "walk_in", "shift", "setting"}
