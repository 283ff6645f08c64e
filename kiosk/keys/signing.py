"""Ed25519 keys, and the certificates by which the organiser's key vouches for a station."""

import json
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.domain.roles import Role

SIGNATURE_BYTES = 64


def new_signing_key() -> bytes:
    """Return the 32 secret bytes of a new signing key."""
    return bytes(SigningKey.generate())


def public_key(secret: bytes) -> bytes:
    """Return the 32 public bytes that belong to a signing key."""
    return bytes(SigningKey(secret).verify_key)


def sign(secret: bytes, message: bytes) -> bytes:
    """Return the signature (64 bytes) of a message."""
    return SigningKey(secret).sign(message).signature


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether the owner of the public key signed exactly this message."""
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Certificate:
    """A station's identity for one event: ids are hex, `public` its key, `issued` ms UTC."""

    event: str
    station: str
    name: str
    role: Role
    public: bytes
    issued: int

    def text(self, organiser: bytes) -> str:
        """Return the certificate signed with the organiser's secret key, as JSON."""
        body = json.dumps(
            {
                "event": self.event,
                "station": self.station,
                "name": self.name,
                "role": self.role.value,
                "key": self.public.hex(),
                "issued": self.issued,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return json.dumps({"body": body, "signature": sign(organiser, body.encode()).hex()})


def read_certificate(text: str, organiser_public: bytes) -> Certificate:
    """Read a certificate; ValueError if the organiser did not sign it or it is not one."""
    try:
        signed = json.loads(text)
        body, signature = str(signed["body"]), bytes.fromhex(signed["signature"])
        if not verifies(organiser_public, body.encode(), signature):
            raise ValueError("not signed by the organiser")
        fields = json.loads(body)
        return Certificate(
            event=str(fields["event"]),
            station=str(fields["station"]),
            name=str(fields["name"]),
            role=Role(fields["role"]),
            public=bytes.fromhex(fields["key"]),
            issued=int(fields["issued"]),
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a certificate") from error
