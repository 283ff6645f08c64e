"""Finds words that keep guests out, in unused columns, below the sampled rows."""

from collections.abc import Sequence

from kiosk.domain.ticket import Status
from kiosk.guestlist.columns.column_samples import MOST_ROWS, Samples
from kiosk.guestlist.columns.list_columns import Columns
from kiosk.guestlist.columns.status_words import status_words

_MOST_KINDS = 50  # a column with more words is no status column
_MOST_KEPT = 8


class LateWords:
    """Checks the rows after the sample in the unused columns that have few different words."""

    def __init__(self, columns: Columns, samples: Samples) -> None:
        self._columns = columns
        self._rows = 0
        self._seen: dict[int, set[str]] = {
            position: set(samples[position].kinds)
            for position, heading in enumerate(columns.headings)
            if heading
            and position not in columns.used | columns.ignored
            and (samples[position].is_empty or samples[position].has_few_kinds)
        }
        self._found: dict[int, list[str]] = {}

    def see(self, cells: Sequence[str]) -> None:
        """Check the cells of the next row."""
        self._rows += 1
        if self._rows <= MOST_ROWS:
            return
        for position, seen in self._seen.items():
            if cells[position] not in seen and cells[position]:
                self._check_word(position, cells[position])

    def found(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the columns with such words, and the words."""
        return [(self._columns.headings[one], tuple(words)) for one, words in self._found.items()]

    def _check_word(self, position: int, word: str) -> None:
        seen = self._seen[position]
        if len(seen) < _MOST_KINDS:
            seen.add(word)
        if status_words().state(word) not in (None, Status.VALID):
            words = self._found.setdefault(position, [])
            if word not in words and len(words) < _MOST_KEPT:
                words.append(word)
