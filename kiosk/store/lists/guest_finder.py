"""Finding guests by what is typed of them, best first: whole words, beginnings, slips."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain

from kiosk.domain.typos import PARTICLES, SHORTENED, SHORTEST, join_particles, typo_candidates
from kiosk.store.lists.name_index import fold, words_of
from kiosk.store.sqlite.database import Database

MOST_FOUND = 50

_ENOUGH = 10
"""Where this many are found as they were typed, nobody looks for slips."""

_MOST_MEANT = 40
"""Words that one typed word is looked for as, at most: more would slow the typing down."""

_SHORTEST_PART = 3
"""Letters of each part at least, where one typed word is looked for as two: "annemarie"."""

_MOST_DIGITS = 9
"""Digits of a ticket's number at most, where zeros before it need not be typed."""

_SHORTEST_END = 2
"""Digits at least of what is looked for at the end of a ticket's number."""

_FIND = """
SELECT p.ticket, p.name, p.organisation, p.booked_by, p.ref FROM personal_search s
JOIN personal p ON p.n = s.rowid
LEFT JOIN list_snapshot l ON l.list = p.list
LEFT JOIN desk_action h ON p.list IS NULL AND h.event = p.event AND h.ticket = p.ticket
  AND h.substitute_annex = p.annex
WHERE personal_search MATCH ?2 AND p.event = ?1
  AND (l.state = 'current' OR h.substitute_annex IS NOT NULL)
LIMIT ?3
"""
_ENDING = """
SELECT f.ticket FROM list_snapshot l CROSS JOIN list_ref f ON f.list = l.list AND f.ref GLOB ?2
WHERE l.event = ?1 AND l.state = 'current' LIMIT ?3
"""
_KNOWN = """
SELECT value FROM json_each(?) WHERE EXISTS
  (SELECT 1 FROM personal_word WHERE term >= value AND term < value || char(65535))
"""
_TOGETHER = """
SELECT p.ticket, p.booked_by FROM personal_search s JOIN personal p ON p.n = s.rowid
JOIN list_snapshot l ON l.list = p.list AND l.event = ?1 AND l.state = 'current'
WHERE personal_search MATCH ?2 ORDER BY p.name, p.ref
"""


class GuestFinder:
    """Finds the current tickets of one event (`event` is hex)."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event = bytes.fromhex(event)

    def find(self, text: str, limit: int = MOST_FOUND) -> list[str]:
        """Return the ids (hex) of the tickets that all words of a text are about, best first.

        Words may be in any order and unfinished; accents, case and one slip in a longer word do
        not matter. They are looked for in name, organisation, booked by and reference.
        """
        words = words_of(text)
        found: dict[str, None] = {}
        for match, said in _matches(words):
            found |= dict.fromkeys(self._matching(match, said, limit))
            if len(found) >= limit:
                break
        if len(found) < limit and any(map(_is_number, words)):
            found |= dict.fromkeys(self._numbered(words, limit, alone=not found))
        if words and len(found) < _ENOUGH and not any(map(str.isdecimal, "".join(words))):
            for match, said in self._slips(_without_particles(words)):
                found |= dict.fromkeys(self._matching(match, said, limit))
                if found:
                    break
        return list(found)[:limit]

    def booked_together(self, booked_by: str) -> list[str]:
        """Return the ids (hex) of all tickets that exactly this person or group booked, by name."""
        words = words_of(booked_by)
        if not words:
            return []
        match = "booked_by : (" + " ".join(f'"{word}"' for word in words) + ")"
        rows = self._database.execute(_TOGETHER, (self._event, match)).fetchall()
        return [ticket.hex() for ticket, by in rows if fold(by.strip()) == fold(booked_by.strip())]

    def _slips(self, words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield what else may have been meant: first by words that no name begins with, then all.

        A word that nothing was meant by ends it: looking the others up takes time.
        """
        strange = [word for word in words if not self._known([word])]
        others: dict[str, list[str]] = {}
        for doubted in (strange, [word for word in words if word not in strange]):
            for word in doubted:
                others[word] = self._known(sorted(typo_candidates(word)))[:_MOST_MEANT]
                if word in strange and not others[word] and len(word) < 2 * _SHORTEST_PART:
                    return
            if doubted:
                asked = (_either(word, others.get(word, ())) for word in words)
                yield " AND ".join(asked), [*words, *chain.from_iterable(others.values())]

    def _known(self, words: Sequence[str]) -> list[str]:
        """Return which of these some name begins with."""
        asked = json.dumps(words)
        return [known for (known,) in self._database.execute(_KNOWN, (asked,))]

    def _numbered(self, words: Sequence[str], limit: int, *, alone: bool) -> list[str]:
        """Return the tickets by a number without the zeros before it, or by its end.

        `alone`: nothing else was found. Beside other words it is looked for only then.
        """
        if len(words) > 1 and not alone:
            return []
        found = self._matching(" AND ".join(map(_in_full, words)), words, limit)
        return found + (self._ending(words[0], limit) if len(words) == 1 else [])

    def _ending(self, number: str, limit: int) -> list[str]:
        """Return the tickets whose reference ends in a number of two digits or more."""
        if len(number) < _SHORTEST_END:
            return []
        rows = self._database.execute(_ENDING, (self._event, f"*{number}", limit)).fetchall()
        return [ticket.hex() for (ticket,) in rows]

    def _matching(self, match: str, words: Sequence[str], limit: int) -> list[str]:
        rows = self._database.execute(_FIND, (self._event, match, limit * 4)).fetchall()
        ranked = sorted(rows, key=lambda row: (-_whole_words(words, row[1:]), fold(row[1] or "")))
        return [row[0].hex() for row in ranked]


def _matches(words: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what to ask of the index, the likeliest first, with the words it stands for."""
    if not words:
        return
    yield " ".join(f'"{word}"' for word in words), words
    yield _beginning(words), words
    if any(word in SHORTENED for word in words):
        yield " AND ".join(map(_in_full, words)), words
    for other in (_without_particles(words), join_particles(words)):
        if other != words:
            yield _beginning(other), other


def _without_particles(words: list[str]) -> list[str]:
    return [word for word in words if word not in PARTICLES] or words


def _in_full(word: str) -> str:
    """Ask for what a word is short for: "vd" for van den, 85 for a number with zeros before it."""
    if word in SHORTENED:
        parts = (" OR ".join(f'"{one}"' for one in part) for part in SHORTENED[word])
        return "(" + " AND ".join(f"({part})" for part in parts) + f' OR "{word}")'
    if _is_number(word):
        zeros = (f'"{word.zfill(digits)}"' for digits in range(len(word), _MOST_DIGITS + 1))
        return f'("{word}"* OR ' + " OR ".join(zeros) + ")"
    return f'"{word}"*'


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < _MOST_DIGITS


def _beginning(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _either(word: str, others: Sequence[str]) -> str:
    # A short beginning that nobody typed would find half of the list.
    meant_so = (f'"{other}"*' if len(other) > SHORTEST else f'"{other}"' for other in others)
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    apart = (f'("{word[:place]}" AND "{word[place:]}"*)' for place in places)
    return "(" + " OR ".join((f'"{word}"*', *meant_so, *apart)) + ")"


def _whole_words(words: Sequence[str], texts: Sequence[str | None]) -> int:
    said = set(words_of(" ".join(text or "" for text in texts)))
    return sum(word in said for word in words)
