"""The events for which this laptop made a test scan, which is not in the journal."""

from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.store.sqlite.wipe_folder import REHEARSED


class RehearsedEvents:
    """Reads and writes their ids (hex) in a file of the data folder; a lost file has no ids."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / REHEARSED

    def __contains__(self, event: str) -> bool:
        return event in self._ids()

    def add(self, event: str) -> None:
        """Record that a test scan was made; a repeated call changes nothing."""
        ids = self._ids()
        if event not in ids:
            write_atomic(self._path, "\n".join([*ids, event]).encode(), private=True)

    def _ids(self) -> list[str]:
        try:
            return self._path.read_text(encoding="ascii", errors="replace").split()
        except OSError:
            return []
