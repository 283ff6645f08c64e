"""The paths of a link: the organiser's page, its figures as JSON, and their streams."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.errors import KioskError
from kiosk.hub.event_stream import StreamResponse
from kiosk.hub.hub_answers import http_error
from kiosk.hub.phone.editions import Channel, JsonChannel, PageChannel
from kiosk.hub.phone.page_files import PageFiles, compress
from kiosk.hub.phone.phone_address import PAGE
from kiosk.hub.phone.phone_links import TOKEN_LENGTH, PhoneLinks, link_hash
from kiosk.hub.phone.phone_page import page_writer
from kiosk.hub.phone.phone_stream import PhoneStream, PhoneStreams
from kiosk.hub.phone.publisher import Count, PhoneLimits, Publisher
from kiosk.hub.refusals import STATUS, HubRefusal, RefusalReason
from kiosk.hub.request_limits import RateLimit
from kiosk.texts import LANGUAGES, load_words

_LOG = logging.getLogger("kiosk")
_SMALL = 1000
_HTML = "text/html; charset=utf-8"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",  # the token is in the address
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}
_KEPT = "private, max-age=31536000, immutable"

Endpoint = Callable[[Request, str], Awaitable[Response]]


class PhoneApp:
    """Serves the paths of the links of one event, and nothing else."""

    def __init__(self, count: Count, links: PhoneLinks, limits: PhoneLimits | None = None) -> None:
        self.limits = limits or PhoneLimits()
        self.links = links
        self.publisher = Publisher(count, self.limits)
        self.streams = PhoneStreams(self.publisher.changed)
        self._files = PageFiles()
        self._json = JsonChannel(load_words(LANGUAGES[0]))
        self._rate = RateLimit(self.limits.requests_each_s, self.limits.burst)
        self._wrong = RateLimit(self.limits.wrong_each_s, self.limits.wrong_burst)

    def routes(self) -> list[Route]:
        """Return the routes, for the plain port and for the hub's own."""
        link = f"/{PAGE}/{{token}}"
        return [
            Route(link, self._of_link(self.page), methods=["GET"]),
            Route(f"{link}/headcount.json", self._of_link(self.headcount), methods=["GET"]),
            Route(f"{link}/headcount/stream", self._of_link(self.stream), methods=["GET"]),
            Route(f"{link}/files/{{mark}}/{{name}}", self._of_link(self.file), methods=["GET"]),
            Route(f"{link}/{{language}}", self._of_link(self.page), methods=["GET"]),
            Route(f"{link}/{{language}}/stream", self._of_link(self.page_stream), methods=["GET"]),
        ]

    def app(self) -> Starlette:
        """Return the ASGI application of the plain port; while it runs, it counts for readers."""
        return Starlette(
            routes=self.routes(),
            lifespan=self._lifespan,
            exception_handlers={HTTPException: http_error},
        )

    async def page(self, request: Request, token: str) -> Response:
        """Return the page in the language of its path, or in the phone's."""
        named = request.path_params.get("language")
        language = named or preferred_language(request.headers.get("accept-language", ""))
        if language not in LANGUAGES:
            raise HubRefusal(RefusalReason.MISSING)
        headers = {"vary": "accept-encoding" if named else "accept-encoding, accept-language"}
        if request.method == "HEAD":  # a phone asks whether its link still works
            return Response(headers=headers, media_type=_HTML)
        edition = await self.publisher.newest()
        html = page_writer(language).whole(edition.report, token, self._files.addresses(token))
        return _packed(request, html.encode(), _HTML, headers)

    async def headcount(self, request: Request, token: str) -> Response:  # noqa: ARG002  # every endpoint has it
        """Return the headcount as JSON."""
        content = self._json.whole(await self.publisher.newest())
        return _packed(request, content, "application/json", {"vary": "accept-encoding"})

    async def stream(self, request: Request, token: str) -> Response:  # noqa: ARG002  # every endpoint has it
        """Follow the headcount as JSON."""
        return await self._streamed(token, self._json)

    async def page_stream(self, request: Request, token: str) -> Response:
        """Follow the parts of the page."""
        language = request.path_params["language"]
        if language not in LANGUAGES:
            raise HubRefusal(RefusalReason.MISSING)
        return await self._streamed(token, PageChannel(page_writer(language)))

    async def file(self, request: Request, token: str) -> Response:  # noqa: ARG002  # every endpoint has it
        """Return a file of the page; a phone may keep it."""
        found = self._files.get(request.path_params["mark"], request.path_params["name"])
        if found is None:
            raise HubRefusal(RefusalReason.MISSING)
        headers = {"cache-control": _KEPT, "vary": "accept-encoding"}
        if _takes_gzip(request):
            headers["content-encoding"] = "gzip"
            return Response(found.compressed, headers=headers, media_type=found.media_type)
        return Response(found.content, headers=headers, media_type=found.media_type)

    async def _streamed(self, token: str, channel: Channel) -> Response:
        link = link_hash(token)
        self.streams.check_room(link, self.limits.streams)
        await self.publisher.newest()
        stream = PhoneStream(link, self.publisher, channel, self.limits)
        return StreamResponse(self.streams, stream)

    def _of_link(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """Serve an endpoint to valid links only; each error has a reason; no path is logged."""

        async def answer(request: Request) -> Response:
            try:
                response = await endpoint(request, self._checked(request))
            except HubRefusal as refusal:
                response = self._refused(request, refusal.reason)
            except KioskError:
                _LOG.exception("the headcount for a phone could not be read")
                response = self._refused(request, RefusalReason.STORAGE)
            except Exception:  # noqa: BLE001  # request boundary
                _LOG.exception("a request for the page for phones failed")
                response = self._refused(request, RefusalReason.BUG)
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return answer

    def _checked(self, request: Request) -> str:
        """Return the token of a request; HubRefusal if it is invalid, or for too many requests."""
        token = str(request.path_params["token"])
        if len(token) != TOKEN_LENGTH or not self.links.is_valid(link_hash(token)):
            self._wrong.take(request.client.host if request.client else "")
            raise HubRefusal(RefusalReason.MISSING)
        self._rate.take(link_hash(token))
        return token

    def _refused(self, request: Request, reason: RefusalReason) -> Response:
        if reason is RefusalReason.MISSING and "text/html" in request.headers.get("accept", ""):
            language = preferred_language(request.headers.get("accept-language", ""))
            return Response(page_writer(language).ended(), STATUS[reason], media_type=_HTML)
        return JSONResponse({"error": reason.value}, STATUS[reason])

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            self.publisher.close()

    async def _follow(self) -> None:
        """Count again and end withdrawn streams while there are readers."""
        while True:
            if self.streams:
                self.streams.end_withdrawn(self.links.is_valid)
                await self.publisher.refresh()
            await asyncio.sleep(self.publisher.pause_s)


def _packed(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """Return a response; it is compressed if it is large and the reader accepts that."""
    if len(content) < _SMALL or not _takes_gzip(request):
        return Response(content, headers=headers, media_type=media_type)
    headers = {**headers, "content-encoding": "gzip"}
    return Response(compress(content), headers=headers, media_type=media_type)


def preferred_language(accepted: str) -> str:
    """Return the first of our languages in an `Accept-Language` header, Dutch if it names none."""
    best, most = LANGUAGES[0], 0.0
    for part in accepted.split(","):
        name, _, options = part.strip().partition(";")
        weight = 1.0
        with suppress(ValueError):
            weight = float(options.strip().removeprefix("q=")) if options else 1.0
        language = name.strip().lower().split("-")[0]
        if language in LANGUAGES and weight > most:
            best, most = language, weight
    return best


def _takes_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")
