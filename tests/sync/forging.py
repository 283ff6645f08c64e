"""A station that joined and does as it likes: entries, heads and messages made by hand."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from kiosk.domain.entry import Kind
from kiosk.keys.key_ring import KeyRing
from kiosk.keys.signing import sign
from kiosk.store.journal.have_vector import Gap, Range
from kiosk.store.journal.journal import NO_HASH, new_log_id
from kiosk.store.journal.signed_heads import Head
from kiosk.sync.encrypted_content import encrypted
from kiosk.sync.messages import PROTOCOL, AnnexPart, End, Hello, encode_message
from tests.festival import NOON


@dataclass
class Forger:
    """Writes a log of its own, entry by entry, with whatever it is given."""

    keys: KeyRing
    log: str = ""
    bodies: list[bytes] = field(default_factory=list)
    at: int = NOON

    def __post_init__(self) -> None:
        self.log = self.log or new_log_id(self.keys.station)
        if not self.bodies:
            self.entry(Kind.OPEN, detail={"certificate": self.keys.certificate})

    def entry(self, kind: str, /, **fields: Any) -> str:
        """Add an entry and return its hash; fields may be anything that JSON can hold."""
        content = {
            "v": 1,
            "event": self.keys.event,
            "log": self.log,
            "seq": len(self.bodies) + 1,
            "prev": self.tip,
            "kind": kind,
            "at": self.at + len(self.bodies),
            **fields,
        }
        return self.body(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())

    def body(self, body: bytes) -> str:
        """Add the bytes of an entry as they are."""
        self.bodies.append(body)
        return self.tip

    @property
    def tip(self) -> str:
        return sha256(self.bodies[-1]).hexdigest() if self.bodies else NO_HASH

    def head(self, *, as_of: int = NOON, closed: bool = False) -> Head:
        """Sign how far the log is."""
        end = Head(self.log, len(self.bodies), self.tip, as_of, closed)
        message = end.message(self.keys.event)
        return replace(end, signature=sign(self.keys.station_key, message))

    def range(self, after: int = 0) -> Range:
        """Return the log from an entry on as it travels."""
        return Range(self.log, tuple(self.bodies[after:]), self.head())

    def damaged(self, *places: int) -> Range:
        """Return the log with only the hashes of some entries."""
        items = tuple(
            Gap(seq, sha256(body).hexdigest()) if seq in places else body
            for seq, body in enumerate(self.bodies, start=1)
        )
        return Range(self.log, items, self.head(), self.keys.certificate)

    def hello(self, **fields: Any) -> str:
        """Return the greeting, signed."""
        greeting: dict[str, Any] = {
            "event": self.keys.event,
            "station": self.keys.station,
            "certificate": self.keys.certificate,
            "as_of": self.at,
            "program": "0",
            "met": {},
            "low": None,
            "high": None,
            "oldest": PROTOCOL,
        }
        return Hello(**{**greeting, **fields}).signed(self.keys.station_key)

    def annexes(self, content: object) -> str:
        """Return annexes as they travel."""
        return encode_message(AnnexPart(encrypted(self.keys.exchange, content)))

    def message_lines(self, *messages: Any) -> list[str]:
        """Return all that a bundle says: greeting, messages or lines, end."""
        return list(self._lines(messages or (self.range(),)))

    def _lines(self, messages: Iterable[Any]) -> Iterator[str]:
        lines = [
            self.hello(),
            *(one if isinstance(one, str) else encode_message(one) for one in messages),
        ]
        yield from lines
        yield encode_message(End(len(lines)))
