"""The answers of a hub: a line, parts of a file, a refusal."""

from collections.abc import AsyncIterator
from typing import IO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kiosk.hub.refusals import STATUS, RefusalReason

LINES = "application/x-ndjson"

_CHUNK = 64 * 1024


def hub_line(line: str, cursor: str) -> Response:
    """Return one message, and the place of the feed that it belongs to."""
    return Response(f"{line}\n", media_type=LINES, headers={"kiosk-cursor": cursor})


async def file_parts(content: IO[bytes]) -> AsyncIterator[bytes]:
    """Yield the content of a file, and close it."""
    with content:
        while chunk := content.read(_CHUNK):
            yield chunk


def refused(reason: RefusalReason) -> JSONResponse:
    """Return a refusal with its reason."""
    return JSONResponse({"error": reason.value}, STATUS[reason])


async def http_error(_: Request, error: Exception) -> Response:
    """Return the answer for an unknown endpoint or method."""
    assert isinstance(error, HTTPException)  # noqa: S101  # it is registered for these
    return JSONResponse({"error": "missing"}, error.status_code, headers=error.headers)
