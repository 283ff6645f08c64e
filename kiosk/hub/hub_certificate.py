"""The hub's own TLS certificate, which laptops know by its fingerprint."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.atomic_file import write_atomic

_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kiosk hub")])
# No laptop looks at these dates: a borrowed one may have a wrong clock.
_FROM, _UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HubCertificate:
    """A certificate with its key in one private file; `fingerprint` is SHA-256 in hex."""

    path: Path
    fingerprint: str


def hub_certificate(keys: Path, event: str) -> HubCertificate:
    """Return the certificate of the hub of an event (hex), made at the first use.

    It stays the same, so laptops that know it find this hub again after a restart.
    """
    path = keys / f"{event}.hub.pem"
    fingerprint = _fingerprint(path)
    if fingerprint is None:
        write_atomic(path, _new_certificate(), private=True)
        fingerprint = _fingerprint(path)
    assert fingerprint is not None  # noqa: S101  # it was just written and read back
    return HubCertificate(path, fingerprint)


def _fingerprint(path: Path) -> str | None:
    """Return the fingerprint of a certificate; None if there is none that can be read."""
    try:
        content = path.read_bytes()
        serialization.load_pem_private_key(content, None)
        found = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError, TypeError):
        return None
    return sha256(found.public_bytes(serialization.Encoding.DER)).hexdigest()


def _new_certificate() -> bytes:
    """Return a new key and its certificate, which it signs itself, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(_NAME)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return secret + made.public_bytes(pem)
