"""The file that a connection has open, and whether its names still lead to it."""

import os
from dataclasses import dataclass
from pathlib import Path

Found = tuple[int, int]
"""Device and number of a file on it; a copy has another number, a file that was moved keeps it."""

_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A database and what SQLite keeps beside it, by name, as they were found when opened."""

    path: Path
    names: tuple[tuple[str, Found], ...]

    def in_place(self) -> bool:
        """Return whether all names lead to what was opened."""
        # Called in the transaction of each green: os.stat of a text takes a microsecond.
        for name, was in self.names:
            try:
                now = os.stat(name)  # noqa: PTH116
            except OSError:
                return False
            if (now.st_dev, now.st_ino) != was:
                return False
        return True


def found_at(path: Path) -> Found | None:
    """Return what a name leads to now, None for nothing."""
    try:
        now = path.stat()
    except OSError:
        return None
    return now.st_dev, now.st_ino


def opened_at(path: Path) -> OpenedFile:
    """Return what is found at a path and beside it; the caller has just opened and read it."""
    # SQLite puts the others beside the file itself, not beside a link to it.
    real = path.resolve() if path.is_symlink() else path
    names = (path, *(real.with_name(f"{real.name}{suffix}") for suffix in _BESIDE))
    found = ((str(name.absolute()), found_at(name)) for name in names)
    return OpenedFile(path, tuple((name, one) for name, one in found if one is not None))
