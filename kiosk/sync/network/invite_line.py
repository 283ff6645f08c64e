"""An invite as one line of text: the address of the hub, and a token to fetch one event file."""

import base64
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from kiosk.errors import UnusableInput
from kiosk.sync.network.hub_address import HubAddress, read_hub_address

_JOIN = "/join#"
_PRINT_BYTES, _SECRET_BYTES = 32, 16


@dataclass(frozen=True, slots=True)
class InviteLine:
    """An invite: the hub, a token (hex) for it, and the key (hex) that the hub does not have."""

    address: HubAddress
    token: str = field(repr=False)
    key: str = field(repr=False)

    @property
    def token_hash(self) -> str:
        """The hash of the token, under which the event file waits at the hub."""
        return sha256(self.token.encode()).hexdigest()

    @property
    def text(self) -> str:
        """The line; what follows `#` is never sent."""
        content = bytes.fromhex(self.address.fingerprint + self.token + self.key)
        return f"{self.address.url}{_JOIN}{base64.urlsafe_b64encode(content).decode()}"


def new_invite_line(address: HubAddress) -> InviteLine:
    """Return an invite with a new token and key."""
    return InviteLine(address, secrets.token_hex(_SECRET_BYTES), secrets.token_hex(_SECRET_BYTES))


def is_invite_line(text: str) -> bool:
    """Return whether a text is meant as an invite."""
    return text.strip().startswith("https://") and _JOIN in text


def read_invite_line(text: str) -> InviteLine:
    """Read an invite; UnusableInput if it is none, or is not complete.

    Spaces and line breaks are left out: a message that carried it may have added them.
    """
    url, _, packed = "".join(text.split()).partition(_JOIN)
    try:
        content = base64.b64decode(packed, altchars=b"-_", validate=True)
        if len(content) != _PRINT_BYTES + 2 * _SECRET_BYTES:
            raise ValueError("not complete")
        address = read_hub_address(f"{url}#sha256:{content[:_PRINT_BYTES].hex()}")
    except (ValueError, UnusableInput) as error:
        raise UnusableInput("error.invite_damaged") from error
    rest = content[_PRINT_BYTES:]
    return InviteLine(address, rest[:_SECRET_BYTES].hex(), rest[_SECRET_BYTES:].hex())
