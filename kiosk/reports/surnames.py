"""Names in the order of a Dutch list: by surname, without the tussenvoegsel before it.

The IJ is sorted as a Y, as in the telephone book: a name that is heard may be written either way.
"""

import re
from dataclasses import dataclass

from kiosk.store.lists.name_index import normalise_text

OTHER_LETTERS = "…"
"""The letter of names that begin with none of A to Z; they come last."""

_DUTCH = frozenset(
    {"van", "vande", "vanden", "vander", "de", "den", "der", "des", "het", "t", "ten", "ter", "te"}
    | {"op", "in", "aan", "bij", "uit", "over", "onder", "voor", "tot", "von", "vom", "zu", "zum"}
    | {"vd", "vdn", "vdr", "vh", "vt", "v", "d", "s"}
)
_FOREIGN = frozenset(
    {"el", "al", "ben", "bin", "la", "le", "les", "los", "las", "da", "das", "di", "do", "dos"}
    | {"du", "del", "della", "e", "y"}
)
"""Particles only in small letters: "El Idrissi" is one surname, under E."""

_SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv", "msc", "bsc", "phd"})
_MARKS = re.compile(r"[\W_]+")
_APOSTROPHE = r"['\u2018\u2019`\u02bc]"
_JOINED_PARTICLE = re.compile(rf"(?<!\w)([ds]{_APOSTROPHE}|{_APOSTROPHE}s-)(?=\w{{2}})", re.I)
_DROPPED = re.compile(rf"{_APOSTROPHE}|\.")
_HYPHEN = re.compile(r"\s*-\s*")
_IJ = "ij"


@dataclass(frozen=True, slots=True)
class SortedName:
    """A name in parts: "Jan", "van den", "Berg"; a single word is a surname."""

    first: str
    infix: str
    surname: str

    @property
    def rest(self) -> str:
        """The part behind the surname: first names and tussenvoegsel."""
        return " ".join(filter(None, (self.first, self.infix)))

    @property
    def key(self) -> tuple[bool, str, str, str]:
        """The place in the list."""
        surname = _key(self.surname).replace(_IJ, "y")
        return self.letter == OTHER_LETTERS, surname, _key(self.first), _key(self.infix)

    @property
    def letter(self) -> str:
        """The letter under which it is listed: A to Z, or `OTHER_LETTERS`."""
        first = _key(self.surname).replace(_IJ, "y")[:1].upper()
        return first if first.isascii() and first.isalpha() else OTHER_LETTERS


def sorted_name(name: str) -> SortedName:
    """Return the parts of a name, as written "Jan van den Berg" or "Berg, Jan van den".

    A name in other letters is left whole.
    """
    whole = _JOINED_PARTICLE.sub(r"\1 ", _HYPHEN.sub("-", name))
    surname, comma, behind = (part.strip() for part in whole.partition(","))
    if comma and surname and behind and not _is_suffix(behind):
        made = _with_comma(surname, behind.replace(",", " ").split())
    else:
        made = _in_order(whole.replace(",", " ").split())
    return SortedName("", "", name.strip()) if made.letter == OTHER_LETTERS else made


def _with_comma(surname: str, behind: list[str]) -> SortedName:
    """Return a name with its surname first; particles are before it, or behind the first name."""
    before = surname.split()
    start = _first_of_surname(before, 0)
    end = len(behind)
    while end > 0 and _is_particle(behind[end - 1]):
        end -= 1
    if end == 0 and len(behind) > 1:
        end = len(behind)
    leading = 0
    while leading < end - 1 and _is_particle(behind[leading]):
        leading += 1
    infix = [*before[:start], *behind[:leading], *behind[end:]]
    return _name(behind[leading:end], infix, before[start:])


def _in_order(words: list[str]) -> SortedName:
    suffixes: list[str] = []
    while len(words) > 1 and _is_suffix(words[-1]):
        suffixes.insert(0, words.pop())
    if not words:
        return SortedName("", "", "")
    last = len(words) - 1
    infix = next((n for n in range(last) if _is_particle(words[n])), None)
    joined = next((n for n, word in enumerate(words[:last]) if _begins_surname(word, n)), last)
    start = min(joined, last) if infix is None or infix > joined else infix
    first_of_surname = _first_of_surname(words, start)
    return _name(
        [*words[:start], *suffixes], words[start:first_of_surname], words[first_of_surname:]
    )


def _first_of_surname(words: list[str], start: int) -> int:
    """Return the first word from `start` on that is no particle; the last one is none."""
    while start < len(words) - 1 and _is_particle(words[start]):
        start += 1
    return start


def _name(first: list[str], infix: list[str], surname: list[str]) -> SortedName:
    return SortedName(" ".join(first), " ".join(infix), " ".join(surname))


def _is_particle(word: str) -> bool:
    bare = _MARKS.sub("", normalise_text(word))
    if bare in ("v", "d", "s", "t"):
        return word[:1] in "'\u2018\u2019`\u02bc" or word.endswith(("'", "\u2019")) or "/" in word
    return bare in _DUTCH or (bare in _FOREIGN and word.islower())


def _begins_surname(word: str, place: int) -> bool:
    """Return whether a surname of several words begins: "Bakker-de" Vries, "El" Idrissi."""
    head, hyphen, tail = word.rpartition("-")
    if head and hyphen:
        return _is_particle(tail)
    return place > 0 and len(word) > 1 and word.lower() in _FOREIGN and not word.islower()


def _is_suffix(text: str) -> bool:
    return _MARKS.sub("", normalise_text(text)) in _SUFFIXES


def _key(text: str) -> str:
    """Return letters without marks, with one space between words: "O'Brien-Smit" as obrien smit."""
    return " ".join(_MARKS.split(_DROPPED.sub("", normalise_text(text)))).strip()
