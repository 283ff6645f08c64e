"""A TLS connection to a hub, which shows its certificate before a byte of a request is sent."""

import errno
import http.client
import socket
import ssl
from contextlib import suppress
from hashlib import sha256
from ipaddress import ip_address

from kiosk.errors import WorldFailed
from kiosk.sync.network.hub_address import HubAddress

CONNECT_S = 5.0
ANSWER_S = 15.0
"""Longest wait for the next bytes of an answer."""

_NO_NETWORK = (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
_KEPT_APART = (errno.EHOSTUNREACH, errno.EHOSTDOWN)


class HubFailed(WorldFailed):
    """A hub cannot be reached, or refuses; nothing is lost, and it may be tried again."""


class HubConnection(http.client.HTTPSConnection):
    """A connection to a hub; HubFailed says why there is none.

    `fingerprint` is that of the certificate shown. `is_public`: an authority vouches for its name.
    """

    def __init__(self, address: HubAddress, *, answer_s: float = ANSWER_S) -> None:
        self._address = address
        self._answer_s = answer_s
        self.fingerprint = ""
        self.is_public = False
        self._is_cut = False
        self._any_certificate = _any_certificate()
        super().__init__(
            address.host, address.port, timeout=CONNECT_S, context=self._any_certificate
        )

    def connect(self) -> None:
        """Connect and compare the certificate; nothing was sent if it is another one."""
        try:
            self._check_not_cut()
            if not self._address.fingerprint and not is_number(self._address.host):
                self._connect_public()
            if self.sock is None:
                super().connect()
            self._check_not_cut()  # meanwhile
        except OSError as error:
            raise failure_of(error, self._address) from error
        shown = self.sock.getpeercert(binary_form=True) or b""
        self.fingerprint = sha256(shown).hexdigest()
        if self._address.fingerprint not in ("", self.fingerprint):
            self.close()
            raise HubFailed("error.hub_certificate", address=self._address.shown)
        self.sock.settimeout(self._answer_s)

    def expect(self, address: HubAddress) -> None:
        """Accept only the certificate of this address when the connection is made again."""
        self._address = address

    def cut(self) -> None:
        """End the connection for good, also while another thread waits for an answer."""
        self._is_cut = True
        if self.sock is not None:
            with suppress(OSError):  # of the socket below TLS: that waits for nothing
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def own_host(self) -> str:
        """Return the address of this laptop in the network of the hub; empty if unknown."""
        with suppress(OSError, AttributeError):
            return str(self.sock.getsockname()[0])
        return ""

    def has_moved(self) -> bool:
        """Return whether this laptop would now reach the hub by another network."""
        with suppress(OSError, AttributeError):
            here = self.sock.getsockname()[0]
            family = socket.AF_INET6 if ":" in here else socket.AF_INET
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect(self.sock.getpeername()[:2])
                return bool(probe.getsockname()[0] != here)
        return True

    def _check_not_cut(self) -> None:
        if self._is_cut:
            raise ConnectionAbortedError

    def _connect_public(self) -> None:
        """Connect to a name that an authority vouches for, if one does."""
        self._context = ssl.create_default_context()
        try:
            super().connect()
            self.is_public = True
        except ssl.SSLCertVerificationError:
            self.close()
        finally:
            self._context = self._any_certificate


def failure_of(error: Exception, address: HubAddress) -> HubFailed:
    """Return why a hub cannot be reached, in words for people."""
    return HubFailed(_failure_key(error), address=address.shown)


def _failure_key(error: Exception) -> str:
    match error:
        case socket.gaierror():
            return "error.hub_no_such_name"
        case http.client.RemoteDisconnected() | http.client.IncompleteRead() | ssl.SSLEOFError():
            return "error.hub_broke_off"
        case ssl.SSLError() | http.client.HTTPException():
            return "error.hub_login_page"
        case TimeoutError():
            return "error.hub_no_answer"
        case ConnectionRefusedError():
            return "error.hub_not_there"
        case OSError(errno=number) if number in _NO_NETWORK:
            return "error.hub_no_network"
        case OSError(errno=number) if number in _KEPT_APART:
            return "error.hub_kept_apart"
    return "error.hub_broke_off"


def _any_certificate() -> ssl.SSLContext:
    """Return a context that accepts any certificate: its fingerprint is what counts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def is_number(host: str) -> bool:
    """Return whether a host is an address, and no name that has to be looked up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
