"""Checks all codes of a list: whether they can be guessed, and whether their lengths differ."""

import math
from dataclasses import dataclass, field

from kiosk.guestlist.import_report import ImportWarning

GUESSABLE_BITS = 48
"""With fewer bits, a person with the list's hashes and the event's key can try all codes within
hours. The codes of most shops, ten random letters and digits, have 51."""

_LONG_ENOUGH = math.ceil(GUESSABLE_BITS / math.log2(10))  # digits only
_KEPT_DIGITS = 15
"""The digits of a number that a spreadsheet keeps; it replaces the others by zeros."""

_TOO_MANY_ZEROS = 3
_LIKELY = 0.02  # share of all long numbers; one in a thousand ends in three zeros by chance
_MOST_ODD = 0.5  # with more exceptions there is no usual length


@dataclass(slots=True)
class CodeQuality:
    """Counts properties of the codes of one file; stores none of the codes."""

    codes: int = 0
    guessable: int = 0
    first_guessable: int = 0
    lengths: dict[int, int] = field(default_factory=dict)
    first_rows: dict[int, int] = field(default_factory=dict)
    long_numbers: int = 0
    cut_off: int = 0
    zeros: int = 0

    def see(self, row: int, code: str) -> None:
        """Count a code; `row` is its row in the file."""
        length = len(code)
        self.codes += 1
        if length in self.lengths:
            self.lengths[length] += 1
        else:
            self.lengths[length], self.first_rows[length] = 1, row
        if length < _LONG_ENOUGH and _bits(code) < GUESSABLE_BITS:
            self.guessable += 1
            self.first_guessable = self.first_guessable or row
        if length > _KEPT_DIGITS and code.isdecimal() and code[0] != "0":
            self.long_numbers += 1
            if not code[_KEPT_DIGITS:].strip("0"):
                self.cut_off += 1
                self.zeros += len(code) - _KEPT_DIGITS

    @property
    def rounded(self) -> int:
        """How many codes a spreadsheet rounded to 15 digits; 0 if the zeros may be chance."""
        many = self.zeros >= _TOO_MANY_ZEROS * self.cut_off
        by_chance = self.cut_off < self.long_numbers and not (
            many and self.cut_off > self.long_numbers * _LIKELY
        )
        return 0 if by_chance or self.zeros < _TOO_MANY_ZEROS else self.cut_off

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about the codes."""
        warnings = []
        if self.guessable:
            params = {"codes": self.guessable, "row": self.first_guessable}
            warnings.append(ImportWarning("import.warning.guessable", params))
        usual = max(self.lengths, key=self.lengths.__getitem__, default=0)
        odd = self.codes - self.lengths.get(usual, 0)
        if 0 < odd < self.codes * _MOST_ODD:
            row = min(row for length, row in self.first_rows.items() if length != usual)
            warnings.append(
                ImportWarning(
                    "import.warning.odd_lengths", {"codes": odd, "length": usual, "row": row}
                )
            )
        return warnings


def _bits(code: str) -> float:
    """Return the most bits that a code of this length and these characters can have."""
    letters = 10 * any(map(str.isdigit, code))
    letters += 26 * any(map(str.islower, code)) + 26 * any(map(str.isupper, code))
    return len(code) * math.log2(max(letters, 2))
