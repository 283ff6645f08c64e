"""The exchange as the window asks it, over a connection of its own beside the door's."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.cli.own_books import OwnBooks
from kiosk.cli.station import Session
from kiosk.closing import everybody_out, hand_in
from kiosk.errors import WorldFailed
from kiosk.store.bulk import GiveWay
from kiosk.store.database import data_version
from kiosk.sync.folder import exchange_with
from kiosk.ui.exchange_work import Swapped

FOLDERS = "exchanged.json"
"""The file beside the database that remembers the folders that were exchanged with."""

_MOST_REMEMBERED = 5


class OpenExchange(OwnBooks):
    """Exchanges both ways, hands in, and remembers with which folders."""

    def __init__(self, session: Session, event: str) -> None:
        super().__init__(session, event)
        self._session = session
        self._written: int | None = None

    def exchange(self, folder: Path) -> Swapped:
        """Read what others left in a folder, leave there all that is known here, read that back."""
        books = self.opened()
        version = data_version(books.database)
        with _stick_watched(folder):
            done = exchange_with(books, folder)
        self._written = version
        self._remember(folder)
        laptops = sum(one.taken.usable for one in done.read)
        return Swapped(done.new_entries, laptops, done.refused)

    def hand_in(self, folder: Path) -> None:
        """Close this laptop's day, leave all that is known here in a folder, read that back."""
        with _stick_watched(folder):
            hand_in(self.opened(), folder)
        self._remember(folder)

    def everybody_out(self, at: int) -> int:
        """Set everybody outside who was inside at a time (ms UTC); return how many people."""
        return sum(everybody_out(self.opened(), at, pause=GiveWay()).values())

    def due(self) -> bool:
        """Return whether anybody else wrote to the file since the last exchange."""
        return self._written != data_version(self.opened().database)

    def remembered(self) -> Sequence[Path]:
        """Return the folders that were exchanged with and that are there now, newest first."""
        return [folder for folder in self._folders() if folder.is_dir()]

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


@contextmanager
def _stick_watched(folder: Path) -> Iterator[None]:
    """Say of a stick that is gone that it is gone."""
    mounted = os.path.ismount(folder)
    try:
        yield
    except WorldFailed as error:
        if mounted and not os.path.ismount(folder):
            raise WorldFailed("stick_gone") from error
        raise
