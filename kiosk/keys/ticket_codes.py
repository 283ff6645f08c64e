"""Ticket codes: new ones, the keyed hash of a code, and the signed form.

A signed code is known to be genuine before the list with it has arrived. It is `K1.` and base64url
of: event (16 bytes), random seed (12), places (1), reference and category (UTF-8, each with one
byte of length), signature (64) by the event's organiser key.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass
from hashlib import blake2b

from kiosk.keys.signing import SIGNATURE_BYTES, is_signed_by, sign

SIGNED_TEXT = 60
"""The most bytes that a reference or a category may have in a signed code."""

_SIGNED = "K1."
_EVENT_BYTES, _SEED_BYTES = 16, 12


def new_code() -> str:
    """Return a new ticket code: 128 random bits as 26 characters of base32."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def code_hash(code_key: bytes, code: str) -> bytes:
    """Return the 16-byte hash of a code; without the key it reveals nothing."""
    return blake2b(code.encode("utf-8", "surrogatepass"), digest_size=16, key=code_key).digest()


@dataclass(frozen=True, slots=True)
class SignedCode:
    """The ticket in a signed code."""

    event: str
    ref: str
    category: str
    places: int


def looks_signed(code: str) -> bool:
    """Return whether a code has our signed form; the signature is not checked."""
    return code.startswith(_SIGNED)


def sign_code(organiser: bytes, ticket: SignedCode) -> str:
    """Return a new signed code for a ticket; reference and category have at most 60 bytes."""
    body = bytes.fromhex(ticket.event) + secrets.token_bytes(_SEED_BYTES) + bytes([ticket.places])
    for text in (ticket.ref.encode(), ticket.category.encode()):
        body += bytes([len(text)]) + text
    return _SIGNED + base64.urlsafe_b64encode(body + sign(organiser, body)).decode().rstrip("=")


def read_signed(code: str, organiser_public: bytes) -> SignedCode | None:
    """Return the ticket in a code if this organiser signed it, else None."""
    try:
        text = code.removeprefix(_SIGNED)
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    return _read(body) if is_signed_by(organiser_public, body, signature) else None


def _read(body: bytes) -> SignedCode:
    event, rest = body[:_EVENT_BYTES], body[_EVENT_BYTES + _SEED_BYTES :]
    places, ref_length = rest[0], rest[1]
    ref = rest[2 : 2 + ref_length]
    category = rest[2 + ref_length + 1 :]
    return SignedCode(event.hex(), ref.decode(), category.decode(), places)
