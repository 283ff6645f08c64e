"""The tables in a web page or an XML spreadsheet; nothing else of it is read or run."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kiosk.guestlist.sources.limits import LONGEST_CELL, MOST_COLUMNS
from kiosk.guestlist.sources.looks.row_looks import STRUCK, Look, colour_name

MOST_CELLS = 10_000_000
"""The most cells of all tables of a page."""

_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})\b", re.IGNORECASE)
_HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOST_DOWN = 1_000  # rows of one merged cell
_NOT_SHOWN = frozenset({"script", "style", "template", "noscript", "title"})
_STRUCK = frozenset({"s", "strike", "del"})
_ENDS_LINE = frozenset({"br", "p", "div", "li"})
_SPREADSHEET, _WORKSHEET, _TABLE = "workbook", "worksheet", "table"
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})


class TooManyCells(ValueError):
    """A page has more cells than are read."""


@dataclass(slots=True)
class PageTable:
    """A table: its name, its rows, the numbers of those that are not shown, and how cells look.

    Cells that are merged over several rows are repeated in each.
    """

    name: str = ""
    rows: list[list[str]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    down: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By column: how many more rows a merged cell has, and its text."""


@dataclass(slots=True)
class _OpenCell:
    across: int
    down: int
    texts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        if self.length <= LONGEST_CELL:
            self.texts.append(text[: LONGEST_CELL + 1])
            self.length += len(text)


@dataclass(slots=True)
class _OpenTable:
    table: PageTable = field(default_factory=PageTable)
    row: list[str] | None = None
    cell: _OpenCell | None = None
    is_struck: bool = False
    colour: str = ""
    colour_of_row: str = ""


class PageTables(HTMLParser):
    """Collects the tables of a page that is fed to it, each within another one separately."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self._open: list[_OpenTable] = []
        self._tables = _TABLE
        self._hidden = 0
        self._in_caption = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell; one that is still open ends."""
        kind = tag.rpartition(":")[2]
        given = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        if kind in _NOT_SHOWN:
            self._hidden += 1
        elif kind == _SPREADSHEET:
            self._tables = _WORKSHEET
        elif kind == self._tables:
            self._open.append(_OpenTable(PageTable(given.get("name", ""))))
            self.tables.append(self._open[-1].table)
        elif self._open and kind in _ROWS:
            self._begin_row(given)
        elif self._open and kind in _CELLS:
            self._begin_cell(given)
        elif kind == "caption":
            self._in_caption = True
        else:
            self._begin_other(kind, given)

    def _begin_other(self, kind: str, given: dict[str, str]) -> None:
        """Read the content of a cell that is not text: a tick, a picture, or the end of a line."""
        if kind in _ENDS_LINE:
            self.handle_data(" ")
        elif kind == "img":
            self.handle_data(given.get("alt", ""))
        elif kind == "input" and given.get("type", "").casefold() in ("checkbox", "radio"):
            self.handle_data("true" if "checked" in given else "false")
        elif kind in _STRUCK and self._open:
            self._open[-1].is_struck = True

    def handle_endtag(self, tag: str) -> None:
        """Close a table, a row or a cell."""
        kind = tag.rpartition(":")[2]
        if kind in _NOT_SHOWN:
            self._hidden = max(self._hidden - 1, 0)
        elif kind == "caption":
            self._in_caption = False
        elif self._open and kind == self._tables:
            self._end_row()
            self._open.pop()
        elif self._open and kind in _ROWS:
            self._end_row()
        elif self._open and kind in _CELLS:
            self._end_cell()
        elif kind in _ENDS_LINE:
            self.handle_data(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and close it if it is empty in XML: a cell or row without content."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Add text to the open cell."""
        if self._hidden or not self._open:
            return
        if self._in_caption:
            self._open[-1].table.name += data.strip()
        elif (cell := self._open[-1].cell) is not None:
            cell.add(data)

    def close(self) -> None:
        """End the page, and all elements that are still open."""
        super().close()
        while self._open:
            self._end_row()
            self._open.pop()

    def _begin_row(self, given: dict[str, str]) -> None:
        self._end_row()
        opened = self._open[-1]
        missing = _number(given.get("index", "")) - 1 - len(opened.table.rows)
        if 0 < missing <= _MOST_DOWN:  # an XML spreadsheet leaves out blank rows
            opened.table.rows += [[] for _ in range(missing)]
        opened.row = []
        opened.colour_of_row = _colour(given)
        if _HIDDEN.search(given.get("style", "")) or given.get("hidden") == "1":
            opened.table.hidden.append(len(opened.table.rows) + 1)

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._end_cell()
        opened = self._open[-1]
        if opened.row is None:
            opened.row = []
        opened.is_struck = "line-through" in given.get("style", "")
        opened.colour = _colour(given) or opened.colour_of_row
        if (index := _number(given.get("index", ""))) > 0:
            opened.row += [""] * (min(index - 1, MOST_COLUMNS) - len(opened.row))
        across = _number(given.get("colspan", "")) or _number(given.get("mergeacross", "")) + 1
        down = _number(given.get("rowspan", "")) or _number(given.get("mergedown", "")) + 1
        opened.cell = _OpenCell(min(across, MOST_COLUMNS + 1), min(down, _MOST_DOWN))

    def _end_cell(self) -> None:
        opened = self._open[-1]
        if opened.cell is None or opened.row is None:
            return
        cell, opened.cell = opened.cell, None
        self._fill_down(opened)
        if len(opened.row) > MOST_COLUMNS:
            return
        if look := STRUCK if opened.is_struck else opened.colour:
            opened.table.looks.append((len(opened.table.rows), len(opened.row), look))
        texts = [" ".join("".join(cell.texts).split()), *[""] * (cell.across - 1)]
        if cell.down > 1:
            begin = len(opened.row)
            opened.table.down |= {begin + at: (cell.down, text) for at, text in enumerate(texts)}
        opened.row += texts

    def _end_row(self) -> None:
        self._end_cell()
        opened = self._open[-1]
        if opened.row is None:
            return
        self._fill_down(opened)
        opened.table.rows.append(opened.row)
        self._cells += len(opened.row) + 1
        if self._cells > MOST_CELLS:
            raise TooManyCells
        opened.row = None
        opened.table.down = {
            column: (rows - 1, text)
            for column, (rows, text) in opened.table.down.items()
            if rows > 1
        }

    def _fill_down(self, opened: _OpenTable) -> None:
        """Fill the next columns with the merged cells of rows above."""
        row, down = opened.row, opened.table.down
        while row is not None and len(row) in down:
            row.append(down[len(row)][1])


def _colour(given: dict[str, str]) -> str:
    found = _BACKGROUND.search(given.get("style", "")) or _HEX.fullmatch(given.get("bgcolor", ""))
    return (colour_name(found[1]) or "") if found else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004  # digits
