"""The usual names of columns, from `resources/lists`, and how headings are compared with them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kiosk.paths import RESOURCES

LISTS = RESOURCES / "lists"
_LONGEST_HEADING = 120
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Names:
    """The usual names of one kind of column: `exact` by rank, and patterns for words."""

    exact: Mapping[str, int]
    phrases: re.Pattern[str] | None

    def rank(self, heading: str) -> int | None:
        """Return the rank of a heading for this kind, 0 first; None if it is no exact name."""
        rank = self.exact.get(plain(heading))
        if rank is None and (short := _IN_BRACKETS.sub("", heading)) != heading:
            return self.exact.get(plain(short))  # "Betaald (ja/nee)"
        return rank

    def matches(self, heading: str) -> bool:
        """Return whether a heading is a name of this kind, or is described by its patterns."""
        return self.rank(heading) is not None or self.describes(heading)

    def describes(self, heading: str) -> bool:
        """Return whether the words of a heading match a pattern of this kind."""
        return self.phrases is not None and self.phrases.search(spaced(heading)) is not None


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """All kinds of columns: fields of a ticket, guests besides, add-ons, status columns, others.

    `persons` are words in a heading that say whose name the column holds, `between` join them
    to the rest.
    """

    fields: Mapping[str, Names]
    desk_notes: Names
    besides: Names
    addon: Names
    statuses: Mapping[str, Names]
    activity: Names
    aside: Names
    days: Names
    persons: Mapping[str, frozenset[str]]
    between: frozenset[str]


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """Return the letters and digits of a heading, lower-case and without accents."""
    return _SIGNS.sub("", _letters(heading))


@lru_cache(maxsize=4096)
def spaced(heading: str) -> str:
    """Return the words of a heading, lower-case and without accents, with single spaces."""
    return _SIGNS.sub(" ", _letters(_INNER_CAPITAL.sub(" ", heading))).strip()


_SIGNS = re.compile(r"[^a-z0-9]+")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


def _letters(heading: str) -> str:
    short = heading[:_LONGEST_HEADING].replace("#", "nr").replace("+", " plus ")
    marked = unicodedata.normalize("NFKD", short).casefold()
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


@cache
def column_words(path: Path = LISTS / "headings.toml") -> ColumnWords:
    """Return the usual names of columns; they are read once."""
    parsed = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {name: _names(table, (plain(name),)) for name, table in parsed["fields"].items()}
    return ColumnWords(
        fields,
        _names(parsed["desk_notes"]),
        _names(parsed["besides"]),
        _names(parsed["addon"]),
        {kind: _names(table) for kind, table in parsed["status"].items()},
        _names(parsed["activity"]),
        _names(parsed["aside"]),
        _names(parsed["days"]),
        {whose: frozenset(words.split()) for whose, words in parsed["persons"].items()},
        frozenset(parsed["persons_between"]["names"].split()),
    )


def _names(table: Mapping[str, Any], more: Iterable[str] = ()) -> Names:
    exact = dict.fromkeys((*table["names"].split(), *more))
    phrases = "|".join(table["phrases"])
    return Names(
        {name: rank for rank, name in enumerate(exact)}, re.compile(phrases) if phrases else None
    )
