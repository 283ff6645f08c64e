"""Sessions: a laptop proves its station key once, and then shows a token."""

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from kiosk.hub.hub_storage import HubIdentity
from kiosk.hub.refusals import HubRefusal, RefusalReason
from kiosk.keys.hub_proofs import is_laptop_proof
from kiosk.keys.signing import Certificate

NONCE_S = 60
SESSION_S = 12 * 3600
_MOST_OF_A_STATION = 8
_MAC_BYTES = 16


@dataclass(slots=True)
class Session:
    """A laptop that is connected."""

    certificate: Certificate
    text: str
    until: float

    @property
    def station(self) -> str:
        """The laptop's id (hex)."""
        return self.certificate.station


class Nonces:
    """Numbers that are used once. Only used ones are stored: requests cannot fill memory."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._used: dict[str, float] = {}

    def new(self) -> str:
        """Return a new number (hex): the time, random bytes, and a signature (HMAC) of both."""
        body = int(self._clock()).to_bytes(8) + secrets.token_bytes(8)
        return (body + self._mac(body)).hex()

    def use(self, nonce: str) -> bool:
        """Mark a number as used; return False if it is of another hub, too old or used before."""
        now = self._clock()
        self._used = {one: until for one, until in self._used.items() if until > now}
        try:
            content = bytes.fromhex(nonce)
        except ValueError:
            return False
        body, mac = content[:-_MAC_BYTES], content[-_MAC_BYTES:]
        if not hmac.compare_digest(self._mac(body), mac) or content.hex() in self._used:
            return False
        if not 0 <= now - int.from_bytes(body[:8]) <= NONCE_S:
            return False
        self._used[content.hex()] = now + NONCE_S
        return True

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, body, "sha256")[:_MAC_BYTES]


class Sessions:
    """The laptops that are connected, by the hash of their token."""

    def __init__(
        self, identity: HubIdentity, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._identity = identity
        self._clock = clock
        self.nonces = Nonces(clock)
        """The numbers for laptops to sign."""
        self._open: dict[bytes, Session] = {}

    def begin(self, certificate: Certificate, text: str, nonce: str, signature: str) -> str:
        """Return a token for a laptop that signed a number; HubRefusal if it did not."""
        identity = self._identity
        signed = is_laptop_proof(
            certificate.public, signature, identity.event, identity.fingerprint, nonce
        )
        if not signed or not self.nonces.use(nonce):
            raise HubRefusal(RefusalReason.PROOF)
        token = secrets.token_urlsafe(32)
        self._make_room(certificate.station)
        self._open[_digest(token)] = Session(certificate, text, self._clock() + SESSION_S)
        return token

    def of(self, token: str) -> Session:
        """Return the session of a token; HubRefusal if there is none."""
        session = self._open.get(_digest(token))
        if session is None or session.until < self._clock():
            raise HubRefusal(RefusalReason.SESSION)
        return session

    def _make_room(self, station: str) -> None:
        """End old sessions, and the oldest of a laptop that begins many."""
        now = self._clock()
        self._open = {key: one for key, one in self._open.items() if one.until >= now}
        own = [key for key, one in self._open.items() if one.station == station]
        for key in own[: max(0, len(own) - _MOST_OF_A_STATION + 1)]:
            del self._open[key]


def _digest(token: str) -> bytes:
    return sha256(token.encode(errors="replace")).digest()
