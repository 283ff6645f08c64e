"""Purges an event: removes all its personal data from this folder; journal and lists stay.

A `purge` entry in the journal orders it, whichever station wrote it. Until the file is clean, one
emptied row stays in `personal` to show that the purge is not finished; the next process that opens
the file continues it.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.atomic_file import sync_folder
from kiosk.domain.entry import Kind
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.key_ring import load_key_ring, save_key_ring
from kiosk.private_files import wipe
from kiosk.store.journal.annexes import _PURGED, is_purged
from kiosk.store.lists.list_removal import remove_persons
from kiosk.store.lists.name_index import NameIndex, clear_index
from kiosk.store.lists.sealed_parts import remove_sealed
from kiosk.store.sqlite.database import Database, database_path, immediate
from kiosk.store.sqlite.wipe_wal import checkpoint, rewrite
from kiosk.store.sqlite.write_batches import BATCH, relaxed_transaction

TRACES = (
    "before-migration-*.db",
    "kiosk.db-import-*",
    "kiosk.db.broken-*",
    "kiosk.db.copy*",
    "kiosk.db.fresh*",
    "kiosk.db.part*",
    "log/*",
    "keys/*.old",
)
"""Files in the database's folder that may contain purged data; `*.lock` files never do."""

_KEY_BYTES = 32

# The persons are read only for a purged event: this runs whenever the file is opened.
_DUE = f"""
SELECT event FROM event e WHERE CASE WHEN EXISTS ({_PURGED.replace("?", "e.event", 1)})
  THEN EXISTS (SELECT 1 FROM sealed_annexes s WHERE s.event = e.event)
    OR EXISTS (SELECT 1 FROM personal p WHERE p.event = e.event
    AND (annex IS NOT NULL OR coalesce(name, organisation, booked_by, email, note, mail_ok)
      IS NOT NULL)) END
ORDER BY event
"""  # noqa: S608  # our own text
_EMPTY_ONE = """
UPDATE personal SET list = NULL, annex = NULL, ticket = NULL, ref = NULL, name = NULL,
  organisation = NULL, booked_by = NULL, email = NULL, note = '', mail_ok = NULL,
  salt = NULL, body = NULL
WHERE n = ?
"""


@dataclass(frozen=True, slots=True)
class PurgeResult:
    """The rows of personal data and the files (by path in the folder) that a purge removed."""

    rows: int
    files: tuple[str, ...]


def unfinished_purges(database: Database) -> list[str]:
    """Return the events (hex) that were purged and still have personal data here."""
    return [event.hex() for event in database.values(_DUE, (Kind.PURGE.value,))]


def finish_purges(database: Database, *, pause: Callable[[], None]) -> PurgeResult:
    """Finish the purges that the journal orders; does nothing if all are finished.

    It may be stopped at any moment and called again, also while guests are scanned: `pause` is
    called between its short transactions. Raises WorldFailed if another process still reads the old
    state.
    """
    _stop_awaiting(database)
    due = unfinished_purges(database)
    if not due:
        return PurgeResult(0, ())
    for event in due:
        remove_sealed(database, event)
    rows = sum(purge_personal(database, event, pause=pause) for event in due)
    folder = database_path(database).parent
    files = remove_traces(folder)
    for event in due:
        _replace_code_key(folder / "keys", event)
    rewrite(database)
    for event in due:
        with immediate(database):
            database.execute("DELETE FROM personal WHERE event = ?", (bytes.fromhex(event),))
    checkpoint(database, "TRUNCATE")
    return PurgeResult(rows, files)


def purge_personal(database: Database, event: str, *, pause: Callable[[], None]) -> int:
    """Remove the personal data of an event (hex) from the tables; return the number of rows.

    One emptied row remains; `finish_purges` removes it once the file itself is clean.
    """
    identity = bytes.fromhex(event)
    (first, rows) = database.execute(
        "SELECT min(n), count(*) FROM personal WHERE event = ?", (identity,)
    ).fetchone()
    if first is None:
        return 0
    with immediate(database):
        database.execute(_EMPTY_ONE, (first,))
    _empty_lists(database, identity, pause)
    remove_persons(database, "event", identity, after=first, pause=pause)
    _empty_index(database, event, pause)
    return int(rows)


def _stop_awaiting(database: Database) -> None:
    """Stop waiting for the annexes of purged events: they would be refused."""
    awaited = database.execute("SELECT DISTINCT lower(hex(event)) FROM awaited_annex").fetchall()
    for event in [event for (event,) in awaited if is_purged(database, event)]:
        with immediate(database):
            database.execute("DELETE FROM awaited_annex WHERE event = ?", (bytes.fromhex(event),))


def remove_traces(folder: Path) -> tuple[str, ...]:
    """Remove the copies and logs in the database's folder; return their paths in it."""
    found = [path for pattern in TRACES for path in sorted(folder.glob(pattern)) if path.is_file()]
    for path in found:
        _remove(path)
    for each in sorted({path.parent for path in found}):
        sync_folder(each)
    return tuple(path.relative_to(folder).as_posix() for path in found)


def _remove(path: Path) -> None:
    try:
        wipe(path)
    except PermissionError:  # on Windows, if another program has it open: empty it instead
        with path.open("wb"):
            pass
    except OSError as error:
        raise WorldFailed("error.file_not_removed", path=path) from error


def _empty_lists(database: Database, event: bytes, pause: Callable[[], None]) -> None:
    # New rows of `personal` reuse purged numbers, so nothing may refer to those.
    for number in database.values("SELECT list FROM list_snapshot WHERE event = ?", (event,)):
        last: bytes | None = b""
        while last is not None:
            tickets = database.execute(
                "SELECT ticket FROM list_row WHERE list = ? AND ticket > ? ORDER BY ticket LIMIT ?",
                (number, last, BATCH),
            ).fetchall()
            first, last = (last, tickets[-1][0]) if tickets else (last, None)
            with relaxed_transaction(database):
                database.execute(
                    "UPDATE list_row SET person = NULL WHERE list = ? AND ticket > ?"
                    " AND ticket <= ?",
                    (number, first, last),
                )
            pause()


def _empty_index(database: Database, event: str, pause: Callable[[], None]) -> None:
    """Rebuild the index of names without an event's.

    Removing names one by one would leave their words in older parts of the index.
    """
    with immediate(database):
        clear_index(database)
    for (other,) in database.execute("SELECT event FROM event").fetchall():
        if other.hex() != event and not is_purged(database, other.hex()):
            NameIndex(database, other.hex(), pause=pause).update()


def _replace_code_key(folder: Path, event: str) -> None:
    """Replace an event's code key, so that no name or code can be tested against a hash.

    The old file is kept under another name until the new one is written, then overwritten.
    """
    with suppress(UnusableInput):  # keys that are missing or damaged reveal nothing either
        keys = load_key_ring(folder, event)
        if not keys.code_key:
            return
        old = folder / f"{event}.old"
        with suppress(OSError):  # a disk may not support hard links
            old.hardlink_to(folder / f"{event}.json")
        save_key_ring(folder, replace(keys, code_key=secrets.token_bytes(_KEY_BYTES)))
        _remove(old)
