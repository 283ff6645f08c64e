"""Errors about a folder whose database or keys are lost: they name the event and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import EventLost, TextKey
from kiosk.keys.key_ring import EventLabel, labels, written_labels
from kiosk.store.sqlite.lost_file import files_with_entries, is_lost

if TYPE_CHECKING:  # SQLite loads slowly
    from kiosk.store.sqlite.database import Database

_HAS_ENTRIES = "SELECT EXISTS (SELECT 1 FROM entry)"


def lost_database_error(path: Path, keys: Path) -> EventLost | None:
    """Return the error if a database is lost, None if it can be opened or made.

    SQLite would make an empty database, and delete the remaining -wal of the lost one.
    """
    if not is_lost(path):
        return None
    known = labels(keys)
    remaining = files_with_entries(path)
    if not known and not remaining:
        return None
    return _event_lost(path, known, "lost.repair" if remaining and known else "lost.back")


def lost_events_error(database: Database, path: Path, keys: Path) -> EventLost | None:
    """Return the error if an open database lost the events that it had."""
    if database.execute("SELECT 1 FROM event WHERE NOT joining").fetchone() is not None:
        return None
    known = written_labels(keys)
    (repairable,) = database.execute(_HAS_ENTRIES).fetchone()
    return _event_lost(path, known, "lost.repair" if repairable else "lost.back") if known else None


def undated_event_error(path: Path, keys: Path, event: str) -> EventLost:
    """Return the error for an event (hex) that has no date any more."""
    return _event_lost(path, [one for one in labels(keys) if one.event == event], "lost.exchange")


def lost_keys_error(path: Path, event: str) -> EventLost:
    """Return the error for an event (its name) whose keys are lost or damaged."""
    return EventLost("error.keys_lost", event=event, path=path)


def _event_lost(path: Path, known: Sequence[EventLabel], advice: str) -> EventLost:
    named = ", ".join(f"{one.name} ({one.date})" for one in known if one.name)
    stations = ", ".join(dict.fromkeys(one.station for one in known if one.station))
    return EventLost(
        "error.event_lost",
        event=named or TextKey("lost.unnamed"),
        station=stations or TextKey("lost.no_station"),
        about=", ".join(one.name or one.event for one in known),
        path=path,
        advice=TextKey(advice),
    )
