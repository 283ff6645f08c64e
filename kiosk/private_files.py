"""Private files, and overwriting of bytes before they are removed.

On a disk without modes (a stick with FAT) both are no-ops, never errors.
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
    """Opener for `open` that makes new files private."""
    return os.open(path, flags, FILE_MODE)


def make_private(path: Path) -> None:
    """Make an empty private file, unless it exists."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def usual_mode(path: Path) -> int:
    """Return the mode that a new file gets here from the umask and its folder."""
    path.unlink(missing_ok=True)  # never write through a link in its place
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        return stat.S_IMODE(os.fstat(number).st_mode)
    finally:
        os.close(number)
        path.unlink()


def close_to_others(path: Path) -> None:
    """Remove other users' rights from this user's file or folder; never follows links."""
    if os.name != "posix":
        return
    with suppress(OSError):
        status = path.lstat()
        is_own = status.st_uid == os.geteuid() and (
            stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
        )
        if is_own and status.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


def close_folder(folder: Path, ours: re.Pattern[str]) -> None:
    """Make our files (by name) in a folder private, and the folder if it has no others.

    The folder may also contain other files, as a home folder or a stick does.
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
    """Overwrite a file with zeros from `start` on, and sync it; its length stays.

    A file with another hard link is a copy of the user, and is not changed.
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
    """Overwrite a file, if possible, and remove it; OSError if it cannot be removed."""
    with suppress(OSError):
        if not path.is_symlink():
            overwrite(path)
    path.unlink(missing_ok=True)
