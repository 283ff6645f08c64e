"""Finds guests by typed text, best matches first: whole words, beginnings, then typos."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain

from kiosk.domain.typos import (
    ABBREVIATIONS,
    MIN_TYPO_LENGTH,
    PARTICLES,
    join_particles,
    typo_candidates,
)
from kiosk.store.lists.name_index import normalise_text, words_of
from kiosk.store.sqlite.database import EventTables

MOST_FOUND = 50

_ENOUGH = 10
"""With this many matches as typed, typos are not searched for."""

_MOST_CANDIDATES = 40
"""Most typo candidates of one typed word; more would slow the typing down."""

_SHORTEST_PART = 3
"""Fewest letters of each part if one typed word is searched as two: "annemarie"."""

_MOST_DIGITS = 9
"""Most digits of a ticket's number that can be typed without its leading zeros."""

_SHORTEST_END = 2
"""Fewest digits that are searched for at the end of a ticket's number."""

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


class GuestFinder(EventTables):
    """Finds current tickets of one event (`event` is hex)."""

    def find(self, text: str, limit: int = MOST_FOUND) -> list[str]:
        """Return the ids (hex) of the tickets that match all words of a text, best first.

        Words may be in any order and unfinished; accents, case and one typo in a longer word do not
        matter. Searched are name, organisation, booked by and reference.
        """
        words = words_of(text)
        found: dict[str, None] = {}
        for match, variant in _matches(words):
            found |= dict.fromkeys(self._search(match, variant, limit))
            if len(found) >= limit:
                break
        if len(found) < limit and any(map(_is_number, words)):
            found |= dict.fromkeys(self._by_number(words, limit, alone=not found))
        if words and len(found) < _ENOUGH and not any(map(str.isdecimal, "".join(words))):
            for match, variant in self._typo_matches(_without_particles(words)):
                found |= dict.fromkeys(self._search(match, variant, limit))
                if found:
                    break
        return list(found)[:limit]

    def booked_together(self, booked_by: str) -> list[str]:
        """Return the ids (hex) of all tickets booked by exactly this person or group, by name."""
        words = words_of(booked_by)
        if not words:
            return []
        match = "booked_by : (" + " ".join(f'"{word}"' for word in words) + ")"
        return [
            ticket.hex()
            for ticket, by in self._database.execute(_TOGETHER, (self._event, match)).fetchall()
            if normalise_text(by.strip()) == normalise_text(booked_by.strip())
        ]

    def _typo_matches(self, words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield queries with typo candidates: of words that no name begins with first, then of all.

        A word without candidates ends the search: looking up the others takes time.
        """
        unknown = [word for word in words if not self._indexed_prefixes([word])]
        others: dict[str, list[str]] = {}
        for doubtful in (unknown, [word for word in words if word not in unknown]):
            for word in doubtful:
                others[word] = self._indexed_prefixes(sorted(typo_candidates(word)))[
                    :_MOST_CANDIDATES
                ]
                if word in unknown and not others[word] and len(word) < 2 * _SHORTEST_PART:
                    return
            if doubtful:
                asked = (_alternatives(word, others.get(word, ())) for word in words)
                yield " AND ".join(asked), [*words, *chain.from_iterable(others.values())]

    def _indexed_prefixes(self, words: Sequence[str]) -> list[str]:
        """Return those of these words that a name begins with."""
        return self._database.values(_KNOWN, (json.dumps(words),))

    def _by_number(self, words: Sequence[str], limit: int, *, alone: bool) -> list[str]:
        """Return the tickets by a number without its leading zeros, or by its end.

        `alone`: nothing else was found. With other words, a number is searched only then.
        """
        if len(words) > 1 and not alone:
            return []
        found = self._search(" AND ".join(map(_expand, words)), words, limit)
        return found + (self._by_end_of_number(words[0], limit) if len(words) == 1 else [])

    def _by_end_of_number(self, number: str, limit: int) -> list[str]:
        if len(number) < _SHORTEST_END:
            return []
        return [
            ticket.hex()
            for ticket in self._database.values(_ENDING, (self._event, f"*{number}", limit))
        ]

    def _search(self, match: str, words: Sequence[str], limit: int) -> list[str]:
        rows = self._database.execute(_FIND, (self._event, match, limit * 4)).fetchall()
        ranked = sorted(
            rows, key=lambda row: (-_whole_words(words, row[1:]), normalise_text(row[1] or ""))
        )
        return [row[0].hex() for row in ranked]


def _matches(words: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield queries of the index, the likeliest first, with the words that they search."""
    if not words:
        return
    yield " ".join(f'"{word}"' for word in words), words
    yield _prefixes(words), words
    if any(word in ABBREVIATIONS for word in words):
        yield " AND ".join(map(_expand, words)), words
    for other in (_without_particles(words), join_particles(words)):
        if other != words:
            yield _prefixes(other), other


def _without_particles(words: list[str]) -> list[str]:
    return [word for word in words if word not in PARTICLES] or words


def _expand(word: str) -> str:
    """Return the query of a word's long forms: "vd" for van den, 85 with leading zeros."""
    if word in ABBREVIATIONS:
        parts = (" OR ".join(f'"{one}"' for one in part) for part in ABBREVIATIONS[word])
        return "(" + " AND ".join(f"({part})" for part in parts) + f' OR "{word}")'
    if _is_number(word):
        zeros = (f'"{word.zfill(digits)}"' for digits in range(len(word), _MOST_DIGITS + 1))
        return f'("{word}"* OR ' + " OR ".join(zeros) + ")"
    return f'"{word}"*'


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < _MOST_DIGITS


def _prefixes(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _alternatives(word: str, others: Sequence[str]) -> str:
    # A short prefix that was not typed would match half of the list.
    candidates = (
        f'"{other}"*' if len(other) > MIN_TYPO_LENGTH else f'"{other}"' for other in others
    )
    positions = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    split = (f'("{word[:position]}" AND "{word[position:]}"*)' for position in positions)
    return "(" + " OR ".join((f'"{word}"*', *candidates, *split)) + ")"


def _whole_words(words: Sequence[str], texts: Sequence[str | None]) -> int:
    words_of_guest = set(words_of(" ".join(text or "" for text in texts)))
    return sum(word in words_of_guest for word in words)
