"""The search through one file's columns: the fields found so far, and the free columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.column_samples import Samples
from kiosk.guestlist.columns.column_words import plain
from kiosk.guestlist.columns.list_columns import BESIDES, TOGETHER
from kiosk.guestlist.columns.shop_layouts import Layout

_MAY_BE_CODE = re.compile(r"(?=\S*\d)(?=\S{6})(\S{4})\S+")  # a word with a digit
_LETTER = re.compile(r"(?:kolom|column) [A-Z]{1,3}")  # as `added_columns.toml` has it
_LONGEST_SHOWN = 80
_MOST_SHOWN = 20


@dataclass(slots=True)
class Search:
    """The search through one file's columns: the fields found so far, and the free columns."""

    headings: Sequence[str]
    samples: Samples
    layout: Layout | None
    wanted: Mapping[str, str]
    taken: set[int]
    positions: dict[str, int] = field(default_factory=dict)
    counts: tuple[int, ...] = ()
    doubtful: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def free(self) -> list[int]:
        """The columns without a meaning so far."""
        return [
            position
            for position, heading in enumerate(self.headings)
            if heading and position not in self.taken
        ]

    def take(self, name: str, position: int) -> None:
        """Use a column for a field."""
        self.positions[name] = position
        self.taken.add(position)

    @property
    def named(self) -> list[int]:
        """The free columns, except those that the shop's layout ignores."""
        aside = self.layout.aside if self.layout else frozenset()
        return [position for position in self.free if plain(self.headings[position]) not in aside]

    def of_shop(self, kind: str) -> list[int]:
        """Return the columns that the shop's export has for a field or kind of column."""
        return self.layout.positions(kind, self.headings) if self.layout else []


def chosen_column(heading: str, headings: Sequence[str]) -> int:
    """Return the column that the user named; UnusableInput if there is none."""
    for alike in (str.strip, plain):
        for position, candidate in enumerate(headings):
            if alike(candidate) == alike(heading) and alike(heading):
                return position
    letter = heading.strip().upper()
    lettered = [one for one in headings if is_letter(one) and one.endswith(f" {letter}")]
    if lettered:  # "C" for "kolom C"
        return headings.index(lettered[0])
    raise UnusableInput("error.map_unknown_column", column=heading, found=shown_headings(headings))


def chosen_columns(name: str, text: str, headings: Sequence[str]) -> list[int]:
    """Return the columns that a person named for a field: places may be a sum, "A + B"."""
    for sign in (TOGETHER, TOGETHER.strip()) if name in ("places", BESIDES) else ():
        parts = text.split(sign)
        if len(parts) > 1 and text.strip() not in headings:
            return list(dict.fromkeys(chosen_column(part, headings) for part in parts))
    return [chosen_column(text, headings)]


def is_letter(heading: str) -> bool:
    """Return whether a column has no heading, and is named by its letter."""
    return _LETTER.fullmatch(heading) is not None


def without_codes(heading: str) -> str:
    """Return a column name with its long words that have a digit cut off: they may be codes."""
    return _MAY_BE_CODE.sub(r"\1…", heading)


def shown_headings(headings: Sequence[str]) -> str:
    """Return the column names without codes, in case the file has no headings."""
    shown = (without_codes(heading)[:_LONGEST_SHOWN] for heading in headings if heading)
    return ", ".join(f"'{heading}'" for heading in islice(shown, _MOST_SHOWN))
