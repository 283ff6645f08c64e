"""The files of the organiser's page, compressed once, with addresses that change with them."""

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from kiosk.hub.phone.phone_address import PAGE
from kiosk.paths import RESOURCES

_TYPES = {
    "uPlot.iife.min.js": "text/javascript",
    "uPlot.min.css": "text/css",
    "page.css": "text/css",
    "page.js": "text/javascript",
    "charts.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file as it is and compressed."""

    media_type: str
    content: bytes
    compressed: bytes


class PageFiles:
    """The files by name; they load at the first use."""

    @cached_property
    def _files(self) -> dict[str, PageFile]:
        found = {}
        for name, media_type in _TYPES.items():
            content = (RESOURCES / "phone" / name).read_bytes()
            found[name] = PageFile(media_type, content, compress(content, 9))
        return found

    @cached_property
    def mark(self) -> str:
        """The hash of all files: part of their addresses, so that a phone may keep them."""
        return sha256(b"".join(one.content for one in self._files.values())).hexdigest()[:12]

    def get(self, mark: str, name: str) -> PageFile | None:
        """Return a file by its address; None if there is none."""
        return self._files.get(name) if mark == self.mark else None

    def addresses(self, token: str) -> dict[str, str]:
        """Return the addresses of all files below a link."""
        return {name: f"/{PAGE}/{token}/files/{self.mark}/{name}" for name in _TYPES}


def compress(content: bytes, level: int = 6) -> bytes:
    """Return the content as gzip, the same at any time."""
    return gzip.compress(content, level, mtime=0)
