"""Sheets of a workbook as another process read them: packed rows, taken apart one by one."""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import Broken, Damage, MarkedCell, Row, SheetInfo
from kiosk.guestlist.sources.limits import MOST_PACKED
from kiosk.isolated_process import IsolatedWork, OverMemory, OverTime, isolated

LIMIT_S = 120.0
_MEMORY = 3 * 2**30
_MOST_BYTES = 64 * 2**20  # of a message; rows of a thousand long cells are packed well below it

_MAY_BE_SAID = {
    "list_is_broken": "list_is_broken",
    "list_is_locked": "list_is_locked",
    "list_is_binary_workbook": "list_is_binary_workbook",
    "list_is_numbers": "list_is_numbers",
    "list_is_document": "list_is_document",
    "list_is_packed": "list_is_packed",
    "list_too_large": "list_too_large",
    "list_too_wide": "list_too_wide",
    "json_without_guests": "json_without_guests",
}
"""What may be wrong with a file; another process says which of it."""


@dataclass(frozen=True, slots=True)
class PackedSheet:
    """A sheet, and the numbers of its hidden rows and of its titles over several columns."""

    info: SheetInfo
    hidden: tuple[int, ...]
    titles: tuple[int, ...]
    chunks: tuple[bytes, ...]

    def rows(self) -> Iterator[Row]:
        """Yield the rows that have anything in them."""
        for chunk in self.chunks:
            for row in json.loads(zlib.decompress(chunk)):
                yield _row(*row)


def _row(number: int, cells: list[str] | str, damage: dict[str, str] | None = None) -> Row:
    if isinstance(cells, str):
        return number, Broken(cells)
    for place, why in (damage or {}).items():
        if int(place) < len(cells):
            cells[int(place)] = MarkedCell(cells[int(place)], Damage(why))
    return number, cells


def read_sheets(
    path: Path, send: Callable[[str, Connection], None], *, limit_s: float = LIMIT_S
) -> tuple[PackedSheet, ...]:
    """Return the sheets of a file as `send` reads it in a process of its own.

    UnusableInput says in one sentence why there are none.
    """
    if path.stat().st_size > MOST_PACKED:
        raise UnusableInput("list_too_large", file=path.name)
    try:
        with isolated(send, str(path), limit_s=limit_s, memory=_MEMORY) as reading:
            return tuple(_sheets(reading))
    except OverTime as error:
        raise UnusableInput("list_too_slow", file=path.name, seconds=round(limit_s)) from error
    except OverMemory as error:
        raise UnusableInput("list_too_large", file=path.name) from error
    except (EOFError, KeyError, OSError, ValueError) as error:
        raise UnusableInput("list_is_broken", file=path.name) from error


def _sheets(reading: IsolatedWork) -> Iterator[PackedSheet]:
    chunks: list[bytes] = []
    held = 0
    while True:
        message = reading.receive(_MOST_BYTES)
        held += len(message)
        if held > MOST_PACKED:
            raise OverMemory
        match message[:1]:
            case b"R":
                chunks.append(message[1:])
            case b"S":
                yield _sheet(json.loads(message[1:]), tuple(chunks))
                chunks = []
            case b"E":
                told = json.loads(message[1:])
                raise UnusableInput(_MAY_BE_SAID[told["key"]], **told["params"])
            case _:
                return


def _sheet(told: dict[str, Any], chunks: tuple[bytes, ...]) -> PackedSheet:
    info = SheetInfo(told["name"], told["visible"], told["rows"], told["columns"])
    return PackedSheet(info, tuple(told["hidden"]), tuple(told["titles"]), chunks)
