"""Emptying a laptop's folder: all that this program keeps there goes, even if it is stopped.

The file MARK is the order: as long as it is there, whoever opens the folder goes on removing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.atomic_file import sync_folder
from kiosk.errors import WorldFailed
from kiosk.private_files import close_folder, wipe

MARK = "emptying"

HINTS_SEEN = "hints-seen"
"""The file that says that somebody saw the hints for a beginner; it is empty."""

_OURS = (
    *("kiosk.db*", "before-migration-*.db", "keys/*", "log/*"),
    *("settings.toml", "exchanged.json", HINTS_SEEN),
)
_LAST = ("*.lock",)
_FOLDERS = ("keys", "log")


def close_to_others(folder: Path) -> None:
    """Let only this user read what this program keeps in a folder, also from older versions."""
    for name, ours in _NAMES.items():
        close_folder(folder / name, ours)


_NAMES = {
    "keys": re.compile(r"[0-9a-f]{32}\..+"),
    "log": re.compile(r"kiosk\.log.*"),
    "": re.compile(
        r"kiosk\.db.*|before-migration-.*\.db|(kiosk|join)\.lock|settings\.toml.*|keys|log"
        rf"|exchanged\.json|{HINTS_SEEN}|{MARK}"
    ),
}
"""The names of what this program keeps in its folder and in the folders there."""


def begin_wipe(folder: Path) -> None:
    """Write the order down; from here on there is no way back."""
    with _told(folder / MARK):
        (folder / MARK).touch(mode=0o600)
        sync_folder(folder)


def is_emptying(folder: Path) -> bool:
    """Return whether the folder was ordered to be emptied, and that is not done yet."""
    return (folder / MARK).exists()


def resume_wipe(folder: Path) -> tuple[str, ...]:
    """Remove what is ours in the folder, then the order; return what was removed."""
    removed = [path for pattern in _OURS for path in sorted(folder.glob(pattern))]
    for path in removed:
        _remove(path)
    for name in _FOLDERS:
        with _told(folder / name):
            _leave(folder / name)
    with _told(folder):
        sync_folder(folder)  # the order goes last: if it is gone, all else is
    _remove(folder / MARK)
    with _told(folder):
        sync_folder(folder)
    return tuple(path.relative_to(folder).as_posix() for path in removed)


def remove_locks(folder: Path) -> None:
    """Remove the lock files, once nobody holds them."""
    for pattern in _LAST:
        for path in folder.glob(pattern):
            _remove(path)


def remaining_files(folder: Path) -> tuple[str, ...]:
    """Return what else is in the folder: none of it is ours."""
    return tuple(sorted(path.name for path in folder.iterdir()))


def _leave(folder: Path) -> None:
    """Remove a folder, unless there is something in it that is not ours."""
    if folder.is_dir():
        sync_folder(folder)
        if not any(folder.iterdir()):
            folder.rmdir()


def _remove(path: Path) -> None:
    with _told(path):
        wipe(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk says into our error."""
    try:
        yield
    except OSError as error:
        raise WorldFailed("error.file_not_removed", path=path) from error
