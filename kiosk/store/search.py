"""Finding tickets by name: an index beside the lists, made after them and bit by bit."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from kiosk.store.bulk import step
from kiosk.store.database import Database

_NAMES_AT_ONCE = 100  # each name makes some thirty entries of the index

MOST_FOUND = 50

_NONE, _SOME, _ALL = 0, 1, 2  # what `list.indexed` says of a list's names

# Letters that Unicode does not take apart, as people without that key type them.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_WORD = re.compile(r"[^\W_]+")

# Asked only where nothing is found with them: "jan de vries" may stand as "Jan Vries".
_PARTICLES = frozenset(
    {"van", "de", "der", "den", "het", "t", "ten", "ter", "te", "op", "in", "aan", "bij"}
    | {"el", "al", "von", "zu", "da", "di", "du", "la", "le"}
)

_PERSONS = """
SELECT n, name, organisation, booked_by, ref FROM personal p
WHERE n > ? AND n <= ? AND list = ?
  AND EXISTS (SELECT 1 FROM personal_search_docsize d WHERE d.id = p.n) = ? ORDER BY n LIMIT ?
"""
_ADD = "INSERT INTO personal_search(rowid, name, organisation, booked_by, ref) VALUES (?,?,?,?,?)"
# FTS5 tidies its index up in bursts of 30 ms within a commit, unless it is asked for a few pages
# at a time.
_NO_BURSTS = "INSERT INTO personal_search(personal_search, rank) VALUES ('automerge', 0)"
_MERGE = "INSERT INTO personal_search(personal_search, rank) VALUES ('merge', 16)"
_NOTHING_DONE = 2  # changes are fewer than this where no page was merged (FTS5's manual)
_REMOVE = """
INSERT INTO personal_search(personal_search, rowid, name, organisation, booked_by, ref)
VALUES ('delete', ?, ?, ?, ?, ?)
"""
_FIND = """
SELECT p.ticket, p.name, p.organisation, p.booked_by, p.ref FROM personal_search s
JOIN personal p ON p.n = s.rowid
JOIN list l ON l.list = p.list AND l.event = ? AND l.state = 'current'
WHERE personal_search MATCH ? LIMIT ?
"""


def fold(text: str) -> str:
    """Return a text as it is searched: lower case, letters without their marks."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(lambda letter: not unicodedata.combining(letter), apart)).translate(
        _PLAIN_LETTERS
    )


class NameSearch:
    """Finds the tickets of one event (`event` is hex) by what a guest says at the door.

    `pause` is called between short transactions, for whoever waits for the write lock.
    """

    def __init__(self, database: Database, event: str, *, pause: Callable[[], None]) -> None:
        self._database = database
        self._event = bytes.fromhex(event)
        self._pause = pause

    def find(self, text: str, limit: int = MOST_FOUND) -> list[str]:
        """Return the ids (hex) of current tickets that all words of a text are about.

        Words may be in any order and unfinished; accents and case do not matter. They are looked
        for in name, organisation, booked by and reference; whole words come first.
        """
        words = _WORD.findall(fold(text))
        return self._find(words, limit) or self._find(
            [word for word in words if word not in _PARTICLES], limit
        )

    def catch_up(self) -> None:
        """Index the names of the current lists, and no others; it goes on where it was stopped."""
        for state, wanted, bring in (("old", _NONE, self.remove), ("current", _ALL, self._add)):
            rows = self._database.execute(
                "SELECT list FROM list WHERE event = ? AND state = ? AND indexed <> ?",
                (self._event, state, wanted),
            ).fetchall()
            for (number,) in rows:
                bring(number)

    def remove(self, number: int) -> None:
        """Take a list's names out of the index."""
        self._each(number, indexed=True, sql=_REMOVE)
        self._mark(number, _NONE)

    def _add(self, number: int) -> None:
        self._mark(number, _SOME)
        self._each(number, indexed=False, sql=_ADD)
        self._mark(number, _ALL)

    def _mark(self, number: int, indexed: int) -> None:
        with step(self._database):
            self._database.execute(_NO_BURSTS)
            self._database.execute("UPDATE list SET indexed = ? WHERE list = ?", (indexed, number))

    def _each(self, number: int, *, indexed: bool, sql: str) -> None:
        first, last = self._database.execute(
            "SELECT min(person) - 1, max(person) FROM list_row WHERE list = ?", (number,)
        ).fetchone()
        while first is not None:
            with step(self._database):
                persons = self._database.execute(
                    _PERSONS, (first, last, number, indexed, _NAMES_AT_ONCE)
                ).fetchall()
                self._database.conn.executemany(sql, map(_folded, persons))
            first = persons[-1][0] if persons else None
            self._pause()
            self._merge()

    def _merge(self) -> None:
        changes = _NOTHING_DONE
        while changes >= _NOTHING_DONE:
            with step(self._database):
                before = self._database.conn.total_changes
                self._database.execute(_MERGE)
                changes = self._database.conn.total_changes - before
            self._pause()

    def _find(self, words: Sequence[str], limit: int) -> list[str]:
        if not words:
            return []
        match = " ".join(f'"{word}"*' for word in words)
        rows = self._database.execute(_FIND, (self._event, match, limit * 4)).fetchall()
        ranked = sorted(rows, key=lambda row: (-_whole_words(words, row[1:]), fold(row[1] or "")))
        return [row[0].hex() for row in ranked[:limit]]


def _folded(person: tuple[int, str, str, str, str]) -> tuple[int | str, ...]:
    number, *texts = person
    return (number, *(fold(text or "") for text in texts))


def _whole_words(words: Sequence[str], texts: Sequence[str | None]) -> int:
    said = set(_WORD.findall(fold(" ".join(text or "" for text in texts))))
    return sum(word in said for word in words)
