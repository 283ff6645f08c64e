"""Wipes a laptop's folder: removes all files of this program, even if it is stopped meanwhile.

The file MARK orders it: as long as it exists, the next process that opens the folder continues.
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
"""An empty file that records that the hints for a beginner were seen."""

TRIED_LISTS = "tried-lists.json"
"""The file that records which guest lists were checked with a real ticket."""

REHEARSED = "rehearsed-events"
"""The file that records for which events a test scan was made."""

_OURS = (
    *("kiosk.db*", "before-migration-*.db", "keys/*", "log/*"),
    *("settings.toml", "exchanged.json", "hub.json", "hub-port", "last-hub.json", HINTS_SEEN),
    TRIED_LISTS,
    f"{REHEARSED}*",
)
_LAST = ("*.lock",)
_FOLDERS = ("keys", "log")


def close_to_others(folder: Path) -> None:
    """Remove other users' access to this program's files in a folder, also of older versions."""
    for name, ours in _NAMES.items():
        close_folder(folder / name, ours)


_NAMES = {
    "keys": re.compile(r"[0-9a-f]{32}\..+"),
    "log": re.compile(r"kiosk\.log.*"),
    "": re.compile(
        r"kiosk\.db.*|before-migration-.*\.db|(kiosk|join)\.lock|settings\.toml.*|keys|log"
        rf"|exchanged\.json|(last-)?hub\.json|{HINTS_SEEN}|{re.escape(TRIED_LISTS)}.*|{MARK}"
        rf"|{REHEARSED}.*"
    ),
}
"""The names of this program's files in its folder and in the folders there."""


def begin_wipe(folder: Path) -> None:
    """Order the wipe; it cannot be undone."""
    with _translate_errors(folder / MARK):
        (folder / MARK).touch(mode=0o600)
        sync_folder(folder)


def is_wiping(folder: Path) -> bool:
    """Return whether a wipe was ordered that is not finished."""
    return (folder / MARK).exists()


def resume_wipe(folder: Path) -> tuple[str, ...]:
    """Remove our files in the folder, then the order; return the files removed."""
    removed = [path for pattern in _OURS for path in sorted(folder.glob(pattern))]
    for path in removed:
        _remove(path)
    for name in _FOLDERS:
        with _translate_errors(folder / name):
            _remove_folder(folder / name)
    with _translate_errors(folder):
        sync_folder(folder)  # the order is removed last
    _remove(folder / MARK)
    with _translate_errors(folder):
        sync_folder(folder)
    return tuple(path.relative_to(folder).as_posix() for path in removed)


def remove_locks(folder: Path) -> None:
    """Remove the lock files, after their locks were released."""
    for pattern in _LAST:
        for path in folder.glob(pattern):
            _remove(path)


def _remove_folder(folder: Path) -> None:
    """Remove a folder, unless it has files that are not ours."""
    if folder.is_dir():
        sync_folder(folder)
        if not any(folder.iterdir()):
            folder.rmdir()


def _remove(path: Path) -> None:
    with _translate_errors(path):
        wipe(path)


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorldFailed("error.file_not_removed", path=path) from error
