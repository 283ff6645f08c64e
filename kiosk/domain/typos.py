"""Typing errors: the words that a typed word with one error may mean."""

from collections.abc import Iterator
from string import ascii_lowercase

MIN_TYPO_LENGTH = 4
"""Fewest letters of a word with typo candidates: shorter words are too similar."""

PARTICLES = frozenset(
    {"van", "de", "der", "den", "het", "t", "ten", "ter", "te", "op", "in", "aan", "bij"}
    | {"el", "al", "von", "zu", "da", "di", "du", "la", "le"}
)
"""Particles of surnames: not always typed, and not always separate."""

ABBREVIATIONS = {
    "vd": (("van", "v"), ("de", "den", "der", "d")),
    "vh": (("van", "v"), ("het", "h")),
    "vt": (("van", "v"), ("t",)),
}
"""Abbreviated particles, with the words of each letter."""

_JOINED = ("vanden", "vander", "vande", "vant", "van", "vd", "den", "der", "de", "ter", "ten")
_SHORTEST_REST = 3


def typo_candidates(word: str) -> set[str]:
    """Return the words that a lower-case word may mean.

    With one letter too many, too few, wrong, or two swapped; y for ij; and without a particle
    joined to the surname.
    """
    if len(word) < MIN_TYPO_LENGTH or not word.isalpha():
        return set()
    return {*_one_off(word), *_sounding_alike(word), *_without_particle(word)} - {word}


def join_particles(words: list[str]) -> list[str]:
    """Return the words with particles joined to the next one: "van den berg" as "vandenberg"."""
    joined: list[str] = []
    before = ""
    for word in words:
        before += word
        if word not in PARTICLES:
            joined.append(before)
            before = ""
    return [*joined, before] if before else joined


def _one_off(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _sounding_alike(word: str) -> Iterator[str]:
    for one, other in (("ij", "y"), ("y", "ij")):
        if one in word:
            yield word.replace(one, other)


def _without_particle(word: str) -> Iterator[str]:
    for particle in _JOINED:
        if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST_REST:
            yield word.removeprefix(particle)
