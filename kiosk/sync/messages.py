"""The messages of stations: one JSON object per line, the same for every carrier.

Unknown fields and messages are skipped, so a newer program may add some. Personal data in a message
is encrypted to the event's exchange key.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kiosk.domain.entry import is_calendar_time
from kiosk.keys.signing import is_signed_by, sign
from kiosk.store.journal.have_vector import Gap, HaveVector, Range
from kiosk.store.journal.signed_heads import Head
from kiosk.sync.encrypted_content import EncryptedContent

PROTOCOL = 1
MAX_LINE_LENGTH = 8 * 2**20
"""Most characters in a line."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The sender of the messages after it, and the time by that station's clock (ms UTC).

    `met` has for each station that it has read: the times of writing and reading, and the setting
    of the other clock; `set_at` identifies the setting of its own clock. `low` and `high`
    bound its clock's offset in ms. `oldest` is the protocol version that a reader needs.
    """

    event: str
    station: str
    certificate: str
    as_of: int
    program: str
    met: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    set_at: int = 0
    low: int | None = None
    high: int | None = None
    oldest: int = PROTOCOL

    def signed(self, secret: bytes) -> str:
        """Return the message, signed with the station's secret key."""
        body = json.dumps({**asdict(self), "protocol": PROTOCOL})
        return _line("hello", body=body, signature=sign(secret, body.encode()).hex())


@dataclass(frozen=True, slots=True)
class SignedHello:
    """A hello as received."""

    hello: Hello
    body: str
    signature: bytes

    def is_signed_by(self, public: bytes) -> bool:
        """Return whether the owner of a public key signed it."""
        return is_signed_by(public, self.body.encode(), self.signature)


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """Annexes: a list of [hash, salt, JSON], hex.

    `hashes` names them in clear, for a hub without keys.
    """

    content: EncryptedContent
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPart:
    """Some rows of a list's content, named by its hash (hex); `part` counts from 1.

    `clear` has ticket (hex), category, places and status of its rows: a hub without keys counts by
    these.
    """

    source: str
    hash: str
    part: int
    parts: int
    content: EncryptedContent
    clear: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class End:
    """The last message; `messages` is how many came before it."""

    messages: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message of a newer program."""


Message = SignedHello | HaveVector | Range | Head | AnnexPart | ListPart | End | Unknown


def encode_message(message: HaveVector | Range | Head | AnnexPart | ListPart | End) -> str:
    """Return a message as a line, without the line end."""
    match message:
        case HaveVector():
            return _line(
                "have",
                logs=message.logs,
                gaps=message.gaps,
                lists=sorted(message.lists),
                awaited=sorted(message.awaited),
            )
        case Range():
            return _line("entries", **_range_fields(message))
        case Head():
            return _line("head", log=message.log, head=_head_fields(message))
        case AnnexPart():
            return _line("annexes", hashes=message.hashes, sealed=_text_of(message.content))
        case ListPart():
            return _line(
                "list",
                source=message.source,
                hash=message.hash,
                part=message.part,
                parts=message.parts,
                clear=message.clear,
                sealed=_text_of(message.content),
            )
        case End():
            return _line("end", messages=message.messages)


def decode_message(line: str) -> Message:
    """Read a message; ValueError if it is none."""
    try:
        fields = json.loads(line)
        reader = _READERS.get(str(fields["type"]))
        return reader(fields) if reader else Unknown()
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError("not a message") from error


def _line(kind: str, **fields: object) -> str:
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))


def _range_fields(message: Range) -> dict[str, object]:
    items = [[one.seq, one.hash] if isinstance(one, Gap) else one.decode() for one in message.items]
    fields: dict[str, object] = {"log": message.log, "entries": items}
    if message.certificate is not None:
        fields["certificate"] = message.certificate
    return {**fields, "head": _head_fields(message.head)}


def _head_fields(head: Head) -> list[object]:
    return [head.seq, head.hash, head.as_of, head.closed, head.signature.hex()]


def _text_of(content: EncryptedContent) -> str:
    return base64.b64encode(content.data).decode()


def _hello(fields: Mapping[str, Any]) -> Message:
    body = str(fields["body"])
    values = json.loads(body)
    hello = Hello(
        event=_id(values["event"]),
        station=_id(values["station"]),
        certificate=str(values["certificate"]),
        as_of=_time(values["as_of"]),
        program=str(values.get("program", "")),
        met={_id(one): _exchange(at) for one, at in values["met"].items()},
        set_at=_integer(values.get("set_at", 0)),
        low=_optional(values.get("low")),
        high=_optional(values.get("high")),
        oldest=_integer(values["oldest"]),
    )
    return SignedHello(hello, body, bytes.fromhex(fields["signature"]))


def _exchange(times: Any) -> tuple[int, int, int]:
    written, read, set_at = times
    return _integer(written), _integer(read), _integer(set_at)


def _have(fields: Mapping[str, Any]) -> Message:
    return HaveVector(
        logs=_log_ends(fields["logs"]),
        gaps=_log_ends(fields["gaps"]),
        lists=frozenset(_id(one) for one in fields["lists"]),
        awaited=frozenset(_id(one) for one in fields["awaited"]),
    )


def _log_ends(logs: Mapping[str, Any]) -> dict[str, list[tuple[int, str]]]:
    return {
        _id(log): [(_integer(seq), _id(digest)) for seq, digest in ends]
        for log, ends in logs.items()
    }


def _entries(fields: Mapping[str, Any]) -> Message:
    log = _id(fields["log"])
    items = tuple(
        one.encode() if isinstance(one, str) else Gap(_integer(one[0]), _id(one[1]))
        for one in fields["entries"]
    )
    certificate = fields.get("certificate")
    return Range(log, items, _head(log, fields["head"]), certificate and str(certificate))


def _head(log: str, values: Any) -> Head:
    seq, digest, as_of, closed, signature = values
    return Head(
        log, _integer(seq), _id(digest), _time(as_of), closed is True, bytes.fromhex(signature)
    )


def _annexes(fields: Mapping[str, Any]) -> Message:
    return AnnexPart(_encrypted(fields), tuple(_id(one) for one in fields.get("hashes", ())))


def _list(fields: Mapping[str, Any]) -> Message:
    return ListPart(
        source=str(fields["source"]),
        hash=_id(fields["hash"]),
        part=_integer(fields["part"]),
        parts=_integer(fields["parts"]),
        content=_encrypted(fields),
        clear=list(fields.get("clear", ())),
    )


_READERS: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "hello": _hello,
    "have": _have,
    "entries": _entries,
    "head": lambda fields: _head(_id(fields["log"]), fields["head"]),
    "annexes": _annexes,
    "list": _list,
    "end": lambda fields: End(_integer(fields["messages"])),
}


def _encrypted(fields: Mapping[str, Any]) -> EncryptedContent:
    return EncryptedContent(base64.b64decode(fields["sealed"], validate=True))


def _id(value: object) -> str:
    if not isinstance(value, str) or bytes.fromhex(value).hex() != value:
        raise ValueError("an id expected")
    return value


_MAX_INTEGER = 2**53


def _integer(value: object) -> int:
    if (
        not isinstance(value, int)
        or isinstance(value, bool)
        or not -_MAX_INTEGER < value < _MAX_INTEGER
    ):
        raise ValueError("whole number expected")
    return value


def _time(value: object) -> int:
    if not is_calendar_time(value):
        raise ValueError("a time expected")
    return value


def _optional(value: object) -> int | None:
    return None if value is None else _integer(value)
