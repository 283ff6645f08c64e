"""Chooses the sheet with the guest list if that is clear, else asks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from shlex import quote

from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.recognition import read_columns
from kiosk.guestlist.import_report import ImportWarning, Question
from kiosk.guestlist.row_source import Row, SheetInfo

_MOST_COMPARED = 2_000
_SAME_GUESTS = 0.8  # share of equal values in one column: the sheet is about the same guests
_SHORTEST = 5  # characters of a value that identifies a guest or an order
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet, its headings and its rows."""

    info: SheetInfo
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]

    @property
    def likeness(self) -> int:
        """Return 2 for a sheet with codes, 1 for one with guests, else 0."""
        if not self.info.rows:
            return 0
        try:
            columns = read_columns(self.headings, {}, "")
        except UnusableInput:
            return 0
        return 2 if columns.has("code") else 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen sheet, all sheets, and those that may be the list too."""

    name: str
    visible: bool
    sheets: tuple[SheetInfo, ...] = ()
    others: tuple[SheetInfo, ...] = ()
    asked: bool = False

    def questions(self) -> list[Question]:
        """Ask for the sheet unless one is clear."""
        if not self.asked:
            return []
        possible = [one for one in self.sheets if one.name == self.name or one in self.others]
        names = tuple(one.name for one in possible)
        answers = tuple(f"--sheet {quote(name)}" for name in names)
        params = {"sheets": _names_and_rows(possible)}
        return [
            Question("sheet", "import.question.which_sheet", answers, values=names, params=params)
        ]

    def warnings(self) -> list[ImportWarning]:
        """Warn which of several sheets is read, and whether it is hidden."""
        filled = [one for one in self.sheets if one.rows]
        warnings = []
        if len(filled) > 1 and not self.asked:
            others = [one for one in filled if one.name != self.name]
            params = {"sheet": self.name, "sheets": len(filled), "others": _names_and_rows(others)}
            warnings.append(ImportWarning("import.warning.one_sheet", params))
        if not self.visible:
            warnings.append(ImportWarning("import.warning.hidden_sheet", {"sheet": self.name}))
        return warnings


def choose_sheet(file: str, candidates: Sequence[Candidate], wanted: str | None) -> Choice:
    """Return the sheet to read; UnusableInput if all sheets are empty."""
    sheets = tuple(one.info for one in candidates)
    if wanted is not None:
        named = _named(file, sheets, wanted)
        return Choice(named.name, named.visible, sheets)
    filled = [one for one in candidates if one.info.rows]
    if not filled:
        raise UnusableInput("error.list_empty", file=file)
    best = max(filled, key=lambda one: (one.likeness, one.info.visible, one.info.rows))
    rivals = [one for one in filled if one is not best and _is_rival(one, best)]
    others = tuple(one.info for one in rivals)
    return Choice(best.info.name, best.info.visible, sheets, others, asked=bool(rivals))


def _is_rival(other: Candidate, best: Candidate) -> bool:
    """Return whether another sheet may be the list too, or a part of it."""
    if not best.likeness:  # nothing is recognised: the user decides
        return other.info.visible
    if not other.likeness or (not other.info.visible and best.info.visible):
        return False
    # A sheet of orders has the same people as the sheet of tickets, and no codes.
    return other.likeness == best.likeness or not _is_of_the_same(other, best)


def _is_of_the_same(other: Candidate, best: Candidate) -> bool:
    known = {cell for _, cells in _compared(best) for cell in cells}
    columns: dict[int, list[bool]] = {}
    for number, cells in _compared(other):
        for place, cell in enumerate(cells):
            if number > 1 and len(cell) >= _SHORTEST:
                columns.setdefault(place, []).append(cell in known)
    rows = other.info.rows - 1
    return any(
        sum(found) >= len(found) * _SAME_GUESTS and len(found) * 2 >= min(rows, _MOST_COMPARED)
        for place, found in columns.items()
        if _names_each(other, place)
    )


def _names_each(other: Candidate, place: int) -> bool:
    """Return whether a column's values differ, like those that identify a guest or an order."""
    values = [cells[place] for _, cells in _compared(other) if place < len(cells) and cells[place]]
    return len(set(values)) * 2 > len(values)


def _compared(one: Candidate) -> Iterator[tuple[int, list[str]]]:
    for number, cells in islice(one.rows(), _MOST_COMPARED):
        if isinstance(cells, list):
            yield number, cells


def _named(file: str, sheets: Sequence[SheetInfo], wanted: str) -> SheetInfo:
    for alike in (str, _plain):
        for one in sheets:
            if alike(one.name) == alike(wanted):
                return one
    raise UnusableInput(
        "error.sheet_unknown", file=file, sheet=wanted, sheets=_names_and_rows(sheets)
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _names_and_rows(sheets: Sequence[SheetInfo]) -> str:
    more = ", …" if len(sheets) > _MOST_NAMED else ""
    return ", ".join(f"'{one.name}' ({one.rows})" for one in sheets[:_MOST_NAMED]) + more
