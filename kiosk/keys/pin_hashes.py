"""PINs as they are kept: hashed slowly (argon2id) under a key, so that a hash tells nothing."""

from hashlib import blake2b

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id


def pin_hash(code_key: bytes, pin: str) -> str:
    """Return what is kept of a PIN; it takes about 0.1 s and 64 MB, which is what guards it."""
    hashed = argon2id.str(
        _keyed(code_key, pin),
        opslimit=argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=argon2id.MEMLIMIT_INTERACTIVE,
    )
    return hashed.decode()


def pin_matches(code_key: bytes, pin: str, hashed: str) -> bool:
    """Return whether a PIN is the one that was kept."""
    try:
        return argon2id.verify(hashed.encode(), _keyed(code_key, pin))
    except (InvalidkeyError, ValueError):
        return False


def _keyed(code_key: bytes, pin: str) -> bytes:
    # Six digits are a million guesses: without the event's key not one of them can be tested.
    return blake2b(pin.encode("utf-8", "surrogatepass"), digest_size=32, key=code_key).digest()
