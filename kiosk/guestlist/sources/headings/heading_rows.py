"""Finds the row with the column names: below titles, far down, or two rows as one."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from kiosk.guestlist.columns.recognition import is_heading
from kiosk.guestlist.import_report import ImportWarning
from kiosk.guestlist.sources.added_columns import words_of
from kiosk.guestlist.sources.headings.ticked_groups import TickedGroup, ticked_groups
from kiosk.guestlist.sources.headings.two_rows import divides, is_second_row, joined

SAMPLE_ROWS = 100
"""The rows at the start of a list that are examined."""

_USUALLY_WITHIN = 15  # some lists have a title above their headings
_SURELY = 2  # recognised headings in a row further down
_LONGEST_SHOWN = 40
_LETTERS = 26

SampleRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Headings:
    """The column names, and the number of their (last) row; `groups` are read as one column."""

    row: int
    texts: tuple[str, ...]
    titles: int = 0
    repeated: tuple[str, ...] = ()
    groups: tuple[TickedGroup, ...] = ()

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about finding them."""
        warnings = []
        if self.titles:
            warnings.append(
                ImportWarning("import.warning.titles_above", {"rows": self.titles, "row": self.row})
            )
        if self.repeated:
            shown = ", ".join(f"'{one[:_LONGEST_SHOWN]}'" for one in self.repeated[:5])
            warnings.append(ImportWarning("import.warning.same_headings", {"columns": shown}))
        return warnings


def find_headings(sample: Sequence[SampleRow], *, any_width: bool = False) -> Headings:
    """Return the headings of a list; `sample` are its first rows without blank ones, at least one.

    `any_width`: columns to the right of the last heading are columns too.
    """
    place = _likeliest(sample)
    number, cells = sample[place]
    titles, last = place, place
    groups: tuple[TickedGroup, ...] = ()
    if place + 1 < len(sample) and sample[place + 1][0] == number + 1:
        below = sample[place + 1][1]
        guests = [row for _, row in sample[place + 2 :]]
        if _adds_names(cells, below) or is_second_row(cells, below, guests):
            groups = ticked_groups(cells, below, guests)
            cells = joined(cells, below)
            number, last = number + 1, place + 1
    if place and sample[place - 1][0] == sample[place][0] - 1:
        above = sample[place - 1][1]
        if _adds_names(above, cells) or divides(above, cells):
            cells, titles = joined(above, cells), place - 1
    guests = [row for _, row in sample[last + 1 :]]
    return _named(number, cells, titles, groups, guests, any_width=any_width)


def _named(
    number: int,
    cells: Sequence[str],
    titles: int,
    groups: tuple[TickedGroup, ...],
    guests: Sequence[Sequence[str]],
    *,
    any_width: bool,
) -> Headings:
    bare = [_one_line(cell) for cell in cells]
    for group in groups:
        question = bare[group.begin].removesuffix(group.answers[0]).strip()
        bare[group.begin : group.end] = [question, *[""] * (len(group.answers) - 1)]
    texts, repeated = _distinct(bare)
    within = guests if any_width else [row[: len(texts)] for row in guests]
    parts = {place for group in groups for place in range(group.begin + 1, group.end)}
    named = _with_letters(texts, [_without(parts, row) for row in within])
    return Headings(number, named, titles, repeated, groups)


def _without(places: Collection[int], row: Sequence[str]) -> list[str]:
    return ["" if place in places else cell for place, cell in enumerate(row)]


def _adds_names(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether two rows together have more usual names than the first or the second."""
    most = max(recognised(upper), recognised(lower))
    return recognised(_together(upper, lower)) > most


def recognised(cells: Sequence[str]) -> int:
    """Return how many cells are usual names of columns."""
    return sum(map(is_heading, cells))


def _likeliest(sample: Sequence[SampleRow]) -> int:
    near = range(min(len(sample), _USUALLY_WITHIN))
    found = max(near, key=lambda place: (recognised(sample[place][1]), -place))
    if recognised(sample[found][1]):
        return found
    far = range(len(near), len(sample))
    surely = (place for place in far if recognised(sample[place][1]) >= _SURELY)
    return next(surely, _first_wide([sample[one][1] for one in near]))


def _first_wide(rows: Sequence[Sequence[str]]) -> int:
    """Return the first row that fills half of the columns: titles above a list fill one or two."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    return next(place for place, count in enumerate(filled) if count * 2 >= max(filled))


def _together(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return two rows of headings as one: a filled cell of the lower row is more exact."""
    width = max(len(upper), len(lower))
    filled = [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
    return [below if below.strip() else above for above, below in zip(*filled, strict=True)]


def _one_line(cell: str) -> str:
    return re.sub(r"\s+", " ", cell).strip()


def _distinct(headings: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return different headings, and the ones that were equal."""
    taken = set(headings)
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    texts = []
    for heading in headings:
        text = heading
        if heading and heading in seen:
            repeated[heading] = None
            text = next(one for one in _numbered(heading) if one not in taken)
            taken.add(text)
        seen.add(heading)
        texts.append(text)
    return tuple(texts), tuple(repeated)


def _numbered(heading: str) -> Iterator[str]:
    return (f"{heading} ({number})" for number in count(2))


def _with_letters(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return headings, with a name for each column that has none and is filled in these rows."""
    filled = {place for row in rows for place, cell in enumerate(row) if cell.strip()}
    missing = [place for place in filled if place >= len(headings) or not headings[place]]
    if not missing:
        return tuple(headings)
    column = words_of(headings)["column"]
    named = [*headings, *[""] * (max(missing) + 1 - len(headings))]
    for place in missing:
        if (name := f"{column} {_letters(place)}") not in headings:
            named[place] = name
    return tuple(named)


def _letters(place: int) -> str:
    """Return the letters of a column by its position: A, B ... Z, AA."""
    text, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        text = chr(ord("A") + letter) + text
    return text
