"""Files that only their user can read, and bytes that are overwritten before they are let go.

A disk without modes (a stick with FAT) changes nothing about either: that is never an error.
"""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700
_OTHERS = 0o077
_CHUNK = 1 << 20


def private_opener(path: str, flags: int) -> int:
    """Open a file as `open` does, for this user alone where it is made."""
    return os.open(path, flags, FILE_MODE)


def make_private(path: Path) -> None:
    """Make an empty file for this user alone, unless there is one."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def usual_mode(path: Path) -> int:
    """Return the mode that a new file at a path gets from this process and its folder."""
    path.unlink(missing_ok=True)  # never write through a link in its place
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        return stat.S_IMODE(os.fstat(number).st_mode)
    finally:
        os.close(number)
        path.unlink()


def close_to_others(path: Path) -> None:
    """Take the rights of other users off a file or folder of this user; never through a link."""
    if os.name != "posix":
        return
    with suppress(OSError):
        now = path.lstat()
        ours = now.st_uid == os.geteuid() and (
            stat.S_ISREG(now.st_mode) or stat.S_ISDIR(now.st_mode)
        )
        if ours and now.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(now.st_mode) & ~_OTHERS)


def close_folder(folder: Path, ours: re.Pattern[str]) -> None:
    """Close to others what is ours by its name in a folder; the folder too if all in it is.

    A person may point the program at a folder with other things in it, as a home or a stick.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        found = list(folder.iterdir())
        known = [path for path in found if ours.fullmatch(path.name)]
        for path in known:
            if not path.is_dir():
                close_to_others(path)
        if len(known) == len(found):
            close_to_others(folder)


def overwrite(path: Path, start: int = 0) -> None:
    """Write zeros over the bytes of a file from `start` on, durably; it keeps its length.

    What another name leads to as well is somebody's copy, and stays.
    """
    with path.open("r+b") as file:
        now = os.fstat(file.fileno())
        if not stat.S_ISREG(now.st_mode) or now.st_nlink > 1 or path.is_symlink():
            return
        file.seek(start)
        for at in range(start, now.st_size, _CHUNK):
            file.write(bytes(min(_CHUNK, now.st_size - at)))
        file.flush()
        os.fsync(file.fileno())


def wipe(path: Path) -> None:
    """Overwrite a file, where that is possible, and remove it; OSError where it stays."""
    with suppress(OSError):
        if not path.is_symlink():
            overwrite(path)
    path.unlink(missing_ok=True)
