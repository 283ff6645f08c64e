"""A backup: the folder of a laptop in one file, encrypted with a passphrase.

It is an age file that contains a gzipped tar, so it can be opened without this program.
"""

import io
import json
import re
import tarfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.atomic_file import check_replaceable, sync_folder, write_atomic
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.encryption import decrypt_with_passphrase, encrypt_with_passphrase
from kiosk.store.sqlite.connection import states_older
from kiosk.store.sqlite.database import Database, database_path
from kiosk.store.sqlite.database_copy import check_copy, database_copy
from kiosk.store.sqlite.lost_file import rename_lost

FORMAT = 1
_INFO = "backup.json"
_DATABASE = "kiosk.db"
_FILE_NAMES = re.compile(
    rf"{re.escape(_DATABASE)}|{re.escape(_INFO)}|settings\.toml|hub-port"
    r"|keys/[0-9a-f]+\.(json|hub\.pem)"
)
_LARGEST = 4 * 2**30
_EPOCH = 0  # the same folder gives the same content


@dataclass(frozen=True, slots=True)
class Backup:
    """An opened backup: when it was made (ms UTC), and its files by name."""

    at: int
    files: dict[str, bytes]


def write_backup(database: Database, path: Path, passphrase: str, at: int) -> int:
    """Write all files of a database's folder to a backup; return its size in bytes.

    An existing backup is replaced. Raises WorldFailed if it cannot be written or opened again;
    UnusableInput if the path is not a file.
    """
    check_replaceable(path)
    folder = database_path(database).parent
    files = {_INFO: json.dumps({"format": FORMAT, "at": at}).encode()}
    with database_copy(database) as copy:
        files[_DATABASE] = copy.read_bytes()
    for name in _others(folder):
        files[name] = (folder / name).read_bytes()
    write_atomic(path, encrypt_with_passphrase(passphrase, _packed(files)), private=True)
    try:
        same = read_backup(path, passphrase).files == files
    except UnusableInput as error:
        raise WorldFailed("error.backup_not_written", file=path) from error
    if not same:
        raise WorldFailed("error.backup_not_written", file=path)
    return path.stat().st_size


def read_backup(path: Path, passphrase: str) -> Backup:
    """Open a backup.

    Raises UnusableInput if it is none, is of an older program, or has another passphrase.
    """
    if not path.is_file():
        raise UnusableInput("error.backup_not_read", file=path)
    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise WorldFailed("error.backup_not_read", file=path) from error
    try:
        backup = parse_backup(decrypt_with_passphrase(passphrase, sealed))
    except ValueError as error:
        raise UnusableInput("error.backup_unreadable", file=path) from error
    if states_older(backup.files[_DATABASE]):
        raise UnusableInput("error.backup_older", file=path)
    return backup


def parse_backup(content: bytes) -> Backup:
    """Parse the content of a backup; ValueError if it is none, or of a newer program."""
    try:
        files = _unpacked(content)
        info = json.loads(files[_INFO])
        if info["format"] > FORMAT or _DATABASE not in files:
            raise ValueError("not a backup of this format")
        return Backup(int(info["at"]), files)
    except (KeyError, TypeError, tarfile.TarError, EOFError, OSError) as error:
        raise ValueError("not a backup") from error


def restore(backup: Backup, folder: Path) -> None:
    """Write a backup's files to a folder without a database; the database comes last.

    Remains of a lost database are set aside, because they contain entries.
    """
    part = folder / f"{_DATABASE}.part"
    write_atomic(part, backup.files[_DATABASE], private=True)
    try:
        check_copy(part)
    except UnusableInput:
        for left in folder.glob(f"{_DATABASE}.part*"):
            left.unlink(missing_ok=True)
        raise
    _restore_others(backup, folder)
    try:
        # A -wal of the lost database must not be read as the restored one's.
        rename_lost(folder / _DATABASE)
        part.replace(folder / _DATABASE)
        sync_folder(folder)
    except OSError as error:
        raise WorldFailed("error.file_not_written", file=folder / _DATABASE) from error


def restore_keys(backup: Backup, folder: Path, events: Collection[str]) -> bool:
    """Restore only keys and settings, if a backup has the keys of all these events (hex)."""
    if not {f"keys/{event}.json" for event in events} <= backup.files.keys():
        return False
    _restore_others(backup, folder)
    return True


def _restore_others(backup: Backup, folder: Path) -> None:
    (folder / "keys").mkdir(mode=0o700, exist_ok=True)
    for name, content in backup.files.items():
        if name not in (_DATABASE, _INFO):
            write_atomic(folder / name, content, private=True)


def _others(folder: Path) -> Iterator[str]:
    for name in ("settings.toml", "hub-port"):
        if (folder / name).is_file():
            yield name
    # Laptops know a hub by its certificate: with another one they would send it nothing.
    for path in sorted([*(folder / "keys").glob("*.json"), *(folder / "keys").glob("*.hub.pem")]):
        yield f"keys/{path.name}"


def _packed(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz", compresslevel=6) as tar:
        for name, data in files.items():
            about = tarfile.TarInfo(name)
            about.size, about.mode, about.mtime = len(data), 0o600, _EPOCH
            tar.addfile(about, io.BytesIO(data))
    return content.getvalue()


def _unpacked(content: bytes) -> dict[str, bytes]:
    files, remaining = dict[str, bytes](), _LARGEST
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
        for about in tar:
            remaining -= about.size
            if not about.isfile() or not _FILE_NAMES.fullmatch(about.name) or remaining < 0:
                raise ValueError("not a file of a backup")
            content_of = tar.extractfile(about)
            files[about.name] = content_of.read() if content_of else b""
    return files
