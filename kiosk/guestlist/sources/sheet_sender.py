"""Sends the sheets of a file from the separate process that reads it, as `sheet_reader` says."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.guestlist.sources.looks.row_looks import Look, rows_that_differ

ROWS = 1_000
"""The most rows of a message."""


@contextmanager
def reading_of(file: Path, channel: Connection) -> Iterator[None]:
    """Send the end after the block has sent all sheets, or the key of its error."""
    try:
        yield
        channel.send_bytes(b".")
    except KioskError as error:
        send(channel, b"E", {"key": error.key, "params": error.params})
    except MemoryError:
        send(channel, b"E", {"key": "error.list_too_large", "params": {"file": file.name}})


def begin_sheet(
    channel: Connection,
    name: str,
    *,
    visible: bool = True,
    looks: Sequence[Look] = (),
    height: int = 0,
) -> None:
    """Send the name of the next sheet, and which of its `height` rows look different."""
    send(channel, b"B", {"name": name, "visible": visible})
    if differing := rows_that_differ(looks, height):
        marked = {row + 1: look for row, look in differing.items()}
        send(channel, b"L", {"height": height, "rows": marked})


def send_rows(channel: Connection, rows: Sequence[object], titles: Sequence[int] = ()) -> None:
    """Send a packed block of rows, with the numbers of title rows among them."""
    piece = json.dumps({"rows": rows, "titles": titles}).encode()
    channel.send_bytes(b"R" + zlib.compress(piece, 1))


def send_all_rows(channel: Connection, rows: Iterable[object]) -> int:
    """Send rows in blocks, and return how many."""
    left, count = iter(rows), 0
    while piece := list(islice(left, ROWS)):
        send_rows(channel, piece)
        count += len(piece)
    return count


def send(channel: Connection, letter: bytes, message: object) -> None:
    """Send a message of one kind."""
    channel.send_bytes(letter + json.dumps(message, default=str).encode())
