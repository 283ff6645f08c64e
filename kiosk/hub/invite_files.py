"""Invites at the hub: a sealed event file for one laptop, under the hash of its token."""

import json
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.clock import Clock
from kiosk.hub.refusals import HubRefusal, RefusalReason
from kiosk.private_files import wipe

INVITE_S = 15 * 60
_MOST = 50


@dataclass(frozen=True, slots=True)
class InviteFiles:
    """The invites of an event (hex) in the folder of the keys; the hub cannot open them.

    One use is one station key: the laptop that was interrupted may fetch its file again.
    """

    keys: Path
    event: str
    clock: Clock

    def add(self, token_hash: str, sealed: bytes) -> int:
        """Store an event file under the hash of a token; return until when (ms UTC)."""
        self.remove_expired()
        if len(list(self.keys.glob(f"{self.event}.invite.*"))) >= _MOST:
            raise HubRefusal(RefusalReason.BUSY)
        until = self.clock.wall() + INVITE_S * 1000
        head = json.dumps({"until": until, "key": None}).encode()
        write_atomic(self._path(token_hash), head + b"\n" + sealed, private=True)
        return until

    def fetch(self, token: str, public: str) -> bytes:
        """Return the event file of a token for the laptop with this public key (hex)."""
        path = self._path(sha256(token.encode()).hexdigest())
        try:
            head, _, sealed = path.read_bytes().partition(b"\n")
            fields = json.loads(head)
            open_for = fields["key"] in (None, public)
            expired = int(fields["until"]) < self.clock.wall()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise HubRefusal(RefusalReason.INVITE) from error
        if expired or not open_for:
            raise HubRefusal(RefusalReason.INVITE)
        if fields["key"] is None:
            used = json.dumps({**fields, "key": public}).encode()
            write_atomic(path, used + b"\n" + sealed, private=True)
        return sealed

    def remove_expired(self, *, all_of_them: bool = False) -> None:
        """Remove the invites that expired, or all."""
        for path in self.keys.glob(f"{self.event}.invite.*"):
            until = 0
            with suppress(OSError, ValueError, KeyError, TypeError):
                until = int(json.loads(path.read_bytes().partition(b"\n")[0])["until"])
            if all_of_them or until < self.clock.wall():
                with suppress(OSError):
                    wipe(path)

    def _path(self, token_hash: str) -> Path:
        return self.keys / f"{self.event}.invite.{token_hash}"
