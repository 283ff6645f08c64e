"""A laptop's session with a hub: it proves its key, then receives and sends."""

from __future__ import annotations

import http.client
import json
import ssl
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import IO, Any

from kiosk.domain.roles import Role
from kiosk.keys.hub_proofs import is_hub_proof, laptop_proof, new_nonce
from kiosk.keys.signing import Certificate
from kiosk.store.journal.have_vector import HaveVector
from kiosk.store.station_store import StationStore
from kiosk.sync.bundle_file import MAX_BUNDLE_BYTES
from kiosk.sync.messages import PROTOCOL, decode_message, encode_message
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_connection import HubConnection, HubFailed, failure_of

LINES = "application/x-ndjson"

_OK, _OVERLOADED = 200, 503
_MAX_JSON = 64 * 2**20
_CHUNK = 256 * 1024
_MAX_ANSWER_S = 900.0
_IN_MEMORY = 4 * 2**20
_REFUSALS = {
    "revoked": "error.hub_revoked",
    "station": "error.hub_other_event",
    "busy": "error.hub_busy",
    "too_slow": "error.hub_busy",
    "storage": "error.hub_storage",
    "role": "error.hub_role",
    "invite": "error.invite_used",
}


@dataclass(frozen=True, slots=True)
class HubPosition:
    """The have-vector of a hub, and the position in its feed (`cursor`) of that moment."""

    have: HaveVector
    cursor: str


class SessionEnded(Exception):
    """The hub does not know this session any more: it restarted, or the session is old."""


class HubClient:
    """A session; every method raises HubFailed if the hub cannot be reached or refuses."""

    def __init__(self, address: HubAddress) -> None:
        self._asked = address
        self._connection = HubConnection(address)
        self._token = ""
        self.address = address
        self.hub: Certificate | None = None

    def __enter__(self) -> HubClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def cut(self) -> None:
        """End the session from another thread: a request that waits fails at once."""
        self._connection.cut()

    def begin(self, store: StationStore) -> None:
        """Check that this station may be a hub, and prove this laptop's key to it."""
        nonce = new_nonce()
        shown = self._json("POST", "/v1/challenge", {"nonce": nonce})
        if not isinstance(shown.get("protocol"), int):
            raise HubFailed("error.hub_login_page", address=self._asked.shown)
        if shown["protocol"] > PROTOCOL:
            raise HubFailed("error.hub_newer", address=self._asked.shown)
        fingerprint = str(shown.get("fingerprint", "")).removeprefix("sha256:")
        self.hub = self._checked_hub(store, shown, fingerprint, nonce)
        theirs = str(shown.get("nonce", ""))
        proof = laptop_proof(store.keys.station_key, store.keys.event, fingerprint, theirs)
        form = {"certificate": store.keys.certificate, "nonce": theirs, "signature": proof}
        self._token = str(self._json("POST", "/v1/session", form).get("token", ""))
        if not self._connection.is_public:
            self.address = replace(self._asked, fingerprint=fingerprint)
            self._connection.expect(self.address)

    def position(self) -> HubPosition:
        """Return the have-vector of the hub, and the place in its feed."""
        with self._request("GET", "/v1/have") as answer:
            return HubPosition(_have(_read_all(answer)), answer.headers.get("kiosk-cursor", ""))

    def push(self, content: IO[bytes], size: int) -> tuple[HaveVector, int]:
        """Send compressed messages; return the hub's have-vector, and the number of refusals."""
        content.seek(0)
        headers = {"content-type": LINES, "content-length": str(size)}
        with self._request("POST", "/v1/batches", content, headers) as answer:
            try:
                fields = json.loads(_read_all(answer))
                return _have(json.dumps(fields["have"]).encode()), len(fields["refused"])
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise failure_of(http.client.HTTPException(), self._asked) from error

    @contextmanager
    def missing(self, have: HaveVector) -> Iterator[tuple[IO[bytes], int, str]]:
        """Yield the compressed messages that this laptop lacks, their size, and the cursor."""
        body = encode_message(have).encode()
        with (
            self._request("POST", "/v1/missing", body, {"content-type": LINES}) as answer,
            tempfile.SpooledTemporaryFile(_IN_MEMORY) as content,
        ):
            size = self._store(answer, content)
            content.seek(0)
            yield content, size, answer.headers.get("kiosk-cursor", "")

    @contextmanager
    def stream(self, cursor: str, silent_s: float) -> Iterator[http.client.HTTPResponse]:
        """Yield the stream of events after a cursor, over a connection of its own.

        Reading fails if nothing comes for `silent_s` seconds.
        """
        connection = HubConnection(self.address, answer_s=silent_s)
        try:
            path = f"/v1/stream?cursor={cursor}"
            with self._request("GET", path, connection=connection) as answer:
                yield answer
        finally:
            connection.close()

    def offer_standby(self, value: Mapping[str, object]) -> None:
        """Let the hub pass on the address of this laptop as a possible hub."""
        self._json("POST", "/v1/standby", value)

    def offer_presence(self, value: Mapping[str, object]) -> None:
        """Let the hub pass on the state of this laptop."""
        self._json("POST", "/v1/presence", value)

    def own_host(self) -> str:
        """Return the address of this laptop in the network of the hub."""
        return self._connection.own_host()

    def leave_invite(self, token_hash: str, sealed: bytes) -> int:
        """Store an event file at the hub for a joining laptop; return its expiry time (ms UTC)."""
        path = f"/v1/invites?token_hash={token_hash}"
        with self._request("POST", path, sealed) as answer:
            return int(_object(_read_all(answer))["until"])

    def fetch_invite(self, token: str, public: bytes) -> bytes:
        """Return the event file of an invite, for the laptop with this public key."""
        body = json.dumps({"token": token, "key": public.hex()}).encode()
        with self._request("POST", "/v1/invite", body) as answer:
            return _read_all(answer)

    def has_moved(self) -> bool:
        """Return whether this laptop would now reach the hub by another network."""
        return self._connection.has_moved()

    def _checked_hub(
        self, store: StationStore, shown: Mapping[str, Any], fingerprint: str, nonce: str
    ) -> Certificate:
        """Return the hub's certificate; HubFailed unless it is of this event and may be a hub."""
        shown_at = self._asked.shown
        author = store.trust.read_author(shown.get("certificate"))
        if author is None:
            raise HubFailed("error.hub_other_event", address=shown_at)
        seen = fingerprint if self._connection.is_public else self._connection.fingerprint
        signature = str(shown.get("signature", ""))
        if fingerprint != seen or not is_hub_proof(
            author.certificate.public, signature, store.keys.event, seen, nonce
        ):
            raise HubFailed("error.hub_certificate", address=shown_at)
        if author.certificate.role is Role.DOOR:
            raise HubFailed("error.hub_is_a_door", address=shown_at)
        if store.trust.revocations().excludes(author.revocation_subject):
            raise HubFailed("error.hub_itself_revoked", address=shown_at)
        return author.certificate

    def _json(self, method: str, path: str, form: Mapping[str, object]) -> dict[str, Any]:
        body = json.dumps(form).encode()
        with self._request(method, path, body, {"content-type": "application/json"}) as answer:
            try:
                return _object(_read_all(answer))
            except ValueError as error:
                raise HubFailed("error.hub_login_page", address=self._asked.shown) from error

    @contextmanager
    def _request(
        self,
        method: str,
        path: str,
        body: bytes | IO[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        connection: HubConnection | None = None,
    ) -> Iterator[http.client.HTTPResponse]:
        """Yield a successful answer; after a failure the next request opens a new connection."""
        connection = connection or self._connection
        sent = {"authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            answer = _answer(connection, method, path, body, {**sent, **(headers or {})})
            if answer.status != _OK:
                raise self._refusal(answer)
            yield answer
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise failure_of(error, self._asked) from error
        except BaseException:
            connection.close()
            raise

    def _refusal(self, answer: http.client.HTTPResponse) -> Exception:
        reason = None
        with suppress(ValueError):
            reason = _object(answer.read(_CHUNK)).get("error")
        if reason == "session":
            return SessionEnded()
        if reason is None and answer.status == _OVERLOADED:
            return HubFailed("error.hub_busy", address=self._asked.shown)
        if reason is None:
            return HubFailed("error.hub_login_page", address=self._asked.shown)
        key = _REFUSALS.get(str(reason), "error.hub_refused")
        return HubFailed(key, address=self._asked.shown)

    def _store(self, answer: http.client.HTTPResponse, content: IO[bytes]) -> int:
        size, until = 0, time.monotonic() + _MAX_ANSWER_S
        while chunk := answer.read1(_CHUNK):
            size += len(chunk)
            if size > MAX_BUNDLE_BYTES or time.monotonic() > until:
                raise http.client.HTTPException("an endless answer")
            content.write(chunk)
        return size


def _answer(
    connection: HubConnection,
    method: str,
    path: str,
    body: bytes | IO[bytes] | None,
    headers: Mapping[str, str],
) -> http.client.HTTPResponse:
    """Send a request, and again if the hub had closed a connection that was idle for long.

    Every request may be repeated: the hub ignores what it already has.
    """
    was_open = connection.sock is not None
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse()
    except (ConnectionError, http.client.RemoteDisconnected, ssl.SSLEOFError):
        connection.close()
        if not was_open:
            raise
    if body is not None and not isinstance(body, bytes):
        body.seek(0)
    connection.request(method, path, body, headers)
    return connection.getresponse()


def _read_all(answer: http.client.HTTPResponse) -> bytes:
    content = answer.read(_MAX_JSON + 1)
    if len(content) > _MAX_JSON:
        raise http.client.HTTPException("an endless answer")
    return content


def _object(content: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(content)
    except RecursionError as error:
        raise ValueError("not an answer of a hub") from error
    if not isinstance(fields, dict):
        raise ValueError("not an answer of a hub")
    return fields


def _have(content: bytes) -> HaveVector:
    try:
        message = decode_message(content.decode())
    except ValueError as error:
        raise http.client.HTTPException("not a have-vector") from error
    if not isinstance(message, HaveVector):
        raise http.client.HTTPException("not a have-vector")
    return message
