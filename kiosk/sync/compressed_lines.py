"""Compressed lines: the messages of an exchange as bytes, in a bundle and over a network."""

import io
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import IO

from kiosk.sync.messages import MAX_LINE_LENGTH

_CHUNK = 256 * 1024
_MAX_RATIO = 64
"""Most times its own size that a content may unpack to, plus _SPARE_BYTES; real ones stay far
below.
"""
_SPARE_BYTES = 4 * 2**20


def decompressed_lines(content: IO[bytes], size: int) -> Iterator[str]:
    """Yield the lines of a compressed content; ends before a line that is too long or damaged.

    The lines before that count; the file is reported as truncated.
    """
    unpacking, left, rest = zlib.decompressobj(), size * _MAX_RATIO + _SPARE_BYTES, b""
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
        if left < 0 or len(rest) > MAX_LINE_LENGTH:
            return
        yield from (line.decode(errors="replace") for line in lines)


class CompressedLines(io.RawIOBase):
    """The compressed bytes of lines, made as they are read."""

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
        """Fill a buffer with the next bytes; 0 at the end."""
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
