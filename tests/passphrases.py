"""Passphrases without the second that each takes on purpose, for tests of something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pyrage
import pytest
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

_LIKE_AGE = b"age-encryption.org/quick"


@contextmanager
def quick_passphrases() -> Iterator[None]:
    """Encrypt with passphrases at once: nothing that age wrote opens meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyrage.passphrase, "encrypt", sealed)
        patch.setattr(pyrage.passphrase, "decrypt", opened)
        yield


def sealed(content: bytes, passphrase: str) -> bytes:
    """Stand in for age: the same promise, without the scrypt."""
    return _LIKE_AGE + bytes(_box(passphrase).encrypt(content))


def opened(encrypted: bytes, passphrase: str) -> bytes:
    """Open what `sealed` made."""
    if not encrypted.startswith(_LIKE_AGE):
        raise pyrage.DecryptError("not sealed quickly")
    try:
        return bytes(_box(passphrase).decrypt(encrypted.removeprefix(_LIKE_AGE)))
    except (CryptoError, ValueError) as error:
        raise pyrage.DecryptError("another passphrase, or changed") from error


def _box(passphrase: str) -> SecretBox:
    return SecretBox(sha256(passphrase.encode()).digest())
