"""Entries of the journal, as they are hashed, stored and exchanged.

The bytes of an entry are UTF-8 JSON made once, by `encode_entry`; their SHA-256 is the entry's
hash. They are never encoded again, so fields that this program does not know are kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeGuard

from kiosk.domain.ticket import Reentry
from kiosk.errors import NotAnEntry

FORMAT = 1

_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Kind(StrEnum):
    """The kinds of entries; a kind of a newer program is stored without effect."""

    OPEN = "open"
    IN = "in"
    OUT = "out"
    REFUSED = "refused"
    UNDO = "undo"
    WALK_IN = "walk_in"
    CLICKER = "clicker"
    RECOUNT = "recount"
    STATUS = "status"
    SETTING = "setting"
    LIST = "list"
    DECISION = "decision"
    CLOCK = "clock"
    SHIFT = "shift"
    CLOSED = "closed"
    PURGE = "purge"
    FOREIGN = ""


_WRISTBAND = "wristband"  # reason of a lifted refusal: the guest was counted before
ADMISSIONS = frozenset({Kind.IN, Kind.WALK_IN})
UNDOABLE = frozenset({Kind.IN, Kind.OUT, Kind.WALK_IN, Kind.CLICKER, Kind.RECOUNT})
DOOR_KINDS = frozenset({Kind.IN, Kind.OUT, Kind.REFUSED, Kind.UNDO, Kind.WALK_IN, Kind.CLICKER})
"""The kinds that guests cause; the last of these at a station decides on "just scanned"."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a position in a log.

    The verdict used `people`, `places` and `reentry`. `parents` are hashes of the
    ticket's last entries known here; `annex` is the salted hash of personal data stored elsewhere.
    `stated_at` (ms UTC) is a time that a person stated; without it the log's own clock counts.
    """

    kind: Kind
    area: str | None = None
    entrance: str | None = None
    ticket: str | None = None
    people: int = 0
    places: int = 0
    reentry: Reentry | None = None
    operator: str | None = None
    parents: tuple[str, ...] = ()
    annex: str | None = None
    stated_at: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a log; `at` is ms UTC by the log's clock, or as stated."""

    event: str
    log: str
    seq: int
    prev: str
    hash: str
    kind: Kind
    at: int
    area: str | None = None
    entrance: str | None = None
    ticket: str | None = None
    people: int = 0
    places: int = 0
    reentry: Reentry | None = None
    operator: str | None = None
    parents: tuple[str, ...] = ()
    annex: str | None = None
    stated: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def target(self) -> str | None:
        """The hash of the entry that an `undo` or `decision` is about."""
        target = self.detail.get("target")
        return target if isinstance(target, str) else None

    @property
    def overridden(self) -> tuple[str, ...]:
        """The refusals that a person lifted to admit this guest."""
        return _texts(self.detail.get("lifted"))

    @property
    def lifted_refusals(self) -> tuple[str, ...]:
        """The refusals that did not stop this guest, by a person's or the event's decision."""
        return (*self.overridden, *_texts(self.detail.get("warnings")))

    @property
    def readmits(self) -> bool:
        """True if it admits a guest with a wristband again, who was counted before."""
        allowed = self.detail.get("allowed") if self.kind is Kind.IN else None
        listed = allowed if isinstance(allowed, list | tuple) else ()
        return any(isinstance(one, dict) and one.get("why") == _WRISTBAND for one in listed)

    @property
    def people_through(self) -> int:
        """The people that it counts; 0 if it only readmits a guest."""
        return 0 if self.readmits else self.people

    @property
    def sides(self) -> tuple[str, ...]:
        """The hashes of the entries that a `decision` was about when it was made."""
        return _texts(self.detail.get("sides"))


@dataclass(frozen=True, slots=True)
class LogPosition:
    """A position in a log: number, previous hash, and the log's time (ms UTC).

    `on_duty` is the operator of a draft that names none.
    """

    event: str
    log: str
    seq: int
    prev: str
    at: int
    on_duty: str | None = None


def encode_entry(draft: Draft, position: LogPosition) -> tuple[bytes, Entry]:
    """Return the bytes of a draft at a position in a log, and their entry."""
    fields = _fields(draft, position)
    body = _ENCODER.encode(fields).encode()
    return body, Entry(
        event=position.event,
        log=position.log,
        seq=position.seq,
        prev=position.prev,
        hash=sha256(body).hexdigest(),
        kind=draft.kind,
        at=fields["at"],
        area=draft.area or None,
        entrance=draft.entrance or None,
        ticket=draft.ticket or None,
        people=draft.people,
        places=draft.places,
        reentry=draft.reentry,
        operator=fields.get("operator"),
        parents=draft.parents,
        annex=draft.annex or None,
        stated=draft.stated_at is not None,
        detail=draft.detail,
    )


def _fields(draft: Draft, position: LogPosition) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "v": FORMAT,
        "event": position.event,
        "log": position.log,
        "seq": position.seq,
        "prev": position.prev,
        "kind": draft.kind,
        "at": position.at if draft.stated_at is None else draft.stated_at,
    }
    optional = (
        ("area", draft.area),
        ("entrance", draft.entrance),
        ("ticket", draft.ticket),
        ("people", draft.people),
        ("places", draft.places),
        ("reentry", draft.reentry),
        ("operator", position.on_duty if draft.operator is None else draft.operator),
        ("annex", draft.annex),
        ("parents", draft.parents),
        ("stated", draft.stated_at is not None),
        ("detail", draft.detail),
    )
    fields.update([one for one in optional if one[1]])
    return fields


def read_entry(body: bytes) -> Entry:
    """Read stored bytes; NotAnEntry if they are no entry. Unknown fields are ignored."""
    try:
        return _read(_decoded(body.decode()), sha256(body).hexdigest())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAnEntry from error


def _decoded(text: str) -> Any:
    if text.startswith("{"):
        fields, end = _DECODER.raw_decode(text)
        if end == len(text):
            return fields
    return json.loads(text)  # accepts white space around it, and takes half as long again


def _read(fields: dict[str, Any], digest: str) -> Entry:
    get = fields.get
    return Entry(
        event=_text(fields["event"]),
        log=_text(fields["log"]),
        seq=_number(fields["seq"], least=1),
        prev=_text(fields["prev"]),
        hash=digest,
        kind=_KINDS.get(_key(fields["kind"]), Kind.FOREIGN),
        at=_number(fields["at"]),
        area=_optional_text(get("area")),
        entrance=_optional_text(get("entrance")),
        ticket=_optional_text(get("ticket")),
        people=_number(get("people", 0), least=0),
        places=_number(get("places", 0), least=0),
        reentry=_REENTRIES.get(_key(get("reentry"))),
        operator=_optional_text(get("operator")),
        parents=_names(fields["parents"]) if "parents" in fields else (),
        annex=_optional_text(get("annex")),
        stated=get("stated") is True,
        detail=_mapping(get("detail", {})),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    if not value.isascii():
        value.encode()  # half a surrogate pair, which JSON can spell, fits in no column and no file
    return value


def _optional_text(value: object) -> str | None:
    return None if value is None else _text(value)


_LARGEST = 2**53 - 1  # the largest that every JSON reader keeps exactly


def is_json_integer(value: object) -> TypeGuard[int]:
    """Return whether a value is an integer that every laptop can store and add up."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


_EARLIEST, _LATEST = -2_000_000_000_000, 250_000_000_000_000
MAX_OFFSET_MS = 2_000_000_000_000
"""Most ms that a clock can be off: some 60 years, as one that starts at 1970."""


def is_calendar_time(value: object) -> TypeGuard[int]:
    """Return whether a value is a time (ms UTC) within the calendar, also once corrected."""
    return is_json_integer(value) and _EARLIEST <= value <= _LATEST


def _number(value: object, *, least: int = -_LARGEST) -> int:
    if not is_json_integer(value) or value < least:
        raise TypeError("whole number expected")
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("list expected")
    return tuple(map(_text, value))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("object expected")
    return value


# Looking up a member in its enum takes longer than the rest of an entry.
_KINDS: dict[str | None, Kind] = {kind.value: kind for kind in Kind}
_REENTRIES: dict[str | None, Reentry] = {reentry.value: reentry for reentry in Reentry}


def _key(value: object) -> str | None:
    return value if isinstance(value, str) else None
