"""Proposes a passphrase of random words, to be read aloud and typed on another laptop."""

import secrets
from functools import cache
from pathlib import Path

from kiosk.paths import RESOURCES

WORDS = 4
"""The words of a passphrase: 48 bits or more by either list."""

_LISTS = RESOURCES / "passphrases"


@cache
def words_of(language: str, folder: Path = _LISTS) -> tuple[str, ...]:
    """Return the word list of a language."""
    return tuple((folder / f"{language}.txt").read_text(encoding="utf-8").split())


def new_passphrase(language: str) -> str:
    """Return random words of a language, with spaces."""
    return " ".join(secrets.choice(words_of(language)) for _ in range(WORDS))
