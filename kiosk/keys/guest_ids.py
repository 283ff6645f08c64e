"""Ids and public references of guests without a code."""

from base64 import b32encode
from hashlib import blake2b

_ID_BYTES = 16
_REF_BYTES = 7
_REF_LETTERS = 11  # 55 bits: among a million guests two alike are a chance of 1 in 70,000


def guest_id(code_key: bytes, source: str, ref: str) -> bytes:
    """Return the 16 bytes of a ticket's id, by its source and reference."""
    return _keyed(code_key, _ID_BYTES, "guest", source, ref)


def generated_ref(code_key: bytes, *parts: str) -> str:
    """Return the public reference that follows from a guest's particulars.

    It is keyed, so that after a purge it cannot be tested whether a name was on the list.
    """
    letters = b32encode(_keyed(code_key, _REF_BYTES, "reference", *parts)).decode()
    return f"G-{letters[:_REF_LETTERS]}"


def _keyed(code_key: bytes, size: int, *parts: str) -> bytes:
    # No cell of a list has a NUL, so different parts or a code never give the same text.
    return blake2b("\0".join(("", *parts)).encode(), digest_size=size, key=code_key).digest()
