"""A bundle: all messages of a station in one file, compressed and encrypted for the event.

It is written under another name, synced, renamed, and read back.
"""

import glob
import io
import secrets
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from kiosk.atomic_file import check_replaceable, open_synced, sync_folder
from kiosk.errors import WorldFailed
from kiosk.keys.encryption import seal_stream, unseal_stream
from kiosk.store.journal.have_vector import HaveVector
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import CarrierRead, CarrierWritten, ExchangeResult
from kiosk.sync.messages import LONGEST
from kiosk.sync.receiver import ReceiveResult, Rejected, receive
from kiosk.sync.sender import outgoing_messages, sign_pending

LARGEST = 2 * 2**30
"""Bytes of a bundle at most."""

_IN_MEMORY = 32 * 2**20
_CHUNK = 256 * 1024
_MOST_UNPACKED = 64
"""Times its own size that a bundle may unpack to, and _SPARE more: nothing of ours comes near."""
_SPARE = 4 * 2**20


class ReadBackMismatch(Exception):
    """What was read back is not what was written: the carrier keeps nothing, or was taken out."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A carrier of one file, in which the last laptop leaves all that it knows."""

    path: Path
    owner: str = ""

    @property
    def target(self) -> str:
        """The file's path."""
        return str(self.path)

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Take in what the file has and this laptop lacks, then write all that is known over it."""
        return ExchangeResult(self.take_back(store), self.leave(store))

    def take_back(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Take in what the file has and this laptop lacks, before it is written over.

        A copy of this laptop's folder wrote it, or this one before a backup was put back; or
        another laptop that was given the same name for its file.
        """
        if not self.path.exists():
            return ()
        taken = read_bundle(store, self.path)
        return (CarrierRead(self.path.name, taken, self.owner),) if taken.new_entries else ()

    def leave(self, store: StationStore) -> CarrierWritten:
        """Write all that is known here in place of the file."""
        return write_bundle(store, self.path)

    def own_size(self, _: StationStore) -> int | None:
        """Return the size of the file, None if it is not there."""
        try:
            return self.path.stat().st_size
        except OSError:
            return None


def write_bundle(store: StationStore, path: Path) -> CarrierWritten:
    """Write all that this station knows to a file, in place of one that was there.

    WorldFailed if that cannot be, or if it cannot be read back as it was written; the file so far
    then stays. UnusableInput for what is no file: a device, a pipe, a folder.
    """
    check_replaceable(path)
    sign_pending(store)
    have = store.held.have()
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        _remove_halves(path)
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
        given = Replicas(store.database, store.keys.event)
        given.remember(have.logs, store.clocks.wall(), other_disk=other_disk)
    return CarrierWritten(_entries(have), len(have.logs), size, other_disk)


def read_bundle(store: StationStore, path: Path) -> ReceiveResult:
    """Take in what a file holds; one that is none, or not of this event, is one thing refused.

    Nothing of a file that was changed or cut off is taken. WorldFailed if it cannot be read at all.
    """
    if path.is_dir():
        return ReceiveResult(refused=(Rejected("folder"),))
    if not path.exists():
        return ReceiveResult(refused=(Rejected("no_file"),))
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ReceiveResult(refused=(Rejected("unreadable"),))
        with _opened(store, path) as content:
            return receive(store, _unpacked(content, path.stat().st_size))
    except ValueError:
        return ReceiveResult(refused=(Rejected("unreadable"),))
    except OSError as error:
        raise WorldFailed("error.bundle_not_read", path=path) from error


def _remove_halves(path: Path) -> None:
    """Remove what was left half written, as by a stick that was pulled.

    Each try has a name of its own: whoever writes at the same time, as a copy of this laptop, then
    fails, and puts nothing in the file's place that it did not read back.
    """
    for left in path.parent.glob(f"{glob.escape(path.name)}.*part"):
        left.unlink(missing_ok=True)


def _entries(have: HaveVector) -> int:
    return sum(max(seq for seq, _ in ends) for ends in have.logs.values() if ends)


def _write(store: StationStore, part: Path) -> bytes:
    """Write and sync a file; return the digest of its packed content."""
    with open_synced(part) as file:
        packing = _Packing(outgoing_messages(store))
        seal_stream(store.keys.exchange, packing, file)
    return packing.digest.digest()


def _digest(store: StationStore, part: Path) -> bytes:
    digest = sha256()
    with _opened(store, part) as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()


def _opened(store: StationStore, path: Path) -> IO[bytes]:
    """Return a file's content, opened to its end: what was changed shows before any is used.

    A large one is kept in a file without a name. What is personal stays sealed in it.
    """
    content: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # its user closes it
    try:
        with path.open("rb") as sealed:
            unseal_stream(store.keys.exchange, sealed, content)
        content.seek(0)
    except BaseException:
        content.close()
        raise
    return content


def _unpacked(content: IO[bytes], size: int) -> Iterator[str]:
    """Yield the lines of a compressed content; it ends before what is too long or damaged.

    The lines before that count, so the file is reported as cut off.
    """
    unpacking, left, rest = zlib.decompressobj(), size * _MOST_UNPACKED + _SPARE, b""
    while not unpacking.eof:
        packed = unpacking.unconsumed_tail or content.read(_CHUNK)
        try:
            text = unpacking.decompress(packed, _CHUNK)
        except zlib.error:
            return
        if not packed and not text:
            break
        left -= len(text)
        *lines, rest = (rest + text).split(b"\n")
        if left < 0 or len(rest) > LONGEST:
            return
        yield from (line.decode(errors="replace") for line in lines)


class _Packing(io.RawIOBase):
    """The packed bytes of lines, made as they are read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.digest = sha256()
        self._lines = lines
        self._packer = zlib.compressobj(6)
        self._ready = b""
        self._done = False

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a plain buffer
        """Fill a buffer with the next bytes, 0 at the end."""
        while not self._ready and not self._done:
            self._ready = self._next()
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next(self) -> bytes:
        line = next(self._lines, None)
        self._done = line is None
        packed = (
            self._packer.flush() if line is None else self._packer.compress(f"{line}\n".encode())
        )
        self.digest.update(packed)
        return packed
