"""Entries of the journal: what happened, as it is hashed, stored and exchanged for ever.

The bytes of an entry are UTF-8 JSON made once, by `seal`. Their SHA-256 is the entry's hash and
name. They are never encoded again, so fields that this program does not know survive.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeGuard

from kiosk.domain.ticket import Reentry

FORMAT = 1

_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Kind(StrEnum):
    """What can happen; a kind that a newer program writes is kept, without effect here."""

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


_WRISTBAND = "wristband"  # why a refusal was lifted: the guest was counted before
ADMISSIONS = frozenset({Kind.IN, Kind.WALK_IN})
UNDOABLE = frozenset({Kind.IN, Kind.OUT, Kind.WALK_IN, Kind.CLICKER, Kind.RECOUNT})
DOOR_KINDS = frozenset({Kind.IN, Kind.OUT, Kind.REFUSED, Kind.UNDO, Kind.WALK_IN, Kind.CLICKER})
"""The kinds that guests cause: the newest of these at a station decides on "just scanned"."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written down, before it has a place in a log.

    `people`, `places` and `reentry` are those it was judged under; `parents` are hashes of the
    ticket's head entries known here; `annex` is the salted hash of personal data kept elsewhere.
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
    """One entry as it stands in a log; `at` is ms UTC by the log's clock, or as stated."""

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
        """The refusals that a person lifted to let this guest in."""
        return _texts(self.detail.get("lifted"))

    @property
    def admitted_despite(self) -> tuple[str, ...]:
        """The refusals that let this guest in all the same: a person's doing, or the event's."""
        return (*self.overridden, *_texts(self.detail.get("warnings")))

    @property
    def readmits(self) -> bool:
        """Whether it let a guest with a wristband or keycord back in, who was counted before."""
        allowed = self.detail.get("allowed") if self.kind is Kind.IN else None
        listed = allowed if isinstance(allowed, list | tuple) else ()
        return any(isinstance(one, dict) and one.get("why") == _WRISTBAND for one in listed)

    @property
    def people_through(self) -> int:
        """The people that it counts; nobody where it only lets a counted guest back in."""
        return 0 if self.readmits else self.people

    @property
    def sides(self) -> tuple[str, ...]:
        """The hashes of the entries that a `decision` was about when it was made."""
        return _texts(self.detail.get("sides"))


@dataclass(frozen=True, slots=True)
class LogPosition:
    """A draft's place in a log: its number, the hash before it, and the log's time (ms UTC).

    `on_duty` writes it down, where the draft names no operator itself.
    """

    event: str
    log: str
    seq: int
    prev: str
    at: int
    on_duty: str | None = None


def seal(draft: Draft, spot: LogPosition) -> tuple[bytes, Entry]:
    """Return the bytes that give a draft its place in a log, and the entry that they are."""
    fields = _fields(draft, spot)
    body = _ENCODER.encode(fields).encode()
    return body, Entry(
        event=spot.event,
        log=spot.log,
        seq=spot.seq,
        prev=spot.prev,
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


def _fields(draft: Draft, spot: LogPosition) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "v": FORMAT,
        "event": spot.event,
        "log": spot.log,
        "seq": spot.seq,
        "prev": spot.prev,
        "kind": draft.kind,
        "at": spot.at if draft.stated_at is None else draft.stated_at,
    }
    optional = (
        ("area", draft.area),
        ("entrance", draft.entrance),
        ("ticket", draft.ticket),
        ("people", draft.people),
        ("places", draft.places),
        ("reentry", draft.reentry),
        ("operator", spot.on_duty if draft.operator is None else draft.operator),
        ("annex", draft.annex),
        ("parents", draft.parents),
        ("stated", draft.stated_at is not None),
        ("detail", draft.detail),
    )
    fields.update([one for one in optional if one[1]])
    return fields


def read_entry(body: bytes) -> Entry:
    """Read stored bytes; ValueError where they are not an entry, unknown fields are left be."""
    try:
        return _read(_decoded(body.decode()), sha256(body).hexdigest())
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an entry: {type(error).__name__}") from error


def _decoded(text: str) -> Any:
    if text.startswith("{"):
        fields, end = _DECODER.raw_decode(text)
        if end == len(text):
            return fields
    return json.loads(text)  # which knows what may stand around it, and takes half as long again


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
        value.encode()  # half a character, which JSON can spell, fits in no column and no file
    return value


def _optional_text(value: object) -> str | None:
    return None if value is None else _text(value)


_LARGEST = 2**53 - 1  # what every JSON reader keeps exactly


def is_json_integer(value: object) -> TypeGuard[int]:
    """Return whether a value is a whole number that every laptop can keep and add up."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


_EARLIEST, _LATEST = -2_000_000_000_000, 250_000_000_000_000
LARGEST_OFFSET = 2_000_000_000_000
"""Ms that a clock can be off at most: some 60 years, as one that begins at 1970 is."""


def is_calendar_time(value: object) -> TypeGuard[int]:
    """Return whether a value is a time (ms UTC) that a calendar can tell, also once corrected."""
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


# To look a member up in its enum takes longer than all the rest of an entry.
_KINDS: dict[str | None, Kind] = {kind.value: kind for kind in Kind}
_REENTRIES: dict[str | None, Reentry] = {reentry.value: reentry for reentry in Reentry}


def _key(value: object) -> str | None:
    return value if isinstance(value, str) else None
