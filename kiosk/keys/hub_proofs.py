"""The proofs by which a hub and a laptop show each other their station keys.

Both sign the fingerprint of the hub's TLS certificate: a proof that an impostor passes on names
another certificate than the one that the laptop sees.
"""

import secrets

from kiosk.keys.signing import is_signed_by, sign


def new_nonce() -> str:
    """Return a random number (hex) that is used once."""
    return secrets.token_hex(16)


def hub_proof(secret: bytes, event: str, fingerprint: str, nonce: str) -> str:
    """Return the hub's signature (hex) under an event, its fingerprint, and the laptop's nonce."""
    return sign(secret, _text("hub", event, fingerprint, nonce)).hex()


def is_hub_proof(public: bytes, signature: str, event: str, fingerprint: str, nonce: str) -> bool:
    """Return whether the hub with this public key made this proof."""
    return _is_signed(public, signature, _text("hub", event, fingerprint, nonce))


def laptop_proof(secret: bytes, event: str, fingerprint: str, nonce: str) -> str:
    """Return the laptop's signature (hex) under an event, a fingerprint, and the hub's nonce."""
    return sign(secret, _text("laptop", event, fingerprint, nonce)).hex()


def is_laptop_proof(
    public: bytes, signature: str, event: str, fingerprint: str, nonce: str
) -> bool:
    """Return whether the laptop with this public key made this proof."""
    return _is_signed(public, signature, _text("laptop", event, fingerprint, nonce))


def _is_signed(public: bytes, signature: str, text: bytes) -> bool:
    try:
        return is_signed_by(public, text, bytes.fromhex(signature))
    except ValueError:
        return False


def _text(side: str, event: str, fingerprint: str, nonce: str) -> bytes:
    return f"kiosk-hub-1 {side} {event} {fingerprint} {nonce}".encode()
