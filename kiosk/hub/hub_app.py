"""The endpoints of the hub, as described in `resources/hub/openapi.json`."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import IO, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from kiosk import __version__
from kiosk.domain.roles import Role
from kiosk.errors import WorldFailed
from kiosk.hub.event_stream import StreamResponse
from kiosk.hub.hub_answers import LINES, file_parts, http_error, hub_line, refused
from kiosk.hub.hub_state import HubState
from kiosk.hub.hub_storage import Batch
from kiosk.hub.hub_stream import HubStream
from kiosk.hub.presences import keep_newest
from kiosk.hub.refusals import HubRefusal, RefusalReason
from kiosk.hub.request_fields import is_hash, read_have_vector, read_text
from kiosk.hub.request_limits import (
    MAX_BATCH_BYTES,
    MAX_FORM_BYTES,
    MAX_HAVE_BYTES,
    read_body,
)
from kiosk.hub.sessions import Session
from kiosk.paths import RESOURCES
from kiosk.sync.messages import PROTOCOL, encode_message
from kiosk.sync.network.presence_messages import presence_of
from kiosk.sync.network.standby import MAX_STANDBYS, is_standby_of

_LOG = logging.getLogger("kiosk")

Endpoint = Callable[[Request], Awaitable[Response]]


class HubEndpoints:
    """The endpoints over the state of a hub."""

    def __init__(self, state: HubState) -> None:
        self._state = state

    def app(self, more: Sequence[Route] = ()) -> Starlette:
        """Return the ASGI application; `more` are routes that it serves too."""
        routes = [
            Route("/openapi.json", self._bounded(self.describe), methods=["GET"]),
            Route("/v1/hub", self._bounded(self.hub), methods=["GET"]),
            Route("/v1/challenge", self._bounded(self.challenge), methods=["POST"]),
            Route("/v1/session", self._bounded(self.session), methods=["POST"]),
            Route("/v1/have", self._bounded(self.have), methods=["GET"]),
            Route("/v1/batches", self._bounded(self.batches), methods=["POST"]),
            Route("/v1/missing", self._bounded(self.missing), methods=["POST"]),
            Route("/v1/stream", self._bounded(self.stream), methods=["GET"]),
            Route("/v1/standby", self._bounded(self.standby), methods=["POST"]),
            Route("/v1/presence", self._bounded(self.presence), methods=["POST"]),
            Route("/v1/invites", self._bounded(self.add_invite), methods=["POST"]),
            Route("/v1/invite", self._bounded(self.fetch_invite), methods=["POST"]),
            *more,
        ]
        return Starlette(
            routes=routes,
            lifespan=self._lifespan,
            exception_handlers={HTTPException: http_error},
        )

    async def describe(self, request: Request) -> Response:  # noqa: ARG002  # every endpoint has it
        """Return the OpenAPI description."""
        text = (RESOURCES / "hub" / "openapi.json").read_bytes()
        return Response(text, media_type="application/json")

    async def hub(self, request: Request) -> Response:  # noqa: ARG002  # every endpoint has it
        """Return that this is a hub, and its event; a login page returns something else."""
        event = self._state.storage.identity.event
        return JSONResponse({"kiosk_hub": PROTOCOL, "program": __version__, "events": [event]})

    async def challenge(self, request: Request) -> Response:
        """Prove the hub's station key, and give the laptop a number to sign."""
        form = await self._form(request)
        state, identity = self._state, self._state.storage.identity
        return JSONResponse(
            {
                "protocol": PROTOCOL,
                "event": identity.event,
                "nonce": state.sessions.nonces.new(),
                "station": identity.station,
                "certificate": identity.certificate,
                "fingerprint": f"sha256:{identity.fingerprint}",
                "signature": state.storage.prove(read_text(form, "nonce")),
            }
        )

    async def session(self, request: Request) -> Response:
        """Give a token to a laptop that signed the number."""
        form = await self._form(request)
        text = read_text(form, "certificate", most=MAX_FORM_BYTES)
        certificate = await self._state.read(self._state.storage.admits, text)
        token = self._state.sessions.begin(
            certificate, text, read_text(form, "nonce"), read_text(form, "signature")
        )
        return JSONResponse({"token": token})

    async def have(self, request: Request) -> Response:
        """Return the have-vector of the hub, and the place of the feed that it belongs to."""
        await self._authorised(request)
        cursor = self._state.feed.cursor
        have = await self._state.read(self._state.storage.have)
        return hub_line(encode_message(have), cursor)

    async def batches(self, request: Request) -> Response:
        """Receive a batch of messages; the answer has the have-vector on disk."""
        session = await self._authorised(request)
        content, size = await self._body(request, session, MAX_BATCH_BYTES)
        receipt = await asyncio.wrap_future(self._state.storage.receive(Batch(content, size)))
        result = receipt.result
        if not result.usable:
            raise HubRefusal(RefusalReason.UNREADABLE)
        return JSONResponse(
            {
                "new_entries": result.new_entries,
                "known_entries": result.known_entries,
                "whole": result.whole,
                "refused": [
                    {"log": one.log, "seq": one.seq, "why": one.why} for one in result.rejected
                ],
                "have": json.loads(encode_message(receipt.have)),
            }
        )

    async def missing(self, request: Request) -> Response:
        """Return all messages that a laptop lacks, by the have-vector that it sends."""
        session = await self._authorised(request)
        content, _ = await self._body(request, session, MAX_HAVE_BYTES)
        with content:
            theirs = await self._state.read(read_have_vector, content.read())
        async with self._state.answers.one(session.station):
            cursor = self._state.feed.cursor
            messages = await self._state.pack(theirs)
        headers = {"content-encoding": "deflate", "kiosk-cursor": cursor}
        return StreamingResponse(file_parts(messages), headers=headers, media_type=LINES)

    async def stream(self, request: Request) -> Response:
        """Follow the feed from a place on."""
        session = await self._authorised(request)
        state = self._state
        stream = HubStream(
            session.station,
            state.feed,
            state.limits,
            self._heartbeat,
            lambda: state.may_go_on(session),
            cursor=request.query_params.get("cursor") or request.headers.get("last-event-id", ""),
            welcome=lambda: state.presences.lines,
        )
        state.streams.make_room(session.station)
        return StreamResponse(state.streams, stream)

    async def standby(self, request: Request) -> Response:
        """Pass on the address of a laptop that may be the next hub."""
        session = await self._authorised(request)
        form = await self._json(request, session.station)
        if not is_standby_of(session.certificate, form):
            raise HubRefusal(RefusalReason.ROLE)
        fields = {key: form[key] for key in ("address", "signature")}
        value = {**fields, "certificate": session.text}
        keep_newest(self._state.standbys, session.station, value, MAX_STANDBYS)
        return JSONResponse({"standbys": len(self._state.standbys)})

    async def presence(self, request: Request) -> Response:
        """Pass on the state of a laptop."""
        session = await self._authorised(request)
        form = await self._json(request, session.station)
        presence = presence_of(session.certificate, form)
        if presence is None:
            raise HubRefusal(RefusalReason.UNREADABLE)
        fields = {key: form[key] for key in ("body", "signature")}
        self._state.presences.offer(presence, {**fields, "certificate": session.text})
        return JSONResponse({"at": presence.at})

    async def add_invite(self, request: Request) -> Response:
        """Store a sealed event file for a laptop that will join."""
        session = await self._authorised(request)
        if session.certificate.role is not Role.ADMIN:
            raise HubRefusal(RefusalReason.ROLE)
        token_hash = request.query_params.get("token_hash", "")
        if not is_hash(token_hash):
            raise HubRefusal(RefusalReason.UNREADABLE)
        if await self._state.read(self._state.storage.is_purged):
            raise HubRefusal(RefusalReason.INVITE)
        content, _ = await self._body(request, session, MAX_BATCH_BYTES)
        with content:
            sealed = content.read()
        until = await self._state.read(self._state.invites.add, token_hash, sealed)
        return JSONResponse({"until": until})

    async def fetch_invite(self, request: Request) -> Response:
        """Return the event file of an invite."""
        form = await self._form(request)
        token, public = read_text(form, "token"), read_text(form, "key")
        if not is_hash(public):
            raise HubRefusal(RefusalReason.UNREADABLE)
        sealed = await self._state.read(self._state.invites.fetch, token, public)
        return Response(sealed, media_type="application/octet-stream")

    def _heartbeat(self) -> dict[str, object]:
        return {
            "digest": self._state.digest,
            "laptops": self._state.streams.stations,
            "standbys": list(self._state.standbys.values()),
        }

    async def _authorised(self, request: Request) -> Session:
        """Return the session of a request; HubRefusal if it has none, or was revoked."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise HubRefusal(RefusalReason.SESSION)
        session = self._state.sessions.of(token)
        self._state.rate.take(session.station)
        await self._state.read(self._state.storage.admits, session.text)
        return session

    async def _form(self, request: Request) -> dict[str, Any]:
        """Return the JSON object of a request without a session."""
        sender = request.client.host if request.client else ""
        self._state.rate.take(sender)
        return await self._json(request, sender)

    async def _json(self, request: Request, sender: str) -> dict[str, Any]:
        limits = self._state.limits
        async with self._state.forms.one(sender):
            content, _ = await read_body(
                request.stream(), MAX_FORM_BYTES, whole_s=limits.form_s, chunk_s=limits.chunk_s
            )
        with content:
            try:
                form = json.loads(content.read())
            except (ValueError, RecursionError) as error:
                raise HubRefusal(RefusalReason.UNREADABLE) from error
        if not isinstance(form, dict):
            raise HubRefusal(RefusalReason.UNREADABLE)
        return form

    async def _body(self, request: Request, session: Session, most: int) -> tuple[IO[bytes], int]:
        limits = self._state.limits
        async with self._state.bodies.one(session.station):
            return await read_body(
                request.stream(), most, whole_s=limits.body_s, chunk_s=limits.chunk_s
            )

    def _bounded(self, endpoint: Endpoint) -> Endpoint:
        """Answer every error of an endpoint with a reason, and log only our own."""

        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except HubRefusal as refusal:
                return refused(refusal.reason)
            except ClientDisconnect:
                return refused(RefusalReason.UNREADABLE)
            except WorldFailed:
                _LOG.exception("the hub could not store or read")
                return refused(RefusalReason.STORAGE)
            except Exception:  # noqa: BLE001  # request boundary
                _LOG.exception("a request to the hub failed")
                return refused(RefusalReason.BUG)

        return answer

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work) for work in self._state.background_work()]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
