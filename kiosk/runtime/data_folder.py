"""A data folder: its database, keys and locks, and the store of an event."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kiosk import __version__
from kiosk.clock import Clock
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.paths import MIGRATIONS
from kiosk.private_files import FILE_MODE
from kiosk.runtime.console import print_stderr
from kiosk.runtime.disks import on_other_disk
from kiosk.runtime.machine_id import machine_id
from kiosk.settings import Settings
from kiosk.store.sqlite.file_system import check_file_system, sharing_failure
from kiosk.store.sqlite.wipe_folder import close_to_others, is_wiping, resume_wipe
from kiosk.store.sqlite.write_turns import OWNER_LOCK
from kiosk.texts import Texts

if TYPE_CHECKING:  # SQLite loads slowly: imported once the window shows
    from kiosk.store.sqlite.database import Database
    from kiosk.store.station_store import OtherEvent, StationStore
    from kiosk.store.stations.events import Events

DATABASE = "kiosk.db"
KEYS = "keys"
_JOIN_LOCK = "join.lock"
_LOCK_TIMEOUT_S = 0.2  # seconds; an import takes the lock for microseconds at a time
_LOCK_FAILURES = {
    errno.EACCES: "error.database_read_only",
    errno.EPERM: "error.database_read_only",
    errno.EROFS: "error.database_read_only",
    errno.ENOSPC: "error.disk_full",
}

_opened_by_holder: dict[Path, bool] = {}
"""The folders that this process has locked, and whether it opened their database since."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A data folder with its texts, settings and clock.

    `machine` identifies this machine at an event (hex id); `is_other_disk`: whether a folder is on
    another disk than the data folder.
    """

    folder: Path
    words: Texts
    settings: Settings
    clock: Clock
    machine: Callable[[str], str] = machine_id
    is_other_disk: Callable[[Path, Path], bool] = on_other_disk

    def print_text(self, key: str, /, **params: object) -> None:
        """Print a sentence on stderr; stdout is for data."""
        print_stderr(self.words.say(key, **params))

    def check_not_lost(self) -> None:
        """Raise EventLost if the database of an event in this folder is lost; changes nothing."""
        from kiosk.runtime.lost_event import lost_database_error  # noqa: PLC0415

        if not is_wiping(self.folder):
            lost = lost_database_error(self.folder / DATABASE, self.folder / KEYS)
            if lost is not None:
                raise lost

    @contextmanager
    def lock(self, *, lost_too: bool = False) -> Iterator[None]:
        """Lock the folder as its one long-running program; UnusableInput if it is locked.

        A database that was opened since is not made again: if it was moved, its name stays free. A
        folder whose event is lost can be locked only with `lost_too`.
        """
        if not lost_too:
            self.check_not_lost()
        with self._exclusive(OWNER_LOCK):
            _opened_by_holder[self.folder] = False
            try:
                yield
            finally:
                del _opened_by_holder[self.folder]

    def lock_for_joining(self) -> AbstractContextManager[None]:
        """Lock the folder for joining an event; UnusableInput if another process joins."""
        return self._exclusive(_JOIN_LOCK)

    @contextmanager
    def _exclusive(self, name: str) -> Iterator[None]:
        self.make_folder()
        # A soft lock (only a file) would stay after a power cut.
        lock = FileLock(self.folder / name, mode=FILE_MODE, fallback_to_soft=False)
        try:
            lock.acquire(timeout=_LOCK_TIMEOUT_S)
        except Timeout as error:
            raise UnusableInput("error.folder_in_use", path=self.folder) from error
        except OSError as error:
            if (unfit := sharing_failure(self.folder)) is not None:
                raise unfit from error
            failure = _LOCK_FAILURES.get(error.errno or 0, "error.disk_failed")
            raise WorldFailed(failure, path=self.folder) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def database(self, *, lost_too: bool = False) -> Iterator[Database]:
        """Open the folder's database; make or migrate it if needed.

        Raises EventLost if an event in it is lost, except with `lost_too`.
        """
        from kiosk.runtime.lost_event import lost_events_error  # noqa: PLC0415
        from kiosk.store.sqlite.database import migrate, open_database, translate_sqlite_errors  # noqa: PLC0415

        path = self.folder / DATABASE
        if _opened_by_holder.get(self.folder) and not path.exists():
            raise WorldFailed("error.file_moved", path=path)
        if not lost_too:
            self.check_not_lost()
        self.make_folder()
        check_file_system(self.folder)
        database = open_database(path)
        if self.folder in _opened_by_holder:
            _opened_by_holder[self.folder] = True
        try:
            with translate_sqlite_errors(database):
                migrate(database, MIGRATIONS, self._rebuild_projections)
                lost = None if lost_too else lost_events_error(database, path, self.folder / KEYS)
                if lost is not None:
                    raise lost
                _finish_purges(database)
                yield database
        finally:
            database.close()

    def _rebuild_projections(self, database: Database) -> None:
        """Rebuild the projections of each event whose keys are here; `verify` names the others."""
        for event in _events(database).known():
            try:
                store = self.open(database, event)
            except UnusableInput:  # its keys are lost or may not be read
                continue
            store.projector.rebuild_all()

    def has_event(self) -> bool:
        """Return whether there is an event to open; EventLost if it is lost.

        Raises UnusableInput if the disk of the folder is not suitable.
        """
        check_file_system(self.folder)
        self.check_not_lost()
        if not (self.folder / DATABASE).exists():
            return False
        with self.database() as database:
            return bool(_events(database).known())

    @contextmanager
    def open_store(
        self, event: str | None = None, *, undated_too: bool = False
    ) -> Iterator[StationStore]:
        """Open the store of an event (hex id; default: the current event).

        New entries are signed at the end. Raises EventLost if the event has no date any more,
        except with `undated_too`: an exchange may bring it back.
        """
        from kiosk.runtime.lost_event import undated_event_error  # noqa: PLC0415

        with self.database() as database:
            store = self.open(database, event or _events(database).current())
            if not undated_too and not store.events.is_dated(store.keys.event):
                raise undated_event_error(
                    self.folder / DATABASE, self.folder / KEYS, store.keys.event
                )
            self.write_label(store)
            try:
                yield store
            finally:
                store.journal.close()
            self.write_label(store)

    def open(self, database: Database, event: str) -> StationStore:
        """Return the store of an event in an open database."""
        from kiosk.keys.key_ring import KEYS_FORBIDDEN, load_key_ring  # noqa: PLC0415
        from kiosk.runtime.lost_event import lost_keys_error  # noqa: PLC0415
        from kiosk.store.station_store import open_station_store  # noqa: PLC0415

        try:
            keys = load_key_ring(self.folder / KEYS, event)
        except UnusableInput as error:
            if error.key == KEYS_FORBIDDEN:
                raise
            raise lost_keys_error(self.folder, _event_name(database, event)) from error
        opening = {"machine": self.machine(event), "program": __version__}
        other_disk = partial(self.is_other_disk, self.folder)
        return open_station_store(
            database, keys, clock=self.clock, opening=opening, other_disk=other_disk
        )

    def write_label(self, store: StationStore) -> None:
        """Write the event's name next to its keys, in case the database is lost."""
        from kiosk.keys.key_ring import EventLabel, write_label  # noqa: PLC0415

        with suppress(UnusableInput):
            event = store.event()
            label = EventLabel(event.id, event.name, event.date.isoformat(), store.certificate.name)
            write_label(self.folder / KEYS, label)

    def neighbours(self, database: Database, event: str) -> list[OtherEvent]:
        """Return the other events in this folder."""
        from kiosk.keys.key_ring import load_key_ring  # noqa: PLC0415
        from kiosk.store.lists.ticket_table import Tickets  # noqa: PLC0415
        from kiosk.store.station_store import OtherEvent  # noqa: PLC0415

        events = _events(database)
        found = []
        for other in events.known():
            if other != event:
                with suppress(UnusableInput):  # damage to one event stops no other
                    keys = load_key_ring(self.folder / KEYS, other)
                    if not keys.code_key:
                        continue  # a hub that is no laptop looks up no codes
                    named, tickets = events.event(other), Tickets(database, other)
                    found.append(OtherEvent(named, keys.code_key, keys.organiser_public, tickets))
        return found

    def make_folder(self) -> None:
        """Make the data folder if it does not exist; it is private."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise WorldFailed("error.folder_not_made", path=self.folder) from error
        close_to_others(self.folder)
        if is_wiping(self.folder):
            resume_wipe(self.folder)


def _events(database: Database) -> Events:
    from kiosk.store.stations.events import Events  # noqa: PLC0415

    return Events(database)


def _event_name(database: Database, event: str) -> str:
    with suppress(UnusableInput):
        return _events(database).event(event).name
    return event


def _finish_purges(database: Database) -> None:
    """Finish interrupted purges; if that fails, the next opening tries again."""
    from kiosk.store.integrity.purge_event import finish_purges  # noqa: PLC0415
    from kiosk.store.sqlite.write_batches import YieldToScans  # noqa: PLC0415

    with suppress(WorldFailed):
        finish_purges(database, pause=YieldToScans(database))
