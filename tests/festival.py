"""A small festival for tests: a real folder and database, with tickets written into its lists."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from kiosk.admin.new_event import make_event
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.setting_values import Value
from kiosk.keys.ticket_codes import code_hash
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.store.lists.list_digests import stored_digests
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, open_station_store
from kiosk.texts import load_words

DAY = "2026-05-30"
NOON = 1_780_135_200_000
"""12:00 on that day in Amsterdam, ms UTC."""

SETTINGS: dict[str, Value] = {
    "name": "We Doen Het Samen!",
    "date": DAY,
    "entrances": ["Noord", "Zuid"],
}


@dataclass
class HandClock:
    """A clock that tests set: the wall clock may be set, the monotonic one only advances."""

    now: int = NOON
    elapsed: int = 0

    def wall(self) -> int:
        return self.now

    def monotonic_ms(self) -> int:
        return self.elapsed

    def advance(self, seconds: float) -> None:
        """Advance both clocks."""
        self.now += round(seconds * 1000)
        self.elapsed += round(seconds * 1000)


@dataclass(frozen=True)
class Row:
    """A row of a guest list; its code is `C-<ref>` unless given."""

    ref: str
    category: str = "Actieve bewoner"
    places: int = 1
    status: str = "valid"
    valid_from: int | None = None
    valid_until: int | None = None
    entrances: Sequence[str] = ()
    name: str = ""
    code: str | None = field(default="")

    @property
    def text(self) -> str | None:
        """The text of the ticket's QR code; None for a guest without a code."""
        return f"C-{self.ref}" if self.code == "" else self.code


_words = cache(partial(load_words, "nl"))
"""Loaded once, because loading takes longer than most tests."""


def session_on(folder: Path, clock: HandClock | None = None) -> DataFolder:
    """Return the data folder of a command, with the test's own clock.

    Every other folder counts as another disk, like a stick.
    """
    return DataFolder(
        folder, _words(), Settings(), clock or HandClock(), is_other_disk=lambda *_: True
    )


@contextmanager
def festival(
    folder: Path,
    rows: Sequence[Row] = (),
    *,
    clock: HandClock | None = None,
    **settings: Value,
) -> Iterator[StationStore]:
    """Make an event with a list `shop` in a folder, and open its store."""
    session = session_on(folder, clock)
    made = make_event(session, {**SETTINGS, **settings}, "Noord 1")
    with session.open_store(made.id) as store:
        if rows:
            add_list(store, "shop", rows)
        yield store


def add_list(store: StationStore, source: str, rows: Sequence[Row]) -> None:
    """Make rows the current list of a source, without the import.

    Another process of this station writes its entry, in another log.
    """
    database, event = store.database, bytes.fromhex(store.keys.event)
    with immediate(database):
        number = database.execute(
            "INSERT INTO list_snapshot(event, source, version, rows, at, state)"
            " VALUES (?, ?, 1, ?, ?, 'current')",
            (event, source, len(rows), NOON),
        ).lastrowid
        for row in rows:
            code = code_hash(store.keys.code_key, row.text) if row.text else None
            ticket = code or code_hash(store.keys.code_key, f"{source} {row.ref}")
            person = database.execute(
                "INSERT INTO personal(event, list, ticket, ref, name, organisation, booked_by,"
                " email, note) VALUES (?, ?, ?, ?, ?, '', '', '', '')",
                (event, number, ticket, row.ref, row.name),
            ).lastrowid
            entrances = json.dumps(list(row.entrances)) if row.entrances else None
            limits = (row.valid_from, row.valid_until, entrances, person)
            database.execute(
                "INSERT INTO list_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, ticket, code, row.ref, row.category, row.places, row.status, *limits),
            )
            database.execute("INSERT INTO list_ref VALUES (?, ?, ?)", (number, row.ref, ticket))
            if code is not None:
                database.execute("INSERT INTO list_code VALUES (?, ?, ?)", (number, code, ticket))
            database.execute(
                "INSERT INTO list_total VALUES (?, ?, ?, 1, ?)"
                " ON CONFLICT DO UPDATE SET tickets = tickets + 1, places = places + ?",
                (number, row.category, row.status, row.places, row.places),
            )
    _record(store, source, int(number or 0))


def _record(store: StationStore, source: str, number: int) -> None:
    database, event = store.database, bytes.fromhex(store.keys.event)
    digests = stored_digests(database, event, number)
    detail = {
        "source": source,
        "version": 1,
        "hash": digests.content,
        "rows": digests.rows,
        "unnamed": digests.unnamed,
    }
    writer = open_station_store(database, store.keys, clock=HandClock(), opening={"machine": ""})
    with immediate(database):
        with ReplacedCodes(database, event).updating_hashes():
            database.execute(
                "UPDATE list_snapshot SET hash = ?, email_hash = ?, indexed = 0 WHERE list = ?",
                (bytes.fromhex(digests.content), bytes.fromhex(digests.email), number),
            )
        writer.journal.append(Draft(Kind.LIST, detail=detail))
    writer.journal.close()
