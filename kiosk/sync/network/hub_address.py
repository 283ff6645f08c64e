"""The address of a hub as it is typed, set and passed on: a URL, with a fingerprint if known."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.errors import UnusableInput

DEFAULT_PORT = 8417
_FINGERPRINT = re.compile(r"sha256:([0-9a-f]{64})")
_HTTPS_PORT = 443
_SCHEME = "https://"


@dataclass(frozen=True, slots=True)
class HubAddress:
    """The address of a hub; `fingerprint` is SHA-256 of its TLS certificate in hex, or empty."""

    host: str
    port: int
    fingerprint: str = ""

    @property
    def url(self) -> str:
        """The address without the fingerprint."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{_SCHEME}{host}:{self.port}"

    @property
    def shown(self) -> str:
        """The address as people read and type it: `HOST:PORT`."""
        return self.url.removeprefix(_SCHEME)

    @property
    def text(self) -> str:
        """The address as it is stored: `https://HOST:PORT#sha256:...`."""
        return f"{self.url}#sha256:{self.fingerprint}" if self.fingerprint else self.url


def is_hub_address(text: str) -> bool:
    """Return whether a text names a hub rather than a folder."""
    return text.startswith(_SCHEME)


def read_hub_address(text: str) -> HubAddress:
    """Read an address; UnusableInput if it is none."""
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"{_SCHEME}{text}")
        fingerprint = ""
        if parts.fragment:
            match = _FINGERPRINT.fullmatch(parts.fragment.lower())
            if match is None:
                raise ValueError("no fingerprint")
            fingerprint = match[1]
        host = parts.hostname or ""
        if not host or any(one.isspace() or not one.isprintable() for one in host):
            raise ValueError("no host")
        if parts.scheme != "https" or parts.path.strip("/") or parts.query or parts.username:
            raise ValueError("no address of a hub")
        return HubAddress(host, parts.port or _port_of(text), fingerprint)
    except ValueError as error:
        raise UnusableInput("error.hub_address", address=text) from error


def _port_of(text: str) -> int:
    """Return the port of an address without one: a name is behind a proxy, typed ones are ours."""
    return _HTTPS_PORT if "://" in text else DEFAULT_PORT
