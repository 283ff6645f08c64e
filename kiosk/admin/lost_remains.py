"""The remains of a lost database: the entries that others know, and those that can be saved."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.admin.event_file import EventFile
from kiosk.admin.requests import LostEntries
from kiosk.domain.event_settings import SETTINGS
from kiosk.errors import EventLost
from kiosk.keys.key_ring import has_usable_keys, load_key_ring
from kiosk.runtime.data_folder import DATABASE, KEYS, DataFolder
from kiosk.store.integrity.carving import carve_entries, insert_carved
from kiosk.store.integrity.verification import repair
from kiosk.store.journal.have_vector import Range
from kiosk.store.journal.journal import is_log_of
from kiosk.store.journal.signed_heads import Head
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.lost_file import broken_files, files_with_entries, rename_lost
from kiosk.store.station_store import StationStore
from kiosk.sync.messages import Message, decode_message


def lost_entries(session: DataFolder, file: EventFile) -> LostEntries | None:
    """Return the time up to which an event file's messages have the lost entries of this laptop.

    None if it lost none, or can still read them itself. The messages are not verified here: it is
    a sentence for a person.
    """
    keys, event = session.folder / KEYS, file.invitation.event
    try:
        session.check_not_lost()
    except EventLost:
        if has_usable_keys(keys, event) and not files_with_entries(session.folder / DATABASE):
            return _known_of(file, load_key_ring(keys, event).station)
    return None


def _known_of(file: EventFile, station: str) -> LostEntries:
    newest: int | None = None
    zones = {0: str(SETTINGS["timezone"].default)}
    for message in _messages(file):
        head = message.head if isinstance(message, Range) else message
        if isinstance(head, Head) and is_log_of(head.log, station):
            newest = max(head.as_of, newest or 0)
        if isinstance(message, Range):
            settings = [one for one in message.entries() if one.detail.get("key") == "timezone"]
            zones |= {one.at: str(one.detail.get("value")) for one in settings}
    return LostEntries(newest, ZoneInfo(zones[max(zones)]))


def _messages(file: EventFile) -> Iterator[Message]:
    """Yield the messages about the journal; a list of guests has by far the most lines."""
    with suppress(ValueError):
        for line in file.messages():
            if line.startswith(('{"type":"entries"', '{"type":"head"')):
                yield decode_message(line)


def set_aside_remains(session: DataFolder) -> list[Path]:
    """Rename the remaining files of a lost database; return those that contain entries.

    A folder whose database can be opened is not changed.
    """
    path = session.folder / DATABASE
    try:
        session.check_not_lost()
    except EventLost:
        rename_lost(path)
        return broken_files(path)
    return []


def absorb_remains(store: StationStore, files: Sequence[Path]) -> int:
    """Store the event's entries that are only in these files; return how many.

    Entries that cannot be proved are set aside.
    """
    with immediate(store.database):
        count = insert_carved(store.database, carve_entries(files), {store.keys.event})
    if count:
        repair(store)
    return count
