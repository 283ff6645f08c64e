"""Atomic writes: the old file stays until the new one is complete on disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.private_files import FILE_MODE, make_private, usual_mode


def check_replaceable(path: Path) -> None:
    """Raise UnusableInput for a device, a pipe or a folder."""
    if path.exists() and not path.is_file():
        raise UnusableInput("error.not_replaceable", path=path)


@contextmanager
def atomic_replace(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path, and replace `path` by that file at the end of the block.

    Only this user can read the temporary file; with `private` also the result. The caller syncs it.
    Raises WorldFailed if writing fails, UnusableInput if `path` is not a file.
    """
    check_replaceable(path)
    part = path.with_name(f"{path.name}.part")
    try:
        mode = FILE_MODE if private else usual_mode(part)
        part.unlink(missing_ok=True)  # never write through a link in its place
        make_private(part)
        yield part
        with suppress(OSError):  # a stick may have no modes
            part.chmod(mode)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise WorldFailed("error.file_not_written", file=path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_atomic(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file atomically and read it back; `private`: only this user can read it.

    Raises WorldFailed if writing or reading back fails, UnusableInput if `path` is not a file.
    """
    with atomic_replace(path, private=private) as part:
        with open_synced(part) as file:
            file.write(content)
        if part.read_bytes() != content:
            raise WorldFailed("error.file_not_written", file=path)


@contextmanager
def open_synced(part: Path) -> Iterator[IO[bytes]]:
    """Open a new private file for writing; it is synced to disk at the end of the block."""
    part.unlink(missing_ok=True)  # never write through a link in its place
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync a folder, so that files made, renamed or removed in it stay so after a crash."""
    if os.name != "posix":
        return  # Windows makes this durable by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
