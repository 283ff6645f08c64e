"""Packs messages for a hub in batches of a limited size."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from kiosk.sync.compressed_lines import CompressedLines
from kiosk.sync.messages import End, encode_message

_MOST_CHARACTERS = 8 * 2**20
_IN_MEMORY = 4 * 2**20
_CHUNK = 256 * 1024
_LIST = '{"type":"list",'
_FIRST_PART = '"part":1,'


@dataclass(frozen=True, slots=True)
class PackedBatch:
    """Compressed messages in a file that is closed after use, and their size."""

    content: IO[bytes]
    size: int


def packed_batches(hello: str, content: Iterable[str]) -> Iterator[PackedBatch]:
    """Yield batches of messages, each with the hello before and the end after them.

    The parts of a list stay together, because they only count together.
    """
    for lines in _groups(content):
        whole = [hello, *lines]
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            size = _write(file, [*whole, encode_message(End(len(whole)))])
            yield PackedBatch(file, size)


def _groups(content: Iterable[str]) -> Iterator[list[str]]:
    lines: list[str] = []
    characters = 0
    for line in content:
        continues = line.startswith(_LIST) and _FIRST_PART not in line
        if lines and characters + len(line) > _MOST_CHARACTERS and not continues:
            yield lines
            lines, characters = [], 0
        lines.append(line)
        characters += len(line)
    if lines:
        yield lines


def _write(file: IO[bytes], lines: list[str]) -> int:
    packed, size = CompressedLines(iter(lines)), 0
    while chunk := packed.read(_CHUNK):
        size += file.write(chunk)
    return size
