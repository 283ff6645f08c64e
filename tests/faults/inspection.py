"""A folder after a fault, opened by our own code and held against its own journal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from kiosk.domain.attendance import Attendance, fold
from kiosk.domain.causal_order import causal_order
from kiosk.domain.entry import DOOR_KINDS, Entry, Kind, read_entry
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.journal.journal import NO_HASH
from kiosk.store.sqlite.database import Database
from kiosk.store.station_store import StationStore
from tests.festival import session_on

_read = lru_cache(maxsize=None)(read_entry)  # the same entries stand in thousands of images


@lru_cache
def _session() -> DataFolder:
    return session_on(Path())


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a folder: entries by hash, tickets as listed now, and problems.

    `corrupt`: SQLite cannot read it; `inconsistent`: what it keeps is not what its journal says.
    """

    entries: frozenset[str] = frozenset()
    tickets: frozenset[tuple[str, str, int]] = frozenset()
    event: bool = False
    corrupt: str = ""
    inconsistent: str = ""


def inspect(folder: Path) -> Found:
    """Open a folder as every command does, and read all of it."""
    try:
        with replace(_session(), folder=folder).open_store() as store:
            return _found(store)
    except UnusableInput as error:
        if error.key == "error.no_event":
            return Found()
        return Found(corrupt=error.key)
    except sqlite3.DatabaseError as error:
        return Found(corrupt=str(error))


def _found(store: StationStore) -> Found:
    database = store.database
    (sound,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if sound != "ok":
        return Found(corrupt=sound)
    entries = [_read(body) for (body,) in database.execute("SELECT body FROM entry ORDER BY n")]
    tickets = database.execute("SELECT ref, category, places FROM current_ticket").fetchall()
    return Found(
        entries=frozenset(entry.hash for entry in entries),
        tickets=frozenset(tickets),
        event=bool(store.event().name),
        inconsistent="; ".join(_differences(database, entries)),
    )


def _differences(database: Database, entries: Sequence[Entry]) -> Iterator[str]:
    folded = list(_folds(entries))
    for what, kept, remade in (
        ("logs", "SELECT lower(hex(log)), length, lower(hex(last_hash)) FROM log", _logs(entries)),
        ("attendance", _ATTENDANCE, _attendance(folded)),
        (
            "categories",
            "SELECT sum(inside), sum(people_admitted) FROM total_category",
            _sums(folded),
        ),
        ("entrances", _ENTRANCES, _doors(folded)),
        ("refusals", "SELECT outcome, entries FROM total_refused", _refusals(entries)),
        ("newest", "SELECT lower(hex(hash)) FROM last_scan", _newest(entries)),
        ("heads", _HEADS_OF_NOTHING, set()),
    ):
        rows = set(database.execute(kept).fetchall())
        if rows != remade:
            yield f"{what}: kept {rows - remade}, made again {remade - rows}"


_ATTENDANCE = (
    "SELECT area, lower(hex(ticket)), inside, people_admitted, entries, refusals FROM attendance"
)
_ENTRANCES = "SELECT area, entrance, people_in, people_out FROM total_entrance"
_HEADS_OF_NOTHING = "SELECT hex(hash) FROM signed_head WHERE hash NOT IN (SELECT hash FROM entry)"

Rows = set[tuple[object, ...]]
Folded = tuple[str, str, Attendance]
"""An area, a ticket, and what its entries there add up to."""


def _logs(entries: Sequence[Entry]) -> Rows:
    """Return each log's length and tip, walked along its hash chain; a broken one has neither."""
    rows: Rows = set()
    for log, own in groupby(sorted(entries, key=lambda one: (one.log, one.seq)), lambda e: e.log):
        tip, length = NO_HASH, 0
        for entry in own:
            whole = entry.prev == tip and entry.seq == length + 1
            tip, length = (entry.hash, entry.seq) if whole else ("broken", length)
        rows.add((log, length, tip))
    return rows


def _folds(entries: Sequence[Entry]) -> Iterator[Folded]:
    def about(entry: Entry) -> tuple[str, str]:
        return entry.area or "", entry.ticket or ""

    offsets = dict.fromkeys((entry.log for entry in entries), 0)
    of_tickets = sorted((one for one in entries if one.ticket and one.area), key=about)
    for (area, ticket), own in groupby(of_tickets, about):
        yield area, ticket, fold(causal_order(list(own), offsets))


def _attendance(folded: Sequence[Folded]) -> Rows:
    return {
        (area, ticket, one.inside, one.admitted, len(one.admissions), one.refusals)
        for area, ticket, one in folded
    }


def _sums(folded: Sequence[Folded]) -> Rows:
    if not any(one.admitted for _, _, one in folded):
        return {(None, None)}
    return {(sum(one.inside for _, _, one in folded), sum(one.admitted for _, _, one in folded))}


def _doors(folded: Sequence[Folded]) -> Rows:
    people_in: Counter[tuple[str, str]] = Counter()
    people_out: Counter[tuple[str, str]] = Counter()
    for area, _, one in folded:
        for entrance, passed in one.doors.items():
            people_in[area, entrance] += passed.people_in
            people_out[area, entrance] += passed.people_out
    return {(*door, people_in[door], people_out[door]) for door in people_in}


def _refusals(entries: Sequence[Entry]) -> Rows:
    refused = (entry.detail["outcome"] for entry in entries if entry.kind is Kind.REFUSED)
    return set(Counter(refused).items())


def _newest(entries: Sequence[Entry]) -> Rows:
    at_the_door = [entry.hash for entry in entries if entry.kind in DOOR_KINDS]
    return {(at_the_door[-1],)} if at_the_door else set()


def content(folder: Path) -> dict[str, bytes]:
    """Return what is in the files of a folder, by name; its lock holds nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "kiosk.lock"
    }
