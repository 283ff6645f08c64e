"""Says which event a folder had whose database or keys are gone, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import EventLost, TextKey
from kiosk.keys.event_label import EventLabel, labels, written_labels
from kiosk.store.sqlite.lost_file import files_with_entries, is_lost

if TYPE_CHECKING:  # SQLite loads slowly
    from kiosk.store.sqlite.database import Database

_WRITTEN = "SELECT EXISTS (SELECT 1 FROM entry)"


def lost_before_opening(path: Path, keys: Path) -> EventLost | None:
    """Return what is to be said where a database is lost, None where it can be opened or made.

    SQLite would make an empty one, and delete the -wal that is left of the other.
    """
    if not is_lost(path):
        return None
    known = labels(keys)
    left = files_with_entries(path)
    if not known and not left:
        return None
    return _lost(path, known, "lost.repair" if left and known else "lost.back")


def lost_when_open(database: Database, path: Path, keys: Path) -> EventLost | None:
    """Return what is to be said where an open database lost the events that it had."""
    if database.execute("SELECT 1 FROM event WHERE NOT joining").fetchone() is not None:
        return None
    known = written_labels(keys)
    (repairable,) = database.execute(_WRITTEN).fetchone()
    return _lost(path, known, "lost.repair" if repairable else "lost.back") if known else None


def undated(path: Path, keys: Path, event: str) -> EventLost:
    """Return what is to be said of an event (hex) of which not even the date is left."""
    return _lost(path, [one for one in labels(keys) if one.event == event], "lost.exchange")


def keys_lost(path: Path, event: str) -> EventLost:
    """Return what is to be said where the keys of an event (its name) are gone or damaged."""
    return EventLost("error.keys_lost", event=event, path=path)


def _lost(path: Path, known: Sequence[EventLabel], advice: str) -> EventLost:
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
