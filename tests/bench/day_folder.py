"""A folder as a large festival leaves it: a long list, and a day of entries of many laptops.

The entries are encoded and chained as a journal does it, but stored many at a time; attendance and
totals are then folded from them as a rebuild does it.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kiosk.domain.entry import Draft, Entry, Kind, LogPosition, encode_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Reentry
from kiosk.keys.ticket_codes import code_hash
from kiosk.store.journal.entry_rows import insert_entries
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.bench.bench_scan import make_festival, session_on
from tests.neighbours import another_station

DAY_MS = 10 * 3_600_000
STATIONS = 12
_BATCH = 5_000
_VISITS = (3, 4, 5)  # entries of a guest: in, out, in ...
_ENTRANCES = ("Noord", "Zuid")

_T = TypeVar("_T")


def newcomers(tickets: int) -> range:
    """Return the numbers of the tickets that were never shown, so that each is judged alike."""
    return range(tickets - tickets // 10, tickets)


@dataclass
class _Log:
    """The log of one laptop: its id, and its end."""

    log: str
    seq: int
    hash: str


@dataclass
class _Day:
    """A day that is being written: the laptops' logs, and the last entry of each ticket."""

    event: str
    logs: Sequence[_Log]
    last: dict[str, Entry] = field(default_factory=dict)

    def write(self, at: int, ticket: str, kind: Kind, door: int) -> tuple[Entry, bytes]:
        """Return the next entry of a door with its bytes."""
        log, before = self.logs[door], self.last.get(ticket)
        refused = kind is Kind.REFUSED
        draft = Draft(
            kind,
            area=FESTIVAL,
            entrance=_ENTRANCES[door % len(_ENTRANCES)],
            ticket=ticket,
            people=0 if refused else 1,
            places=0 if refused else 1,
            reentry=None if refused else Reentry.AFTER_EXIT,
            parents=(before.hash,) if before else (),
            detail={"outcome": "already_inside"} if refused else {},
        )
        body, entry = encode_entry(
            draft, LogPosition(self.event, log.log, log.seq + 1, log.hash, at)
        )
        log.seq, log.hash = entry.seq, entry.hash
        self.last[ticket] = entry
        return entry, body


def make_day(folder: Path, tickets: int, entries: int, *, now: int, list_number: int = 1) -> None:
    """Make an event with a list and a day of entries that ends at `now` (ms UTC).

    Each event in a folder needs its own `list_number`.
    """
    make_festival(folder, tickets, list_number)
    with session_on(folder).open_store() as store:
        doors = [another_station(store, f"Deur {n}", machine=f"m{n}") for n in range(STATIONS)]
        logs = [_opened(door) for door in doors]
        day = _Day(store.keys.event, logs)
        planned = _planned(store, tickets, entries, now)
        for some in _batches(planned):
            with immediate(store.database):
                insert_entries(store.database, (day.write(*one) for one in some))
        with immediate(store.database):
            for log in logs:
                store.database.execute(
                    "UPDATE log SET length = ?, last_hash = ? WHERE log = ?",
                    (log.seq, bytes.fromhex(log.hash), bytes.fromhex(log.log)),
                )
            _fold(store)
        for door in doors:
            door.journal.close()
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _batches(some: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(some)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _opened(door: StationStore) -> _Log:
    with immediate(door.database):
        first = door.journal.append(Draft(Kind.SHIFT, detail={"off": True}))
    return _Log(first.log, first.seq, first.hash)


def _planned(
    store: StationStore, tickets: int, entries: int, now: int
) -> Iterator[tuple[int, str, Kind, int]]:
    """Yield time, ticket, kind and door, in order of time; one visit in ten has a refusal."""
    chance = random.Random(1)  # noqa: S311  # the same day in every run
    come = tickets - len(newcomers(tickets))
    guests = min(come, entries * len(_VISITS) // sum(_VISITS))
    plan: list[tuple[int, str, Kind, int]] = []
    for number in chance.sample(range(come), guests):
        ticket = code_hash(store.keys.code_key, f"C-{number}").hex()
        times = sorted(chance.sample(range(now - DAY_MS, now), chance.choice(_VISITS)))
        for visit, at in enumerate(times):
            kind = Kind.OUT if visit % 2 else Kind.IN
            if visit == 1 and chance.random() < 0.1:
                kind = Kind.REFUSED
            plan.append((at, ticket, kind, chance.randrange(STATIONS)))
    plan.sort()
    yield from plan


def _fold(store: StationStore) -> None:
    """Make attendance and totals of all tickets, many at a time."""
    tables = store.projector.tables
    tables.delete_all("attendance")
    for some in _batches(store.projector._tickets()):
        tables.attendance.refold_each(FESTIVAL, dict(some))
    tables.totals.rebuild()
    tables.pace.rebuild()
