"""A file written whole or not at all, and read back before it counts as written."""

import os
from contextlib import suppress
from pathlib import Path

from kiosk.errors import WorldFailed


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for this user alone; until all of it is on disk the old one stays.

    WorldFailed where it cannot be written, or reads back otherwise.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        _write(part, content)
        part.replace(path)
        _sync_folder(path.parent)
        same = path.read_bytes() == content
    except OSError as error:
        raise WorldFailed("file_not_written", file=path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if not same:
        raise WorldFailed("file_not_written", file=path)


def _write(part: Path, content: bytes) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows makes a rename durable by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
