"""A detected code: its text and its corners in pixels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MAX_TEXT = 4096  # characters; longer than any ticket code

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code in a picture; `corners` are four (x, y) pixels, clockwise."""

    text: str
    corners: tuple[Point, ...]

    @property
    def centre(self) -> Point:
        """The middle of the corners, in pixels."""
        count = len(self.corners)
        return sum(x for x, _ in self.corners) / count, sum(y for _, y in self.corners) / count

    @property
    def size(self) -> float:
        """The mean length of the sides, in pixels."""
        pairs = zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)
        return sum(math.dist(a, b) for a, b in pairs) / len(self.corners)

    def covers(self, point: Point) -> bool:
        """Return whether a pixel is on the code or within a quarter of its size around it."""
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        margin = self.size / 4
        return (
            min(xs) - margin <= point[0] <= max(xs) + margin
            and min(ys) - margin <= point[1] <= max(ys) + margin
        )


def clockwise(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the corners clockwise on the screen, from the top left one."""
    corners = list(points)
    x0 = sum(x for x, _ in corners) / len(corners)
    y0 = sum(y for _, y in corners) / len(corners)
    return tuple(sorted(corners, key=lambda point: math.atan2(point[1] - y0, point[0] - x0)))


def is_usable(text: str) -> bool:
    """Return whether a decoded text can be a ticket: not empty, not longer than MAX_TEXT."""
    return 0 < len(text) <= MAX_TEXT


def merged(first: Sequence[Code], more: Iterable[Code]) -> tuple[Code, ...]:
    """Add the codes of another decoding pass at places where no code was found before."""
    found = list(first)
    for code in more:
        if not any(math.dist(code.centre, known.centre) < known.size / 2 for known in found):
            found.append(code)
    return tuple(found)


def in_reading_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Sort top to bottom, then left to right; codes within half a size are one row."""
    rows: list[list[Code]] = []
    for code in sorted(codes, key=lambda code: code.centre[1]):
        if rows and code.centre[1] - rows[-1][0].centre[1] <= rows[-1][0].size / 2:
            rows[-1].append(code)
        else:
            rows.append([code])
    return tuple(code for row in rows for code in sorted(row, key=lambda code: code.centre[0]))


def distinct(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Return the first code of each text."""
    first: dict[str, Code] = {}
    for code in codes:
        first.setdefault(code.text, code)
    return tuple(first.values())
