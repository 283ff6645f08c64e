"""The pages of the list on paper: the lines of each, without the layout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from kiosk.reports.fallback_rows import FallbackGuest, FallbackList, FallbackPart
from kiosk.reports.surnames import OTHER_LETTERS, SortedName

FEWEST_BLANKS = 12
"""Empty lines at the end of each entrance, for guests without a ticket."""

_BEFORE_J = "I"


class LineKind(StrEnum):
    """The kind of a line on a page."""

    LETTER = "letter"
    SEE_Y = "see_y"
    OTHERS = "others"
    NAMELESS = "nameless"
    WALK_INS = "walk_ins"
    STRUCK = "struck"
    GUEST = "guest"
    BLANK = "blank"


_WITH_LINES_BELOW = frozenset(
    {LineKind.LETTER, LineKind.OTHERS, LineKind.NAMELESS, LineKind.WALK_INS, LineKind.STRUCK}
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of a page: a heading, a guest, or an empty line."""

    kind: LineKind
    letter: str = ""
    guest: FallbackGuest | None = None


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page of an entrance (empty: of all), its number among those, and its lines."""

    entrance: str
    number: int
    pages: int
    rows: tuple[PaperRow, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The first and the last surname on the page; empty without any."""
        named = [row.guest.name.surname for row in self.rows if row.guest]
        known = [surname for surname in named if surname]
        return (known[0], known[-1]) if known else ("", "")


def pages_of(shown: FallbackList, most: int) -> list[PaperPage]:
    """Return the pages of all entrances, each with a limited number of lines."""
    return [page for part in shown.parts for page in _pages(part, most, shown.since is None)]


def _pages(part: FallbackPart, most: int, whole: bool) -> list[PaperPage]:
    sheets = _divided(list(_rows(part) if whole else _additions(part)), most)
    if whole:
        _add_blanks(sheets, most)
    return [
        PaperPage(part.entrance, number, len(sheets), tuple(sheet))
        for number, sheet in enumerate(sheets, 1)
    ]


def _rows(part: FallbackPart) -> Iterator[PaperRow]:
    """Yield the guests of a whole list, under their letters."""
    named = [one for one in part.guests if one.name.surname]
    has_ij = any(_is_ij(one.name) for one in named)
    for letter, guests in groupby(named, key=lambda one: one.name.letter):
        if has_ij and letter > _BEFORE_J:
            yield PaperRow(LineKind.SEE_Y)
            has_ij = False
        yield PaperRow(LineKind.OTHERS if letter == OTHER_LETTERS else LineKind.LETTER, letter)
        yield from _guests(list(guests))
    yield from _under(LineKind.NAMELESS, [one for one in part.guests if not one.name.surname])


def _additions(part: FallbackPart) -> Iterator[PaperRow]:
    """Yield new and changed guests, then those to strike on the earlier sheets."""
    yield from _guests(part.guests)
    yield from _under(LineKind.STRUCK, part.struck)


def _under(heading: LineKind, guests: Sequence[FallbackGuest]) -> Iterator[PaperRow]:
    if guests:
        yield PaperRow(heading)
        yield from _guests(guests)


def _guests(guests: Sequence[FallbackGuest]) -> Iterator[PaperRow]:
    return (PaperRow(LineKind.GUEST, guest=one) for one in guests)


def _is_ij(name: SortedName) -> bool:
    return name.letter == "Y" and not name.surname.lower().startswith("y")


def _divided(rows: Sequence[PaperRow], most: int) -> list[list[PaperRow]]:
    """Divide lines into pages; no heading is the last line of one."""
    sheets: list[list[PaperRow]] = [[]]
    for row in rows:
        needed = 2 if row.kind in _WITH_LINES_BELOW else 1
        if len(sheets[-1]) + needed > most:
            sheets.append([])
        sheets[-1].append(row)
    return sheets


def _add_blanks(sheets: list[list[PaperRow]], most: int) -> None:
    """Fill the last page with empty lines, or add one for them."""
    if len(sheets[-1]) + 1 + FEWEST_BLANKS > most:
        sheets.append([])
    sheets[-1].append(PaperRow(LineKind.WALK_INS))
    sheets[-1] += [PaperRow(LineKind.BLANK)] * (most - len(sheets[-1]))
