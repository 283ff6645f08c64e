"""Selects the rows that are guests: no totals, and no lines below the list."""

from collections.abc import Collection, Iterator, Sequence
from statistics import median

from kiosk.guestlist.import_report import ImportWarning, about_rows
from kiosk.guestlist.row_source import BrokenRow, Row
from kiosk.guestlist.sources.added_columns import is_section
from kiosk.guestlist.sources.headings.heading_rows import SampleRow
from kiosk.guestlist.sources.total_words import (
    is_remark,
    is_small,
    is_sure_total,
    is_total,
    one_text,
    value,
)

_MOST_HELD = 50
_ENOUGH_ROWS = 5  # for a total row that is recognised only by the sum of a column
_MOSTLY = 0.8
_NAME_AND_NUMBER = 2
_LONGEST_SHOWN = 40


class GuestRows:
    """Leaves out rows that are no guests, and remembers which ones.

    A total row has a word for a total and only numbers, or is the last row and contains the sum of
    a column. A line below the list fills one cell after a blank row. A row that may be either is
    kept back until the next row is known. Repeated headings, as in two lists below each other, are
    left out at once.
    """

    def __init__(
        self,
        sample: Sequence[SampleRow],
        headings: Sequence[str],
        titles: Collection[int] = (),
    ) -> None:
        """`sample` are rows below the headings; `titles` are numbers of title rows."""
        self._headings = [_bare(heading) for heading in headings]
        self._usual = median([_filled(cells) for _, cells in sample] or [0])
        self._counted = _counted(sample)
        self._titles = titles
        self._begin()

    def _begin(self) -> None:
        self._sums = dict.fromkeys(self._counted, 0.0)
        self._rows, self._last = 0, 0
        self._totals: list[int] = []
        self._lines: list[tuple[int, str]] = []
        self._held: list[tuple[int, list[str]]] = []

    def of(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the guests among rows; blank rows are left out too."""
        self._begin()
        for number, cells in rows:
            if isinstance(cells, list):
                if not any(cells) or not any(map(str.strip, cells)):
                    continue
                is_title = number in self._titles and not is_section(cells)
                if is_title or self._is_headings(cells):
                    self._leave_out_line(number, cells)
                    continue
                if self._may_be_below(number, cells):
                    self._held.append((number, cells))
                    continue
            if self._held:
                yield from self._give_back()
            self._count(number, cells)
            yield number, cells
        self._leave_out_held()

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about rows that were left out, after all rows were read."""
        warnings = about_rows("import.warning.total_rows", self._totals)
        if self._lines:
            row, text = self._lines[0]
            warnings.append(
                ImportWarning(
                    "import.warning.lines_left",
                    {"rows": len(self._lines), "row": row, "text": text},
                )
            )
        return warnings

    def _count(self, number: int, cells: list[str] | BrokenRow) -> None:
        self._rows += 1
        self._last = number
        for place in self._counted if isinstance(cells, list) else ():
            if place < len(cells) and is_small(cells[place]):
                self._sums[place] += value(cells[place])

    def _is_headings(self, cells: Sequence[str]) -> bool:
        """Return whether each filled cell repeats its column's heading."""
        if cells[0] and [_bare(cells[0])] != self._headings[:1]:
            return False  # most rows
        named = zip(map(_bare, cells), self._headings, strict=False)
        return all(not cell or cell == heading for cell, heading in named)

    def _may_be_below(self, number: int, cells: list[str]) -> bool:
        if len(self._held) == _MOST_HELD:
            return False
        if is_total(cells):
            return True
        filled = _filled(cells)
        if filled > max(self._usual - 1, _NAME_AND_NUMBER):
            return False
        if self._is_sum(number, cells):
            return True
        follows_gap = bool(self._held) or number > self._last + 1
        return follows_gap and filled == 1 < self._usual and self._is_line(cells)

    def _is_sum(self, number: int, cells: Sequence[str]) -> bool:
        text = one_text(cells)
        if text is None or self._rows < _ENOUGH_ROWS:
            return False
        # A guest with as many people as all others together has a name in the row.
        if text and number == self._last + 1 and self._usual <= _NAME_AND_NUMBER + 1:
            return False
        return any(
            place < len(cells) and is_small(cells[place]) and value(cells[place]) == total > 0
            for place, total in self._sums.items()
        )

    def _is_line(self, cells: Sequence[str]) -> bool:
        place, text = next((at, cell) for at, cell in enumerate(cells) if cell.strip())
        return place in self._counted or is_remark(text)

    def _give_back(self) -> Iterator[Row]:
        """Yield the rows that were kept back, because a guest follows; a sure total is left out."""
        held, self._held = self._held, []
        for number, cells in held:
            if is_sure_total(cells):
                self._totals.append(number)
                continue
            self._count(number, cells)
            yield number, cells

    def _leave_out_held(self) -> None:
        for number, cells in self._held:
            if is_total(cells) or self._is_sum(number, cells):
                self._totals.append(number)
            else:
                self._leave_out_line(number, cells)
        self._held = []

    def _leave_out_line(self, number: int, cells: Sequence[str]) -> None:
        text = next(cell.strip() for cell in cells if cell.strip())
        self._lines.append((number, text[:_LONGEST_SHOWN]))


def _bare(text: str) -> str:
    return text.strip().casefold()


def _filled(cells: Sequence[str]) -> int:
    return len(cells) - cells.count("")


def _counted(sample: Sequence[SampleRow]) -> tuple[int, ...]:
    """Return the columns with mostly small numbers."""
    width = max((len(cells) for _, cells in sample), default=0)
    columns = (
        [row[place] for _, row in sample if place < len(row) and row[place].strip()]
        for place in range(width)
    )
    return tuple(
        place
        for place, cells in enumerate(columns)
        if cells and sum(map(is_small, cells)) >= len(cells) * _MOSTLY
    )
