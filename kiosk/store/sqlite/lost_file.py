"""Finds out whether a database is lost without SQLite, which deletes the -wal of a missing file.

The -wal may have the last entries, so it is read and renamed, never deleted. Files are read by
their shared descriptors: closing another one would drop SQLite's locks.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from kiosk.atomic_file import sync_folder
from kiosk.store.sqlite.kept_files import KeptFile, keep, release

ENTRY_BYTES = re.compile(rb'\{"v":\d+,"event":"[0-9a-f]{32}","log":"')
"""The start of an entry's JSON."""

_MAGIC = b"SQLite format 3\0"
_HEAD, _VERSION_AT = 100, slice(60, 64)
_WAL_HEAD, _FRAME_HEAD = 32, 24
_CHUNK = 1 << 20
_BESIDE = ("", "-wal")
_TABLES = frozenset({"event", "entry", "list_snapshot", "log", "personal", "setting", "station"})


def is_lost(path: Path) -> bool:
    """Return whether a file is missing, empty, all zeros, or a SQLite file without our tables.

    Changes nothing. A file that cannot be read is not called lost.
    """
    file = keep(path)
    if file is None:
        return not path.exists()
    try:
        head = file.read(_HEAD, 0)
        return (
            _is_blank(path, head) if any(head) else not any(any(chunk) for chunk in _chunks(file))
        )
    except OSError:
        return False
    finally:
        release(file)


def has_wal(path: Path) -> bool:
    """Return whether the -wal of a file has content."""
    try:
        return _beside(path, "-wal").stat().st_size > _WAL_HEAD
    except OSError:
        return False


def files_with_entries(path: Path) -> list[Path]:
    """Return the files with entries: the file itself, its -wal, and broken ones that were kept."""
    here = [one for one in (path, _beside(path, "-wal")) if _holds_entries(one)]
    return [*here, *broken_files(path)]


def broken_files(path: Path) -> list[Path]:
    """Return the kept broken files that have entries."""
    found = sorted(path.parent.glob(f"{path.name}.broken-*"))
    return [one for one in found if _holds_entries(one)]


def rename_lost(path: Path) -> None:
    """Rename a lost file and its -wal to broken ones; delete what has no entries."""
    broken = broken_name(path)
    for suffix in _BESIDE:
        found = _beside(path, suffix)
        if _holds_entries(found):
            found.replace(_beside(broken, suffix))
        else:
            found.unlink(missing_ok=True)
    _beside(path, "-shm").unlink(missing_ok=True)
    if path.parent.is_dir():
        sync_folder(path.parent)


def broken_name(path: Path) -> Path:
    """Return a free name for a broken file and its -wal."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = chain([stamp], (f"{stamp}-{number}" for number in count(2)))
    paths = (path.with_name(f"{path.name}.broken-{name}") for name in names)
    return next(one for one in paths if not any(_beside(one, end).exists() for end in _BESIDE))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}{suffix}")


def _chunks(file: KeptFile) -> Iterator[bytes]:
    at = 0
    while chunk := file.read(_CHUNK, at):
        yield chunk
        at += len(chunk)


def _holds_entries(path: Path) -> bool:
    file = keep(path)
    if file is None:
        return False
    last = b""
    try:
        for chunk in _chunks(file):
            if ENTRY_BYTES.search(last + chunk):
                return True
            last = chunk[-_HEAD:]
    except OSError:
        return False
    finally:
        release(file)
    return False


def _is_blank(path: Path, head: bytes) -> bool:
    """Return whether a SQLite file has none of our tables, in itself or in its -wal."""
    if not head.startswith(_MAGIC):
        return False  # damaged, or no database at all: reported when it is opened
    if has_wal(path):
        versions = (head[_VERSION_AT], *_versions(_beside(path, "-wal")))
        return not any(any(version) for version in versions)
    return not _tables(path) & _TABLES


def _versions(wal: Path) -> Iterator[bytes]:
    """Yield the schema versions of first pages in a -wal; 0 before there is a table."""
    with wal.open("rb") as file:
        page = int.from_bytes(file.read(_WAL_HEAD)[8:12])
        while len(head := file.read(_FRAME_HEAD)) == _FRAME_HEAD and page:
            if int.from_bytes(head[:4]) == 1:
                yield file.read(page)[_VERSION_AT]
            else:
                file.seek(page, 1)


def _tables(path: Path) -> frozenset[str]:
    from pysqlite3 import dbapi2 as sqlite3  # noqa: PLC0415 - the window opens before it is loaded

    # Immutable: makes no other file and takes no lock.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True)
        try:
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return frozenset(name for (name,) in rows)
        finally:
            connection.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return _TABLES  # damaged: reported when it is opened
