"""Encryption with age: to an event's exchange key, and with a passphrase."""

from typing import IO, Protocol

import pyrage

_TOO_SLOW = "Excessive work"
_MAX_ATTEMPTS = 200
"""Most times that age may find this laptop too slow, a few milliseconds each."""


class Readable(Protocol):
    """Bytes that are read in parts."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Return the next bytes, none at the end."""


def new_exchange_key() -> str:
    """Return a new age identity: the secret key, from which the public key follows."""
    return str(pyrage.x25519.Identity.generate())


def encrypt(identity: str, content: bytes) -> bytes:
    """Encrypt bytes to an identity."""
    return bytes(pyrage.encrypt(content, [_recipient(identity)]))


def decrypt(identity: str, encrypted: bytes) -> bytes:
    """Decrypt bytes; ValueError if they were not encrypted to this identity, or were changed."""
    try:
        return bytes(pyrage.decrypt(encrypted, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        raise ValueError("not sealed to this event") from error


def encrypt_stream(identity: str, content: Readable, encrypted: IO[bytes]) -> None:
    """Encrypt a stream of any length into another; OSError if that cannot be written."""
    try:
        pyrage.encrypt_io(content, encrypted, [_recipient(identity)])
    except pyrage.EncryptError as error:
        raise OSError(str(error)) from error  # age wraps the disk's error


def decrypt_stream(identity: str, encrypted: IO[bytes], content: IO[bytes]) -> None:
    """Decrypt a stream into another; ValueError if it was not encrypted so, or was changed.

    The content that is written before a change is found is authentic.
    """
    try:
        pyrage.decrypt_io(encrypted, content, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        raise ValueError("not sealed to this event") from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's, not age's
        raise ValueError("changed, or cut off") from error


def encrypt_with_passphrase(passphrase: str, content: bytes) -> bytes:
    """Encrypt bytes with a passphrase; slow on purpose (scrypt)."""
    return bytes(pyrage.passphrase.encrypt(content, passphrase))


def decrypt_with_passphrase(passphrase: str, encrypted: bytes) -> bytes:
    """Decrypt bytes with a passphrase; ValueError if it is wrong, or they were changed."""
    # age measures the laptop's speed and refuses what would take too long. On a busy laptop the
    # measurement is far off, and the right passphrase was refused. So it is measured again.
    for _ in range(_MAX_ATTEMPTS):
        try:
            return bytes(pyrage.passphrase.decrypt(encrypted, passphrase))
        except pyrage.DecryptError as error:
            if _TOO_SLOW not in str(error):
                raise ValueError("another passphrase, or no sealed file") from error
    raise ValueError("sealed so that this laptop cannot open it")


def _recipient(identity: str) -> pyrage.x25519.Recipient:
    return pyrage.x25519.Identity.from_str(identity).to_public()
