"""A station's folder, opened: the file, the keys, the lock, and the store of an event."""

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
_PATIENCE_S = 0.2  # an import looks at the lock now and then, for microseconds
_LOCK_FAILURES = {
    errno.EACCES: "error.database_read_only",
    errno.EPERM: "error.database_read_only",
    errno.EROFS: "error.database_read_only",
    errno.ENOSPC: "error.disk_full",
}

_opened_by_owner: dict[Path, bool] = {}
"""Folders that this process owns now, and whether it opened their file meanwhile."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """What every command gets: where the folder is, whose words to use, what time it is.

    `machine` tells this machine from others at an event (hex id); `elsewhere` whether a folder is
    on another disk than the station's.
    """

    folder: Path
    words: Texts
    settings: Settings
    clock: Clock
    machine: Callable[[str], str] = machine_id
    elsewhere: Callable[[Path, Path], bool] = on_other_disk

    def say(self, key: str, /, **params: object) -> None:
        """Tell a person something, on stderr: stdout is for what scripts read."""
        print_stderr(self.words.say(key, **params))

    def check_not_lost(self) -> None:
        """EventLost where this folder had an event whose database is gone; changes nothing."""
        from kiosk.runtime.lost_event import lost_before_opening  # noqa: PLC0415

        if not is_wiping(self.folder):
            lost = lost_before_opening(self.folder / DATABASE, self.folder / KEYS)
            if lost is not None:
                raise lost

    @contextmanager
    def own(self, *, lost_too: bool = False) -> Iterator[None]:
        """Own the folder as its one long-running program; UnusableInput if another does.

        A file that was opened meanwhile is not made again: where it was moved, the name stays
        free for it. A folder whose event is lost is owned only with `lost_too`.
        """
        if not lost_too:
            self.check_not_lost()
        with self._alone(OWNER_LOCK):
            _opened_by_owner[self.folder] = False
            try:
                yield
            finally:
                del _opened_by_owner[self.folder]

    def joins(self) -> AbstractContextManager[None]:
        """Be the one that joins an event in this folder; UnusableInput if another does."""
        return self._alone(_JOIN_LOCK)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        self.make_folder()
        # A lock that is only a file stays behind when the power goes.
        lock = FileLock(self.folder / name, mode=FILE_MODE, fallback_to_soft=False)
        try:
            lock.acquire(timeout=_PATIENCE_S)
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
        """Open the folder's file, made or brought up to date where needed.

        EventLost where an event was in it, but with `lost_too`.
        """
        from kiosk.runtime.lost_event import lost_when_open  # noqa: PLC0415
        from kiosk.store.sqlite.database import migrate, open_database, translate_sqlite_errors  # noqa: PLC0415

        path = self.folder / DATABASE
        if _opened_by_owner.get(self.folder) and not path.exists():
            raise WorldFailed("error.file_moved", path=path)
        if not lost_too:
            self.check_not_lost()
        self.make_folder()
        check_file_system(self.folder)
        database = open_database(path)
        if self.folder in _opened_by_owner:
            _opened_by_owner[self.folder] = True
        try:
            with translate_sqlite_errors(database):
                migrate(database, MIGRATIONS)
                lost = None if lost_too else lost_when_open(database, path, self.folder / KEYS)
                if lost is not None:
                    raise lost
                _go_on_purging(database)
                yield database
        finally:
            database.close()

    def has_event(self) -> bool:
        """Return whether there is an event to open; EventLost if there was one.

        WorldFailed where the folder is on a disk that none can be kept on.
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
        """Open the store of an event (hex id), without one of the current event.

        What was written is signed at the end. EventLost where not even the event's date is left;
        an exchange may bring it back, so that opens it `undated_too`.
        """
        from kiosk.runtime.lost_event import undated  # noqa: PLC0415

        with self.database() as database:
            store = self.open(database, event or _events(database).current())
            if not undated_too and not store.events.is_dated(store.keys.event):
                raise undated(self.folder / DATABASE, self.folder / KEYS, store.keys.event)
            self.label(store)
            try:
                yield store
            finally:
                store.journal.close()
            self.label(store)

    def open(self, database: Database, event: str) -> StationStore:
        """Return the store of an event over an open file."""
        from kiosk.keys.key_ring import load_key_ring  # noqa: PLC0415
        from kiosk.runtime.lost_event import keys_lost  # noqa: PLC0415
        from kiosk.store.station_store import open_station_store  # noqa: PLC0415

        try:
            keys = load_key_ring(self.folder / KEYS, event)
        except UnusableInput as error:
            raise keys_lost(self.folder, _named(database, event)) from error
        opening = {"machine": self.machine(event), "program": __version__}
        other_disk = partial(self.elsewhere, self.folder)
        return open_station_store(
            database, keys, clock=self.clock, opening=opening, other_disk=other_disk
        )

    def label(self, store: StationStore) -> None:
        """Write beside the keys of which event they are, for the day that the file is gone."""
        from kiosk.keys.event_label import EventLabel, write_label  # noqa: PLC0415

        with suppress(UnusableInput):
            event = store.event()
            label = EventLabel(event.id, event.name, event.date.isoformat(), store.certificate.name)
            write_label(self.folder / KEYS, label)

    def neighbours(self, database: Database, event: str) -> list[OtherEvent]:
        """Return the other events that this folder knows."""
        from kiosk.keys.key_ring import load_key_ring  # noqa: PLC0415
        from kiosk.store.lists.ticket_table import Tickets  # noqa: PLC0415
        from kiosk.store.station_store import OtherEvent  # noqa: PLC0415

        events = _events(database)
        found = []
        for other in events.known():
            if other != event:
                with suppress(UnusableInput):  # damage to one event stops no other
                    keys = load_key_ring(self.folder / KEYS, other)
                    named, tickets = events.event(other), Tickets(database, other)
                    found.append(OtherEvent(named, keys.code_key, keys.organiser_public, tickets))
        return found

    def make_folder(self) -> None:
        """Make the station's folder if it is not there yet, for this user alone."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise WorldFailed("error.folder_not_made", path=self.folder) from error
        close_to_others(self.folder)
        if is_wiping(self.folder):
            resume_wipe(self.folder)


def _events(database: Database) -> Events:
    from kiosk.store.journal.annexes import Annexes  # noqa: PLC0415
    from kiosk.store.stations.events import Events  # noqa: PLC0415

    return Events(database, Annexes(database))


def _named(database: Database, event: str) -> str:
    with suppress(UnusableInput):
        return _events(database).event(event).name
    return event


def _go_on_purging(database: Database) -> None:
    """Finish what a stopped purge left to do; if that fails, whoever opens the file next does."""
    from kiosk.store.integrity.purge_event import finish_purges  # noqa: PLC0415
    from kiosk.store.sqlite.write_batches import YieldToScans  # noqa: PLC0415

    with suppress(WorldFailed):
        finish_purges(database, pause=YieldToScans(database))
