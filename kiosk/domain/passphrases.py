"""Passphrases: what makes one good enough, and the one form that both laptops read it in."""

from unicodedata import normalize

SHORTEST_PASSPHRASE = 12
"""Characters at least: three or four words."""
_FEWEST_DIFFERENT = 6


def normalise_passphrase(text: str) -> str:
    """Return a passphrase as it seals: spaces at the ends, and how accents are typed, are nothing.

    A passphrase typed on one laptop is then the one typed on another.
    """
    return normalize("NFC", " ".join(text.split()))


def is_strong_passphrase(text: str) -> bool:
    """Return whether a passphrase is long enough to stand against guessing."""
    plain = normalise_passphrase(text)
    return len(plain) >= SHORTEST_PASSPHRASE and len(set(plain)) >= _FEWEST_DIFFERENT
