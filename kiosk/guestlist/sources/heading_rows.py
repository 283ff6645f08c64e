"""Finds the row with the column names: below titles, far down, or two rows as one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kiosk.guestlist.import_report import ImportWarning

SAMPLE_ROWS = 100
"""The rows at the start of a list that are examined."""

_USUALLY_WITHIN = 15  # some lists have a title above their headings
_SURELY = 2  # recognised headings in a row further down
_LONGEST_TOLD = 40

IsHeading = Callable[[str], bool]
SampleRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Headings:
    """The column names, and the number of their (last) row."""

    row: int
    texts: tuple[str, ...]
    titles: int = 0
    repeated: tuple[str, ...] = ()

    def problems(self) -> list[ImportWarning]:
        """Return the warnings about finding them."""
        warnings = []
        if self.titles:
            warnings.append(
                ImportWarning("import.warning.titles_above", {"rows": self.titles, "row": self.row})
            )
        if self.repeated:
            shown = ", ".join(f"'{one[:_LONGEST_TOLD]}'" for one in self.repeated[:5])
            warnings.append(ImportWarning("import.warning.same_headings", {"columns": shown}))
        return warnings


def find_headings(sample: Sequence[SampleRow], is_heading: IsHeading) -> Headings:
    """Return the headings of a list; `rows` are its first rows without blank ones, at least one."""
    place = _likeliest(sample, is_heading)
    number, cells = sample[place]
    titles = place
    if place + 1 < len(sample) and sample[place + 1][0] == number + 1:
        below = sample[place + 1][1]
        both = _together(cells, below)
        if recognised(both, is_heading) > recognised(cells, is_heading):
            number, cells = number + 1, both
    if place and sample[place - 1][0] == number - 1:
        both = _together(sample[place - 1][1], cells)
        if recognised(both, is_heading) > recognised(cells, is_heading):
            cells, titles = both, place - 1
    texts, repeated = _distinct([_one_line(cell) for cell in cells])
    return Headings(number, texts, titles, repeated)


def recognised(cells: Sequence[str], is_heading: IsHeading) -> int:
    """Return how many cells are usual names of columns."""
    return sum(map(is_heading, cells))


def _likeliest(sample: Sequence[SampleRow], is_heading: IsHeading) -> int:
    near = range(min(len(sample), _USUALLY_WITHIN))
    found = max(near, key=lambda place: (recognised(sample[place][1], is_heading), -place))
    if recognised(sample[found][1], is_heading):
        return found
    far = range(len(near), len(sample))
    surely = (place for place in far if recognised(sample[place][1], is_heading) >= _SURELY)
    return next(surely, found)


def _together(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return two rows of headings as one: the lower row is more exact, if it is filled."""
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
    number = 2
    while True:
        yield f"{heading} ({number})"
        number += 1
