"""Passphrases: the rule for a strong one, and the form in which it is used."""

from unicodedata import normalize

MIN_PASSPHRASE_LENGTH = 12
"""Fewest characters: three or four words."""
_FEWEST_DIFFERENT = 6


def normalise_passphrase(text: str) -> str:
    """Return a passphrase as used for encryption: without extra spaces, letters composed.

    A passphrase typed on one laptop then matches the same one typed on another.
    """
    return normalize("NFC", " ".join(text.split()))


def is_strong_passphrase(text: str) -> bool:
    """Return whether a passphrase is hard enough to guess."""
    plain = normalise_passphrase(text)
    return len(plain) >= MIN_PASSPHRASE_LENGTH and len(set(plain)) >= _FEWEST_DIFFERENT
