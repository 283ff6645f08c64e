"""A folder on a stick: the stick must stay plugged in until the exchange is finished."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import WorldFailed
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import CarrierRead, CarrierWritten, ExchangeResult
from kiosk.sync.shared_folder import SharedFolder

_ERRORS_OF_A_STICK = ("error.bundle_not_written", "error.bundle_not_read", "error.folder_not_read")
_NOT_MOUNTED = -1  # no device has this number


@dataclass(frozen=True, slots=True)
class StickFolder:
    """A carrier that is a folder on a mounted stick; WorldFailed if the stick is pulled out.

    Without the stick its mount point is a folder on this laptop's own disk, which is no copy.
    """

    path: Path
    mount: Path

    @property
    def target(self) -> str:
        """The folder's path."""
        return str(self.path)

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Read the files of other stations on the stick, then write this station's file."""
        with self._mounted(store):
            return self._folder.exchange(store)

    def receive(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Receive what this laptop lacks of this station's own file on the stick."""
        with self._mounted(store):
            return self._folder.receive(store)

    def send(self, store: StationStore) -> CarrierWritten:
        """Write this station's file on the stick."""
        with self._mounted(store):
            return self._folder.send(store)

    def own_size(self, store: StationStore) -> int | None:
        """Return the size of this station's file in bytes; None if it does not exist."""
        return self._folder.own_size(store)

    @property
    def _folder(self) -> SharedFolder:
        return SharedFolder(self.path)

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
            _clear_replicas(store)
            raise WorldFailed("error.stick_gone")

    def _device(self) -> int:
        """Return the number of the mounted device; _NOT_MOUNTED if there is none."""
        try:
            return self.mount.stat().st_dev if self.mount.is_mount() else _NOT_MOUNTED
        except OSError:
            return _NOT_MOUNTED


def _clear_replicas(store: StationStore) -> None:
    """Count nothing as copied: the last file may be on this laptop's own disk."""
    with immediate(store.database):
        Replicas(store.database, store.keys.event).clear()
