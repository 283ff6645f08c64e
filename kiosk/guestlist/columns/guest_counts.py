"""Reads numbers of people in cells: 2, `2 pers.`, `1 + 1`, the name of a guest."""

import re
from functools import lru_cache

from kiosk.domain.letters import plain_number
from kiosk.guestlist.columns.column_words import plain
from kiosk.guestlist.columns.status_words import status_words

MOST_PLACES = 10_000
"""The most people on one ticket; a larger number is a telephone number or a price."""

_MOST_NAMED = 20
_UNITS = (
    r"x|p|pp|pers\.?|persoon|personen|persons?|people|mensen|man|pax|stuks?|plaats(?:en)?|places?"
    r"|tickets?|kaart(?:en|jes?)?|seats?|volw\.?|volwassenen?|adults?|erwachsene|adultes?|kind(?:eren)?"
    r"|kids?|child(?:ren)?|kinder|enfants?|gast(?:en)?|guests?|introduc\w*|personnes?|gaste|leute"
)
_NUMBER = re.compile(rf"(\d{{1,6}})(?:[.,]0+)?\s*(?:{_UNITS})?")
_TIMES = re.compile(r"x\s*(\d{1,6})")
_PLUS = re.compile(r"\s*(?:\+|&|\ben\b|\band\b|\bund\b|\bet\b)\s*")
_ALONE = frozenset(
    {
        *("ik", "ikzelf", "mijzelf", "mezelf", "zelf", "me", "myself", "self", "ich", "moi"),
        *("alleen", "alone", "allein", "seul", "seule"),
        *("een", "one", "ein", "eine", "un", "une"),
        *("partner", "introduce", "introducee", "gast", "guest", "begleitung"),
    }
)
_TOGETHER = (("tweeen", 2), ("drieen", 3), ("vieren", 4), ("vijven", 5))
_WRITTEN = {
    **{f"metz{zijn}{word}": number for zijn in ("n", "ijn") for word, number in _TOGETHER},
    **{"twee": 2, "two": 2, "zwei": 2, "deux": 2, "drie": 3, "three": 3, "drei": 3, "trois": 3},
    **{"vier": 4, "four": 4, "quatre": 4, "vijf": 5, "five": 5, "funf": 5, "cinq": 5, "zes": 6},
}


@lru_cache(maxsize=1024)
def people(text: str) -> int | None:
    """Return the number of people that a cell names; None if it is no number of people."""
    written = plain_number(text.strip()).casefold()
    extra = written.startswith("+")
    parts = [_part(part) for part in _PLUS.split(written.removeprefix("+").strip())]
    return None if None in parts else sum(filter(None, parts)) + extra


@lru_cache(maxsize=1024)
def guests_besides(text: str) -> int | None:
    """Return the number of guests in addition to the row's person; each name counts one."""
    written = plain_number(text.strip())
    words = status_words()
    if not written or (words.is_answer(written) and not written.isdigit()):
        return int(words.is_yes(written)) if written else 0
    number = people(written.removeprefix("+").strip())
    if number is not None:
        return number
    if any(map(str.isdigit, written)):
        return None
    return min(
        len(list(filter(plain, re.split(r"[,;/]|\s(?:en|and|und|et|&|\+)\s", written)))),
        _MOST_NAMED,
    )


def _part(text: str) -> int | None:
    number = _NUMBER.fullmatch(text) or _TIMES.fullmatch(text)
    if number is not None:
        return int(number[1])
    word = plain(text)
    return 1 if word in _ALONE else _WRITTEN.get(word)
