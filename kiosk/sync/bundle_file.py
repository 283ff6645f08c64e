"""A bundle: all messages of a station in one file, compressed and encrypted for the event.

It is written under another name, synced, renamed, and read back.
"""

import glob
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from kiosk.atomic_file import check_replaceable, open_synced, sync_folder
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.encryption import decrypt_stream, encrypt_stream
from kiosk.store.journal.have_vector import HaveVector
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import (
    CarrierRead,
    CarrierWritten,
    ExchangeResult,
    ReceiveResult,
    RejectedMessage,
)
from kiosk.sync.compressed_lines import CompressedLines, decompressed_lines
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending

MAX_BUNDLE_BYTES = 2 * 2**30
"""Most bytes of a bundle."""

_IN_MEMORY = 32 * 2**20
_CHUNK = 256 * 1024


class ReadBackMismatch(Exception):
    """The carrier returned other bytes than were written: it is defective, or was removed."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A carrier of one file, in which the last laptop writes all its data."""

    path: Path
    owner: str = ""

    @property
    def target(self) -> str:
        """The file's path."""
        return str(self.path)

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Receive what this laptop lacks, then overwrite the file with all its data."""
        return ExchangeResult(self.receive(store), self.send(store))

    def receive(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Receive what this laptop lacks, before the file is overwritten.

        It was written by a copy of this laptop's folder, by this laptop before a backup was
        restored, or by another laptop with the same file name.
        """
        if not self.path.exists():
            return ()
        result = read_bundle(store, self.path)
        return (CarrierRead(self.path.name, result, self.owner),) if result.new_entries else ()

    def send(self, store: StationStore) -> CarrierWritten:
        """Overwrite the file with all data of this laptop."""
        return write_bundle(store, self.path)

    def own_size(self, _: StationStore) -> int | None:
        """Return the size of the file in bytes; None if it does not exist."""
        try:
            return self.path.stat().st_size
        except OSError:
            return None


def write_bundle(store: StationStore, path: Path) -> CarrierWritten:
    """Write all data of this station to a file, replacing an existing one.

    Raises WorldFailed if that fails, or if the file cannot be read back as written; the existing
    file then stays. Raises UnusableInput for a device, a pipe or a folder.
    """
    check_replaceable(path)
    sign_pending(store)
    have = store.inventory.have()
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        _remove_partial_files(path)
        digest = _write(store, part)
        if _digest(store, part) != digest:
            raise ReadBackMismatch
        part.replace(path)
        sync_folder(path.parent)
        size, other_disk = path.stat().st_size, store.other_disk(path.parent)
    except (OSError, ValueError, ReadBackMismatch) as error:
        with suppress(OSError):
            part.unlink()
        raise WorldFailed("error.bundle_not_written", path=path) from error
    with immediate(store.database):
        replicas = Replicas(store.database, store.keys.event)
        replicas.record(have.logs, store.clocks.wall(), other_disk=other_disk)
    return CarrierWritten(_entries(have), len(have.logs), size, other_disk)


def read_bundle(store: StationStore, path: Path) -> ReceiveResult:
    """Receive the content of a file; a file that is no bundle of this event is one rejection.

    Nothing of a changed or truncated file is stored. Raises WorldFailed if it cannot be read.
    """
    if path.is_dir():
        return ReceiveResult(rejected=(RejectedMessage("folder"),))
    if not path.exists():
        return ReceiveResult(rejected=(RejectedMessage("no_file"),))
    try:
        if not path.is_file() or path.stat().st_size > MAX_BUNDLE_BYTES:
            return ReceiveResult(rejected=(RejectedMessage("unreadable"),))
        with _decrypted(store, path) as content:
            return receive(store, decompressed_lines(content, path.stat().st_size))
    except ValueError:
        return ReceiveResult(rejected=(RejectedMessage("unreadable"),))
    except OSError as error:
        raise WorldFailed("error.bundle_not_read", path=path) from error


def _remove_partial_files(path: Path) -> None:
    """Remove partly written files, as of a stick that was pulled out.

    Each attempt has its own name: a process that writes at the same time, such as a copy of this
    laptop, then fails, and replaces the file with nothing that it did not read back.
    """
    for left in path.parent.glob(f"{glob.escape(path.name)}.*part"):
        left.unlink(missing_ok=True)


def _entries(have: HaveVector) -> int:
    return sum(max(seq for seq, _ in ends) for ends in have.logs.values() if ends)


def _write(store: StationStore, part: Path) -> bytes:
    """Write and sync a file; return the digest of its compressed content."""
    with open_synced(part) as file:
        compressed = CompressedLines(outgoing_messages(store))
        encrypt_stream(_key(store), compressed, file)
    return compressed.digest.digest()


def _digest(store: StationStore, part: Path) -> bytes:
    digest = sha256()
    with _decrypted(store, part) as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()


def _decrypted(store: StationStore, path: Path) -> IO[bytes]:
    """Return a file's content, decrypted to its end, so that a change shows before any is used.

    A large one is stored in a file without a name. Personal data in it stays encrypted.
    """
    content: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # its user closes it
    try:
        with path.open("rb") as sealed:
            decrypt_stream(_key(store), sealed, content)
        content.seek(0)
    except BaseException:
        content.close()
        raise
    return content


def _key(store: StationStore) -> str:
    """Return the key of files; UnusableInput for a hub that has none."""
    if not store.keys.can_decrypt:
        raise UnusableInput("error.hub_without_keys")
    return store.keys.exchange
