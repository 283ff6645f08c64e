"""Hashes of PINs: slow (argon2id) and keyed, so that a hash alone cannot be tested."""

from hashlib import blake2b

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id


def pin_hash(code_key: bytes, pin: str) -> str:
    """Return the hash of a PIN; takes about 0.1 s and 64 MB, which protects it."""
    hashed = argon2id.str(
        _keyed(code_key, pin),
        opslimit=argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=argon2id.MEMLIMIT_INTERACTIVE,
    )
    return hashed.decode()


def pin_matches(code_key: bytes, pin: str, hashed: str) -> bool:
    """Return whether a PIN has this hash."""
    try:
        return argon2id.verify(hashed.encode(), _keyed(code_key, pin))
    except (InvalidkeyError, ValueError):
        return False


def _keyed(code_key: bytes, pin: str) -> bytes:
    # Six digits are a million guesses: without the event's key none of them can be tested.
    return blake2b(pin.encode("utf-8", "surrogatepass"), digest_size=32, key=code_key).digest()
