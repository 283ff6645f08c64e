"""Files that are there whole or not at all: until all of one is on disk the old one stays."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.private_files import FILE_MODE, make_private, usual_mode


def check_replaceable(path: Path) -> None:
    """UnusableInput for what no file may take the place of: a device, a pipe, a folder."""
    if path.exists() and not path.is_file():
        raise UnusableInput("error.not_replaceable", path=path)


@contextmanager
def atomic_replace(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Take the place of `path` with what is written to the path that this yields.

    With `private` it stays readable by this user alone.

    Until it is whole only this user can read it. The writer syncs it. WorldFailed where it cannot
    be written, UnusableInput for what is no file.
    """
    check_replaceable(path)
    part = path.with_name(f"{path.name}.part")
    try:
        mode = FILE_MODE if private else usual_mode(part)
        part.unlink(missing_ok=True)  # never write through a link in its place
        make_private(part)
        yield part
        with suppress(OSError):  # a stick may know no modes
            part.chmod(mode)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise WorldFailed("error.file_not_written", file=path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_atomic(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file and read it back, with `private` for this user alone.

    WorldFailed where it cannot be written, or reads back otherwise; UnusableInput for what is no
    file.
    """
    with atomic_replace(path, private=private) as part:
        with open_synced(part) as file:
            file.write(content)
        if part.read_bytes() != content:
            raise WorldFailed("error.file_not_written", file=path)


@contextmanager
def open_synced(part: Path) -> Iterator[IO[bytes]]:
    """Open a new file for this user alone, that is on disk at the end."""
    part.unlink(missing_ok=True)  # never write through a link in its place
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure that what was made, renamed or removed in a folder stays so."""
    if os.name != "posix":
        return  # Windows makes that durable by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
