"""Slips of the keyboard: how a word may have been meant that was typed with one mistake."""

from collections.abc import Iterator
from string import ascii_lowercase

SHORTEST = 4
"""Letters of a word at least, to be taken for a slip of another: shorter ones are all alike."""

PARTICLES = frozenset(
    {"van", "de", "der", "den", "het", "t", "ten", "ter", "te", "op", "in", "aan", "bij"}
    | {"el", "al", "von", "zu", "da", "di", "du", "la", "le"}
)
"""What stands before a surname: not always typed, and not always apart."""

SHORTENED = {
    "vd": (("van", "v"), ("de", "den", "der", "d")),
    "vh": (("van", "v"), ("het", "h")),
    "vt": (("van", "v"), ("t",)),
}
"""Particles as people write them in short, with the words that each letter stands for."""

_GLUED = ("vanden", "vander", "vande", "vant", "van", "vd", "den", "der", "de", "ter", "ten")
_SHORTEST_REST = 3


def typo_candidates(word: str) -> set[str]:
    """Return what a word in small letters may have been meant as: one letter too many, too few,
    wrong, or two changed about; y for ij; and a surname without the particle glued before it.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return set()
    return {*_one_off(word), *_heard_alike(word), *_unglued(word)} - {word}


def join_particles(words: list[str]) -> list[str]:
    """Return the words with particles joined to what follows: "van den berg" as "vandenberg"."""
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


def _heard_alike(word: str) -> Iterator[str]:
    for one, other in (("ij", "y"), ("y", "ij")):
        if one in word:
            yield word.replace(one, other)


def _unglued(word: str) -> Iterator[str]:
    for particle in _GLUED:
        if word.startswith(particle) and len(word) - len(particle) >= _SHORTEST_REST:
            yield word.removeprefix(particle)
