"""Sealing with age: to an event's exchange key, and with a passphrase."""

from typing import IO, Protocol

import pyrage

_TOO_SLOW = "Excessive work"
_MEASURED = 200
"""Times that age may find this laptop too slow, a few milliseconds each."""


class Readable(Protocol):
    """Bytes that are read bit by bit."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Return the next bytes, none at the end."""
        ...


def new_exchange_key() -> str:
    """Return a new age identity: the secret that opens, from which the seal follows."""
    return str(pyrage.x25519.Identity.generate())


def seal(identity: str, content: bytes) -> bytes:
    """Seal bytes so that only who holds the identity can read them."""
    return bytes(pyrage.encrypt(content, [_recipient(identity)]))


def unseal(identity: str, sealed: bytes) -> bytes:
    """Open what was sealed to an identity; ValueError if it was not, or was changed."""
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        raise ValueError("not sealed to this event") from error


def seal_stream(identity: str, content: Readable, sealed: IO[bytes]) -> None:
    """Seal a stream of any length into another; OSError where that takes no more."""
    try:
        pyrage.encrypt_io(content, sealed, [_recipient(identity)])
    except pyrage.EncryptError as error:
        raise OSError(str(error)) from error  # age wraps what the disk says


def unseal_stream(identity: str, sealed: IO[bytes], content: IO[bytes]) -> None:
    """Open a sealed stream into another; ValueError if it was not sealed so, or was changed.

    What was written before a change in the middle was noticed is as it was sealed.
    """
    try:
        pyrage.decrypt_io(sealed, content, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        raise ValueError("not sealed to this event") from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's, not age's
        raise ValueError("changed, or cut off") from error


def encrypt_with_passphrase(passphrase: str, content: bytes) -> bytes:
    """Seal bytes with a passphrase; slow on purpose (scrypt)."""
    return bytes(pyrage.passphrase.encrypt(content, passphrase))


def unseal_with(passphrase: str, sealed: bytes) -> bytes:
    """Open what was sealed with a passphrase; ValueError if it is another, or it was changed."""
    # age measures this laptop and refuses what would take too long: while the laptop is busy that
    # measurement is far off, and a right passphrase was refused. So it measures again.
    for _ in range(_MEASURED):
        try:
            return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
        except pyrage.DecryptError as error:
            if _TOO_SLOW not in str(error):
                raise ValueError("another passphrase, or no sealed file") from error
    raise ValueError("sealed so that this laptop cannot open it")


def _recipient(identity: str) -> pyrage.x25519.Recipient:
    return pyrage.x25519.Identity.from_str(identity).to_public()
