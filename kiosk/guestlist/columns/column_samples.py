"""The values in each column of a list's first rows, and their kind."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from os.path import commonprefix

from kiosk.domain.letters import one_line
from kiosk.guestlist.row_source import RowSource

MOST_ROWS = 1000
"""The rows at the start of a file that are examined."""

_MOST_KINDS = 12
_MOSTLY_REPEATED = 0.75
_LEAST_VARYING = 6
"""The fewest characters in which codes differ; counted-up numbers differ in fewer."""

_HALF = 0.5
_MOST = 0.9

_EMAIL = re.compile(r"\S+@\S+\.\S+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:=/+-]{6,}[A-Za-z0-9=]")
_DATE = re.compile(r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}).*|(?:19|20)\d{6}")
_PHONE = re.compile(r"(?:\+|00?)\d[\d ()-]{7,16}")
_AMOUNT = re.compile(r"[^\d\s]{0,3}\s?-?\d+[.,]\d{1,2}")
_COUNTED = re.compile(r"[A-Za-z]*[-_.#]?\d+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)


class Sample:
    """The values of one column in the first rows, without empty ones."""

    def __init__(self, cells: Iterable[str]) -> None:
        every = [one_line(cell) for cell in cells]
        self.rows = len(every)
        self.values = [cell for cell in every if cell]

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The different values in their order, with their counts."""
        return Counter(self.values)

    @property
    def is_empty(self) -> bool:
        """True if no row has a value."""
        return not self.values

    @property
    def is_full(self) -> bool:
        """True if almost every row has a value."""
        return len(self.values) >= self.rows * _MOST

    @property
    def has_few_kinds(self) -> bool:
        """True if the values are words of a small set, not individual texts or numbers."""
        repeated = len(self.kinds) <= max(2, len(self.values) * _MOSTLY_REPEATED)
        return bool(self.values) and len(self.kinds) <= _MOST_KINDS and repeated

    @property
    def all_differ(self) -> bool:
        """True if no value occurs twice."""
        return len(self.kinds) == len(self.values)

    def share(self, holds: Iterable[bool]) -> float:
        """Return the share of values with a property; `holds` has one element for each value."""
        return sum(holds) / len(self.values) if self.values else 0.0

    @property
    def is_email(self) -> bool:
        """True if most values are e-mail addresses."""
        return self.share(bool(_EMAIL.fullmatch(value)) for value in self.values) > _HALF

    @property
    def is_amount(self) -> bool:
        """True if most values are amounts of money."""
        return self.share(bool(_AMOUNT.fullmatch(value)) for value in self.values) > _HALF

    @property
    def looks_like_codes(self) -> bool:
        """True if the values may be ticket codes: one long word each, all different."""
        if len(self.values) < 2 or not self.is_full or not self.has_codes:  # noqa: PLR2004
            return False
        shared = len(commonprefix(self.values))  # noqa: RUF071  # of texts, not of paths
        return min(map(len, self.values)) - shared >= _LEAST_VARYING

    @property
    def has_codes(self) -> bool:
        """True if the values, without empty cells, may be codes: long words, all different."""
        are_words = self.all_differ and all(map(_is_code, self.values))
        return are_words and any(map(_has_digit, self.values))

    @property
    def are_long_codes(self) -> bool:
        """True if all values mix letters and digits as codes do, and not as `TICKET-0012`."""
        return (
            bool(self.values) and self.has_codes and not all(map(_COUNTED.fullmatch, self.values))
        )

    @property
    def looks_like_addresses(self) -> bool:
        """True if the values are web addresses, all different."""
        return (
            not self.is_empty
            and self.is_full
            and self.all_differ
            and all(map(_ADDRESS.fullmatch, self.values))
        )

    @property
    def holds_words(self) -> bool:
        """True if no values, or most of them, are words without digits."""
        return self.is_empty or self.share(map(_is_name, self.values)) > _HALF

    @property
    def looks_like_names(self) -> bool:
        """True if most values are words without digits, rarely equal."""
        rarely_equal = len(self.kinds) >= len(self.values) * _HALF
        return rarely_equal and self.share(map(_is_name, self.values)) > _HALF


class Samples:
    """The first rows of a list, by column."""

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> None:
        self._rows = rows
        self._headings = headings
        self._columns: dict[int, Sample] = {}

    @property
    def none(self) -> bool:
        """True if there are no rows."""
        return not self._rows

    def first_values(self) -> dict[str, str]:
        """Return the first value of each column with a name; empty without one."""
        return {
            heading: next((cell for (cell,) in self.rows(at) if cell.strip()), "")
            for at, heading in enumerate(self._headings)
            if heading
        }

    def __getitem__(self, position: int) -> Sample:
        if position not in self._columns:
            cells = (row[position] if position < len(row) else "" for row in self._rows)
            self._columns[position] = Sample(cells)
        return self._columns[position]

    def rows(self, *positions: int) -> list[tuple[str, ...]]:
        """Return the cells of some columns, row by row."""
        return [
            tuple(row[position] if position < len(row) else "" for position in positions)
            for row in self._rows
        ]


def sampled_rows(table: RowSource) -> list[list[str]]:
    """Return the first rows of a list, without those that cannot be read."""
    first = islice(table.rows(), MOST_ROWS)
    return [cells for _, cells in first if isinstance(cells, list)]


def _is_code(value: str) -> bool:
    return bool(_CODE.fullmatch(value)) and not any(
        form.fullmatch(value) for form in (_EMAIL, _DATE, _PHONE, _AMOUNT, _ADDRESS)
    )


def _has_digit(value: str) -> bool:
    return any(map(str.isdigit, value))


def _is_name(value: str) -> bool:
    return not _has_digit(value) and "@" not in value and any(map(str.isalpha, value))
