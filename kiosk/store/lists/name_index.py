"""The search index of names, updated after the lists in short transactions."""

import re
import unicodedata
from collections.abc import Callable
from itertools import starmap

from kiosk.store.sqlite.database import Database, EventTables, database_path
from kiosk.store.sqlite.write_batches import relaxed_transaction
from kiosk.store.sqlite.write_turns import door_is_open

_BATCH_WITH_DOOR = 100  # names in one transaction: each makes some thirty entries of the index
_BATCH_WITHOUT_DOOR = 2_000  # fewer transactions leave less to merge: half of the time in all

_NONE, _SOME, _ALL = 0, 1, 2  # values of `list_snapshot.indexed`

# Letters that Unicode does not decompose, as people without that key type them.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_WORD = re.compile(r"[^\W_]+")

_PERSONS = """
SELECT n, name, organisation, booked_by, ref FROM personal p
WHERE n > ? AND n <= ? AND list = ?
  AND EXISTS (SELECT 1 FROM personal_search_docsize d WHERE d.id = p.n) = ? ORDER BY n LIMIT ?
"""
_SINGLE_PERSONS = """
SELECT n, name, organisation, booked_by, ref FROM personal WHERE ref IS NOT NULL
  AND (annex IS NOT NULL OR list IN (SELECT list FROM list_snapshot WHERE source = ''))
"""
ADD_TO_INDEX = (
    "INSERT INTO personal_search(rowid, name, organisation, booked_by, ref) VALUES (?,?,?,?,?)"
)
# FTS5 merges its index in bursts of 30 ms within a commit, unless it is asked for a few pages
# at a time.
_NO_BURSTS = "INSERT INTO personal_search(personal_search, rank) VALUES ('automerge', 0)"
_MERGE = "INSERT INTO personal_search(personal_search, rank) VALUES ('merge', 16)"
_NOTHING_DONE = 2  # changes are fewer than this where no page was merged (FTS5's manual)
REMOVE_FROM_INDEX = """
INSERT INTO personal_search(personal_search, rowid, name, organisation, booked_by, ref)
VALUES ('delete', ?, ?, ?, ?, ?)
"""


def normalise_text(text: str) -> str:
    """Return a text as it is searched: lower case, letters without their marks."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(lambda letter: not unicodedata.combining(letter), apart)).translate(
        _PLAIN_LETTERS
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are searched."""
    return _WORD.findall(normalise_text(text))


class NameIndex(EventTables):
    """Indexes the names of one event's lists (`event` is hex).

    `pause` is called between short transactions, for a process that waits for the write lock.
    """

    def __init__(self, database: Database, event: str, *, pause: Callable[[], None]) -> None:
        super().__init__(database, event)
        self._pause = pause

    def update(self) -> None:
        """Index the names of the current lists only; resumes where it was stopped."""
        for state, wanted, change in (("old", _NONE, self.remove), ("current", _ALL, self._add)):
            rows = self._database.execute(
                "SELECT list FROM list_snapshot WHERE event = ? AND state = ? AND indexed <> ?",
                (self._event, state, wanted),
            ).fetchall()
            for (number,) in rows:
                change(number)

    def remove(self, number: int) -> None:
        """Remove a list's names from the index."""
        self._each(number, indexed=True, sql=REMOVE_FROM_INDEX)
        self._mark(number, _NONE)

    def _add(self, number: int) -> None:
        self._mark(number, _SOME)
        self._each(number, indexed=False, sql=ADD_TO_INDEX)
        self._mark(number, _ALL)

    def _mark(self, number: int, indexed: int) -> None:
        with relaxed_transaction(self._database):
            self._database.execute(_NO_BURSTS)
            self._database.execute(
                "UPDATE list_snapshot SET indexed = ? WHERE list = ?", (indexed, number)
            )

    def _each(self, number: int, *, indexed: bool, sql: str) -> None:
        first, last = self._database.execute(
            "SELECT min(person) - 1, max(person) FROM list_row WHERE list = ?", (number,)
        ).fetchone()
        folder = database_path(self._database).parent
        while first is not None:
            at_once = _BATCH_WITH_DOOR if door_is_open(folder) else _BATCH_WITHOUT_DOOR
            with relaxed_transaction(self._database):
                persons = self._database.execute(
                    _PERSONS, (first, last, number, indexed, at_once)
                ).fetchall()
                self._database.conn.executemany(sql, starmap(index_row, persons))
            first = persons[-1][0] if persons else None
            self._pause()
            self._merge()

    def _merge(self) -> None:
        changes = _NOTHING_DONE
        while changes >= _NOTHING_DONE:
            with relaxed_transaction(self._database):
                before = self._database.conn.total_changes
                self._database.execute(_MERGE)
                changes = self._database.conn.total_changes - before
            self._pause()


def clear_index(database: Database) -> None:
    """Empty the index of all events, and index single persons again; call inside `immediate`.

    `NameIndex.update` fills it with the lists.
    """
    database.execute("INSERT INTO personal_search(personal_search) VALUES ('delete-all')")
    database.execute("UPDATE list_snapshot SET indexed = 0 WHERE source <> ''")
    index_single_persons(database)


def index_single_persons(database: Database) -> None:
    """Index the persons of no file in an emptied index; call inside `immediate`."""
    database.conn.executemany(ADD_TO_INDEX, starmap(index_row, database.rows(_SINGLE_PERSONS)))


def index_row(number: int | None, *texts: str | None) -> tuple[int | str | None, ...]:
    """Return a person's number and texts as they are indexed."""
    return (number, *(normalise_text(text or "") for text in texts))
