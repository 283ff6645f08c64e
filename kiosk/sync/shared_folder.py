"""A stick or a shared folder: each station has its own file there, and reads the others'."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import WorldFailed
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync.bundle_file import BundleFile, read_bundle
from kiosk.sync.carrier import CarrierRead, CarrierWritten, ExchangeResult

SUFFIX = ".kiosk"
_ID_DIGITS = 8
"""Hex digits of an id in a file's name: the event's before the station's name, its own after it."""
_MAX_NAME_LENGTH = 40
_SEPARATORS = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A carrier that is a folder on a stick, a share or a disk, with a file of each station."""

    path: Path

    @property
    def target(self) -> str:
        """The folder's path."""
        return str(self.path)

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Read the files of other stations of this event, then write this station's file.

        Raises WorldFailed if the folder cannot be read or written; the received data stays.
        """
        own = self._own(store)
        read = tuple(
            CarrierRead(path.name, read_bundle(store, path), _owner(path.name))
            for path in other_bundles(store, self.path)
        )
        done = own.exchange(store)
        return ExchangeResult((*read, *done.read), done.written)

    def receive(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Receive what this laptop lacks of this station's own file there."""
        return self._own(store).receive(store)

    def send(self, store: StationStore) -> CarrierWritten:
        """Write this station's file."""
        return self._own(store).send(store)

    def own_size(self, store: StationStore) -> int | None:
        """Return the size of this station's file in bytes; None if it does not exist."""
        return self._own(store).own_size(store)

    def _own(self, store: StationStore) -> BundleFile:
        path = own_bundle_path(store, self.path)
        return BundleFile(path, _owner(path.name))


def _owner(name: str) -> str:
    return _file_name_part(name[_ID_DIGITS + 1 : -len(SUFFIX) - _ID_DIGITS - 1])


def own_bundle_path(store: StationStore, folder: Path) -> Path:
    """Return the path of this station's file in a folder; the name is for people."""
    name = _file_name_part(store.certificate.name)
    return (
        folder / f"{store.keys.event[:_ID_DIGITS]}-{name}-{store.keys.station[:_ID_DIGITS]}{SUFFIX}"
    )


def _file_name_part(name: str) -> str:
    return (_SEPARATORS.sub("-", name).strip("-") or "laptop")[:_MAX_NAME_LENGTH]


def other_bundles(store: StationStore, folder: Path) -> list[Path]:
    """Return the other files of this event in a folder, which are not to be overwritten, by name.

    Includes a renamed file of this station.
    """
    event, own = f"{store.keys.event[:_ID_DIGITS]}-", own_bundle_path(store, folder).name
    try:
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError as error:
        raise WorldFailed("error.folder_not_read", path=folder) from error
    return [
        Path(one.path)
        for one in found
        if one.name.startswith(event) and one.name.endswith(SUFFIX) and one.name != own
    ]


_ERRORS_OF_A_STICK = ("error.bundle_not_written", "error.bundle_not_read", "error.folder_not_read")
_NOT_MOUNTED = -1  # no device has this number


@dataclass(frozen=True, slots=True)
class StickFolder(SharedFolder):
    """A carrier that is a folder on a mounted stick; WorldFailed if the stick is pulled out.

    Without the stick its mount point is a folder on this laptop's own disk, which is no copy.
    """

    mount: Path

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Read the files of other stations on the stick, then write this station's file."""
        with self._mounted(store):
            return SharedFolder.exchange(self, store)

    def receive(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Receive what this laptop lacks of this station's own file on the stick."""
        with self._mounted(store):
            return SharedFolder.receive(self, store)

    def send(self, store: StationStore) -> CarrierWritten:
        """Write this station's file on the stick."""
        with self._mounted(store):
            return SharedFolder.send(self, store)

    @contextmanager
    def _mounted(self, store: StationStore) -> Iterator[None]:
        """Raise `stick_gone` if the stick was pulled out, whatever else failed because of that."""
        device = self._device()
        if device == _NOT_MOUNTED:
            raise WorldFailed("error.stick_gone")
        try:
            yield
        except WorldFailed as error:
            if self._device() != device:
                raise WorldFailed("error.stick_gone") from error
            if error.key in _ERRORS_OF_A_STICK:
                raise WorldFailed("error.stick_failed") from error
            raise
        if self._device() != device:
            # Nothing counts as copied: the last file may be on this laptop's own disk.
            with immediate(store.database):
                Replicas(store.database, store.keys.event).clear()
            raise WorldFailed("error.stick_gone")

    def _device(self) -> int:
        """Return the number of the mounted device; _NOT_MOUNTED if there is none."""
        try:
            return self.mount.stat().st_dev if self.mount.is_mount() else _NOT_MOUNTED
        except OSError:
            return _NOT_MOUNTED
