"""The exchange as the window asks it, over a connection of its own beside the door's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.admin.closing import check_everyone_out, hand_in_day
from kiosk.backend.pollers import OwnBooks, seen_laptops
from kiosk.errors import WorldFailed
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.laptops import Laptops
from kiosk.runtime.data_folder import Session
from kiosk.store.journal.replicas import Given
from kiosk.store.sqlite.database import data_version, immediate, own_changes
from kiosk.store.sqlite.write_batches import GiveWay
from kiosk.sync.targets import carrier_at

FOLDERS = "exchanged.json"
"""The file beside the database that remembers the folders that were exchanged with."""

_MOST_REMEMBERED = 5
_OF_THE_STICK = ("bundle_not_written", "bundle_not_read", "folder_not_read")
_NOTHING = -1  # no device has this number


class OpenExchange(OwnBooks):
    """Exchanges both ways, hands in, and remembers with which folders."""

    def __init__(self, session: Session, event: str) -> None:
        super().__init__(session, event)
        self._session = session
        self._written: dict[Path, tuple[int, int, int]] = {}

    def exchange(self, folder: Path, stick: Path | None = None) -> ExchangeSummary:
        """Read what others left in a folder, leave there all that is known here, read that back.

        A folder on a `stick` has to stay there: what it was mounted on is this laptop's own disk.
        """
        books = self.opened()
        version = data_version(books.database)
        with self._on(stick):
            done = carrier_at(folder).exchange(books)
        self._written[folder] = (version, own_changes(books.database), done.written.size)
        self._remember(folder)
        damaged = tuple(one.owner for one in done.read if not one.taken.usable)
        return ExchangeSummary(
            new=done.new_entries,
            laptops=len(done.read) - len(damaged),
            refused=sum(len(one.taken.refused) for one in done.read if one.taken.usable),
            other_disk=done.written.other_disk,
            damaged=damaged,
        )

    def hand_in(self, folder: Path, stick: Path | None = None) -> bool:
        """Close this laptop's day, leave all that is known here in a folder, read that back."""
        with self._on(stick):
            written = hand_in_day(self.opened(), carrier_at(folder))
        self._remember(folder)
        return written.other_disk

    def everybody_out(self, at: int) -> int:
        """Set everybody outside who was inside at a time (ms UTC); return how many people."""
        books = self.opened()
        return sum(check_everyone_out(books, at, pause=GiveWay(books.database)).values())

    def due(self, folder: Path) -> bool:
        """Return whether a folder lacks anything that was written here since its last exchange."""
        books = self.opened()
        now = (data_version(books.database), own_changes(books.database))
        return self._written.get(folder) != (*now, carrier_at(folder).own_size(books))

    def laptops(self) -> Laptops:
        """Return how the laptops are doing by all that was read."""
        books = self.opened()
        books.history.refresh()
        return seen_laptops(books, self._session.clock.wall())

    def remembered(self) -> Sequence[Path]:
        """Return the folders that were exchanged with and that are there now, newest first."""
        return [folder for folder in self._folders() if folder.is_dir()]

    @contextmanager
    def _on(self, stick: Path | None) -> Iterator[None]:
        """Say of a stick that went meanwhile that it is gone, whatever came of it."""
        device = _device(stick)
        if device == _NOTHING:
            raise WorldFailed("stick_gone")
        try:
            yield
        except WorldFailed as error:
            if _device(stick) != device:
                raise WorldFailed("stick_gone") from error
            if stick is not None and error.key in _OF_THE_STICK:
                raise WorldFailed("stick_failed") from error
            raise
        if _device(stick) != device:
            self._stands_here_alone()
            raise WorldFailed("stick_gone")

    def _stands_here_alone(self) -> None:
        """What was written last may stand on this laptop's own disk: it counts as not given."""
        books = self.opened()
        with immediate(books.database):
            Given(books.database, books.keys.event).forget()

    def _remember(self, folder: Path) -> None:
        others = [one for one in self._folders() if one != folder]
        names = [str(one) for one in (folder, *others)][:_MOST_REMEMBERED]
        with suppress(OSError):  # it spares a click, no more
            self._file().write_text(json.dumps(names), encoding="utf-8")

    def _folders(self) -> list[Path]:
        try:
            names = json.loads(self._file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [Path(name) for name in names if isinstance(name, str)]

    def _file(self) -> Path:
        return self._session.folder / FOLDERS


def _device(stick: Path | None) -> int | None:
    """Return the number of what is mounted there, _NOTHING if nothing is; None without a stick."""
    if stick is None:
        return None
    try:
        return stick.stat().st_dev if stick.is_mount() else _NOTHING
    except OSError:
        return _NOTHING
