"""A file that is there whole or not at all: until all of it is on disk the old one stays."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.errors import WorldFailed


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Take the place of `path` with what is written to the path that this yields.

    The writer syncs it. WorldFailed where it cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise WorldFailed("file_not_written", file=path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; WorldFailed where it cannot be written."""
    with whole(path) as part, part.open("wb") as file:
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
