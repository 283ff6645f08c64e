"""The compressed rows of one sheet, which can be read while another process still sends them."""

import json
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.guestlist.row_source import BrokenRow, Damage, MarkedCell, Row, SheetInfo


class ArrivingSheet:
    """A sheet whose first rows have arrived; `titles` grows as rows are read.

    `titles` are the numbers of title rows, which are merged over several columns and name the rows
    below. `looks` are the colours of some rows, by row number, and `height` is the number of rows;
    both are set before `add`.
    """

    def __init__(self, name: str, *, visible: bool) -> None:
        self.name = name
        self.visible = visible
        self.titles: set[int] = set()
        self.looks: Mapping[int, str] = {}
        self.height = 0
        self._chunks: list[bytes] = []
        self._summary: dict[str, Any] = {"rows": 0, "columns": 0, "hidden": ()}
        self._over = False
        self._failure: Exception | None = None
        self._changed = threading.Condition()

    def add(self, chunk: bytes) -> None:
        """Add a packed block of rows."""
        with self._changed:
            self._chunks.append(chunk)
            self._changed.notify_all()

    def finish(self, summary: dict[str, Any]) -> None:
        """Set the totals when all rows have arrived: rows, columns, and the hidden rows."""
        with self._changed:
            self._summary, self._over = summary, True
            self._changed.notify_all()

    def fail(self, failure: Exception) -> None:
        """End the rows with an error."""
        with self._changed:
            self._failure = self._failure or failure
            self._over = True
            self._changed.notify_all()

    def wait_for_rows(self) -> None:
        """Wait for the first rows; raise the error if there is one."""
        self._chunk(0)

    @property
    def info(self) -> SheetInfo:
        """The size of the sheet; waits until all rows were read."""
        summary = self._whole()
        return SheetInfo(self.name, self.visible, summary["rows"], summary["columns"])

    @property
    def hidden(self) -> Sequence[int]:
        """The numbers of hidden rows; waits until all rows were read."""
        hidden: Sequence[int] = self._whole()["hidden"]
        return hidden

    @property
    def comments(self) -> Sequence[int]:
        """The numbers of rows with a comment; waits until all rows were read."""
        comments: Sequence[int] = self._whole().get("comments", ())
        return comments

    def rows(self) -> Iterator[Row]:
        """Yield the filled rows, each as soon as it has arrived."""
        place = 0
        while (chunk := self._chunk(place)) is not None:
            piece = json.loads(zlib.decompress(chunk))
            self.titles.update(piece["titles"])
            for number, cells, *damage in piece["rows"]:
                is_plain = not damage and type(cells) is list
                yield (number, cells) if is_plain else _row(number, cells, *damage)
            place += 1

    def _chunk(self, place: int) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: self._over or place < len(self._chunks))
            if place < len(self._chunks):
                return self._chunks[place]
            if self._failure is not None:
                raise self._failure
            return None

    def _whole(self) -> dict[str, Any]:
        with self._changed:
            self._changed.wait_for(lambda: self._over)
            if self._failure is not None:
                raise self._failure
            return self._summary


def _row(number: int, cells: list[str] | str, damage: dict[str, str] | None = None) -> Row:
    if isinstance(cells, str):
        return number, BrokenRow(cells)
    for place, why in (damage or {}).items():
        if int(place) < len(cells):
            cells[int(place)] = MarkedCell(cells[int(place)], Damage(why))
    return number, cells
