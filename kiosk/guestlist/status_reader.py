"""Reads the status of rows from all status columns, with the words that the user explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.domain.letters import one_line
from kiosk.domain.ticket import Status
from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.column_words import plain
from kiosk.guestlist.columns.list_columns import Columns, StatusColumn
from kiosk.guestlist.columns.status_words import status_words, strictest

ROWS_NAMED = 3
"""The most row numbers that are listed for one problem."""

_CHOICES = (Status.VALID, Status.UNPAID, Status.CANCELLED, Status.BLOCKED)
_ASKS_EMPTY = frozenset({"paid", "approved", "coming"})
_SHORTEST_NOTE = 5  # letters of a note that counts as a status; "open" is too vague

Explained = Mapping[tuple[str, str], Status]
"""The user's meaning of words: (heading or "" for any column, plain word) to status."""


@dataclass(slots=True)
class Unexplained:
    """An unknown word in a status column: how often, and its first rows."""

    heading: str
    word: str
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def see(self, row: int) -> None:
        """Count one more row."""
        self.count += 1
        if len(self.rows) < ROWS_NAMED:
            self.rows.append(row)


class StatusReader:
    """Reads the status of rows, and collects unknown words."""

    def __init__(self, columns: Columns, explained: Explained, fixed: str | None = None) -> None:
        self._columns = columns.statuses
        self._shop = columns.layout.words if columns.layout else {}
        self._explained = explained
        self._fixed = (read_status(fixed),) if fixed else ()
        self._known: dict[tuple[str, ...], tuple[Status, tuple[StatusColumn, ...]]] = {}
        self._unexplained: dict[tuple[str, str], Unexplained] = {}
        self.noted: dict[str, Unexplained] = {}

    def read(self, number: int, cells: Sequence[str], notes: Sequence[str]) -> str:
        """Return a row's status; a row with an unknown word is blocked for now."""
        key = tuple(cells)
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._judge(key)
        status, open_columns = known
        for column in open_columns:
            word = one_line(cells[self._columns.index(column)])
            found = Unexplained(column.heading, word)
            self._unexplained.setdefault((column.heading, word_key(word)), found).see(number)
        for note in filter(None, notes):
            if (from_note := self._of_note(note)) is not None:
                status = strictest((status, from_note))
                self.noted.setdefault(note, Unexplained("", note)).see(number)
        return str(status)

    def unexplained(self) -> list[Unexplained]:
        """Return the unknown words; an empty cell among yes and no is one too."""
        return list(self._unexplained.values())

    def _judge(self, cells: tuple[str, ...]) -> tuple[Status, tuple[StatusColumn, ...]]:
        statuses: list[Status] = [*self._fixed]
        unknown: list[StatusColumn] = []
        for column, cell in zip(self._columns, cells, strict=True):
            meaning = self._meaning(column, one_line(cell))
            if meaning is None:
                unknown.append(column)
            else:
                statuses.append(meaning)
        status = strictest(statuses)
        if status in (Status.CANCELLED, Status.BLOCKED):
            unknown = [one for one in unknown if one_line(cells[self._columns.index(one)])]
        return (Status.UNPAID if unknown and status is Status.VALID else status), tuple(unknown)

    def _meaning(self, column: StatusColumn, word: str) -> Status | None:
        own = self._explained.get((column.heading, word_key(word)))
        if own is not None:
            return own
        if not word and column.kind in _ASKS_EMPTY and not column.known_only:
            return self._explained.get(("", ""))
        known = status_words().meaning(column.kind, word, self._shop)
        if known is None:
            known = self._explained.get(("", word_key(word)))
        return Status.VALID if known is None and column.known_only else known

    def _of_note(self, note: str) -> Status | None:
        """Return the status of a note that is only a word for a refusal."""
        if len(plain(note)) < _SHORTEST_NOTE:
            return None
        status = status_words().state(note)
        return None if status is Status.VALID else status


def word_key(word: str) -> str:
    """Return a key that is equal for different spellings of a word."""
    return plain(word) or word.strip()


def read_status(text: str) -> Status:
    """Return the status that a word means by itself; UnusableInput if it means none."""
    status = status_words().meaning("state", text)
    if status is None:
        raise UnusableInput("error.status_form", text=text, known=", ".join(_CHOICES))
    return status


def explained_words(texts: Sequence[str], columns: Columns) -> Explained:
    """Parse `WORD=STATUS` and `Column: WORD=STATUS`; UnusableInput if a text is neither.

    A word that is known to keep people out cannot be made valid.
    """
    explained: dict[tuple[str, str], Status] = {}
    for text in texts:
        before, sign, after = text.rpartition("=")
        if not sign or after.strip() not in tuple(_CHOICES):
            raise UnusableInput("error.status_form", text=text, known=", ".join(_CHOICES))
        status = Status(after.strip())
        heading, word = _of_column(before, columns)
        _check_known(heading, word, status, columns, text)
        explained[heading, word_key(word)] = status
    return explained


def _of_column(text: str, columns: Columns) -> tuple[str, str]:
    for column in columns.statuses:
        heading, sign, word = text.partition(f"{column.heading}:")
        if sign and not heading.strip():
            return column.heading, word.strip()
    return "", text.strip()


def _check_known(heading: str, word: str, status: Status, columns: Columns, text: str) -> None:
    if status is not Status.VALID or not word:
        return
    shop = columns.layout.words if columns.layout else {}
    asked = [column for column in columns.statuses if heading in ("", column.heading)]
    for column in asked:
        known = status_words().meaning(column.kind, word, shop)
        if known not in (None, Status.VALID):
            raise UnusableInput("error.status_known", text=text, word=word, column=column.heading)
