"""Ed25519 keys, and the certificates of stations signed by the organiser's key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.domain.letters import is_printable
from kiosk.domain.roles import Role

SIGNATURE_BYTES = 64


def new_signing_key() -> bytes:
    """Return the 32 secret bytes of a new signing key."""
    return bytes(SigningKey.generate())


def public_key(secret: bytes) -> bytes:
    """Return the 32 public bytes of a signing key."""
    return bytes(SigningKey(secret).verify_key)


def sign(secret: bytes, message: bytes) -> bytes:
    """Return the signature (64 bytes) of a message."""
    return SigningKey(secret).sign(message).signature


def is_signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether the owner of the public key signed exactly this message."""
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def station_id(public: bytes) -> str:
    """Return the id (hex) of the station with this public key; no other key has it."""
    return blake2b(public, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Certificate:
    """A station's identity for one event: ids are hex, `public` its key, `issued` ms UTC.

    `enrolment` is the id of the enrolment key that signed it; empty if the organiser did.
    """

    event: str
    station: str
    name: str
    role: Role
    public: bytes
    issued: int
    enrolment: str = ""

    def text(self, organiser: bytes) -> str:
        """Return the certificate signed with the organiser's secret key, as JSON."""
        return json.dumps(_signed(_BODY.encode(self._fields()), organiser))

    def text_enrolled(self, enrolment: "Enrolment") -> str:
        """Return the certificate signed with an enrolment key that the organiser signed."""
        signed = _signed(_BODY.encode(self._fields()), enrolment.secret)
        return json.dumps({**signed, "enrolment": json.loads(enrolment.text)})

    def _fields(self) -> dict[str, str | int]:
        return {
            "event": self.event,
            "station": self.station,
            "name": self.name,
            "role": self.role.value,
            "key": self.public.hex(),
            "issued": self.issued,
        }


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A key by which laptops join an event by themselves, in one role.

    `text` is its certificate, signed by the organiser. A laptop that joined keeps neither.
    """

    secret: bytes
    text: str


def new_enrolment(event: str, role: Role, issued: int, organiser: bytes) -> Enrolment:
    """Make an enrolment key for an event (hex), signed with the organiser's key."""
    secret = new_signing_key()
    fields = {
        "enrols": event,
        "role": role.value,
        "key": public_key(secret).hex(),
        "issued": issued,
    }
    return Enrolment(secret, json.dumps(_signed(_BODY.encode(fields), organiser)))


def enrolment_id(text: str) -> str:
    """Return the id (hex) of an enrolment key by its certificate; ValueError if it is not valid."""
    try:
        return station_id(bytes.fromhex(json.loads(json.loads(text)["body"])["key"]))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not an enrolment") from error


def read_certificate(text: str, organiser_public: bytes) -> Certificate:
    """Read a certificate; ValueError if it is not valid.

    It must be signed by the organiser's key, or by an enrolment key of that event, signed by the
    organiser, whose role covers the certificate's.
    """
    try:
        signed = json.loads(text)
        enrolled = signed.get("enrolment")
        if enrolled is None:
            return _station(_verified(signed, organiser_public))
        enrolment = _verified(enrolled, organiser_public)
        public = bytes.fromhex(enrolment["key"])
        certificate = _station(_verified(signed, public), station_id(public))
        if enrolment["enrols"] != certificate.event:
            raise ValueError("an enrolment for another event")
        if not Role(enrolment["role"]).covers(certificate.role):
            raise ValueError("a role that the enrolment does not give")
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a certificate") from error
    return certificate


_BODY = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _signed(body: str, secret: bytes) -> dict[str, str]:
    return {"body": body, "signature": sign(secret, body.encode()).hex()}


def _verified(signed: Mapping[str, Any], public: bytes) -> dict[str, Any]:
    body = str(signed["body"])
    if not is_signed_by(public, body.encode(), bytes.fromhex(signed["signature"])):
        raise ValueError("not signed by the right key")
    fields = json.loads(body)
    if not isinstance(fields, dict):
        raise TypeError("object expected")
    return fields


def _station(fields: Mapping[str, Any], enrolment: str = "") -> Certificate:
    certificate = Certificate(
        event=str(fields["event"]),
        station=str(fields["station"]),
        name=str(fields["name"]),
        role=Role(fields["role"]),
        public=bytes.fromhex(fields["key"]),
        issued=int(fields["issued"]),
        enrolment=enrolment,
    )
    if not is_printable(certificate.name):
        raise ValueError("a name that no screen can show")
    if certificate.station != station_id(certificate.public):
        raise ValueError("an id that is another key's")
    return certificate
