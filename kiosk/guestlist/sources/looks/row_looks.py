"""The rows of a workbook that look different from the others: coloured, or struck through.

People mark guests that way; calamine returns texts only, and the meaning is asked.
"""

import colorsys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

MOST_COMMENTS = 10_000
"""The most rows with a comment that are counted."""

STRUCK = "struck"
MOST_MARKED = 200_000
"""The most cells with a look that are counted; more are no marks of a few rows."""

_FEW = 0.4  # share of the rows: a look of more rows is the usual one of the list
_SAME_GAPS = 3  # rows at equal distances, at least so many gaps: stripes for the eye
_WIDEST_STRIPES = 5  # rows from one to the next
_WHITE, _BLACK, _GREY = 0.93, 0.2, 0.15
_DARK, _LIGHT_RED, _LIGHT_GOLD = 0.35, 0.7, 0.6
_HUES = (
    (15, "red"),
    (40, "orange"),
    (50, "gold"),
    (70, "yellow"),
    (170, "green"),
    (255, "blue"),
    (290, "purple"),
    (345, "pink"),
    (361, "red"),
)

Look = tuple[int, int, str]
"""A row and a column from 0, and the look of the cell."""


def colour_name(rgb: str) -> str | None:
    """Return the usual name of a colour (6 hex digits); None for black, white and almost white."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    if light > _WHITE or light < _BLACK:
        return None
    if strong < _GREY:
        return "grey"
    name = next(name for end, name in _HUES if hue * 360 < end)
    if name == "red":
        return "pink" if light > _LIGHT_RED else name
    if name == "gold":
        return "yellow" if light > _LIGHT_GOLD else "orange"
    return "brown" if name == "orange" and light < _DARK else name


def rows_that_differ(looks: Iterable[Look], rows: int) -> dict[int, str]:
    """Return the looks of the few rows that differ from the other `rows`.

    A column with its own colour and stripes of equal height do not count.
    """
    cells = list(looks)
    usual = Counter((column, look) for _, column, look in cells)
    found: dict[int, Counter[str]] = {}
    for row, column, look in cells:
        if usual[column, look] <= rows * _FEW:
            found.setdefault(row, Counter())[look] += 1
    differing = {
        row: STRUCK if STRUCK in counted else counted.most_common(1)[0][0]
        for row, counted in sorted(found.items())
    }
    return {} if _are_stripes(list(differing)) else differing


def are_few(differing: Mapping[int, str], rows: int) -> bool:
    """Return whether marked rows are so few among all rows that the mark may mean something."""
    return 0 < len(differing) <= rows * _FEW


def _are_stripes(rows: list[int]) -> bool:
    gaps = [after - before for before, after in pairwise(rows)]
    same = len(gaps) >= _SAME_GAPS and len(set(gaps)) == 1
    return same and 1 < gaps[0] <= _WIDEST_STRIPES
