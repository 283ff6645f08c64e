"""The journal's record of printed lists: a few bytes for each line, and no names."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b

from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import PRINTED
from kiosk.reports.fallback_rows import Change, FallbackGuest, FallbackList
from kiosk.store.lists.walk_in_list import names_in
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record

_ID_BYTES, _LINE_BYTES = 6, 2
_MARK_BYTES = _ID_BYTES + _LINE_BYTES
_MARKS_IN_ENTRY = 2_900  # the entry stays below 64 KiB, in which salvage finds it
_STRUCK = bytes(_LINE_BYTES)

Marks = Mapping[bytes, bytes]
"""A hash of each printed line, by the start of the ticket's id."""


@dataclass(frozen=True, slots=True)
class Print:
    """A list that was printed at `at` (ms UTC): of all guests, or the additions to the others.

    `entrances` are those of the tickets that are not valid at all, and `names` a hash of each
    printed name, by the start of the ticket's id.
    """

    at: int
    additions: bool
    marks: Marks
    entrances: Mapping[bytes, tuple[str, ...]] = field(default_factory=dict)
    names: Marks = field(default_factory=dict)


def record_print(store: StationStore, shown: FallbackList) -> None:
    """Record that a list was printed, for all laptops."""
    printed = [one for part in shown.parts for one in (*part.guests, *part.struck)]
    lines = [one for one in printed if one.change is not Change.RENAMED]
    marks = sorted({_id(one.ticket.id): line_mark(store, one) for one in lines}.items())
    limits = {_id(one.ticket.id): one.ticket.entrances for one in lines if one.ticket.entrances}
    names = {_id(one.ticket.id): name_mark(store, one.ticket.name) for one in lines}
    with immediate(store.database):
        # A clock that was set back must not put this print before those that it adds to.
        at = max([shown.at, *(one.at + 1 for one in _prints(store))])
        for start in range(0, max(1, len(marks)), _MARKS_IN_ENTRY):
            chunk = marks[start : start + _MARKS_IN_ENTRY]
            value = {
                "additions": shown.since is not None,
                "lines": b64encode(b"".join(ticket + line for ticket, line in chunk)).decode(),
                "names": b64encode(b"".join(names[ticket] for ticket, _ in chunk)).decode(),
                "entrances": _written([(ticket, limits.get(ticket, ())) for ticket, _ in chunk]),
            }
            key = f"{PRINTED}{at}.{store.keys.station[:8]}.{start}"
            record(store, Draft(Kind.SETTING, detail={"key": key, "value": value}))


def prints_in_use(store: StationStore) -> list[Print]:
    """Return the last print of all guests by any laptop, then those of additions since."""
    printed = _prints(store)
    whole = [place for place, one in enumerate(printed) if not one.additions]
    return printed[whole[-1] :] if whole else []


def marks_of(printed: Iterable[Print]) -> Marks:
    """Return the mark of each ticket in its last print."""
    return {ticket: line for one in printed for ticket, line in one.marks.items()}


def printed_entrances(printed: Iterable[Print], ticket: str) -> tuple[str, ...]:
    """Return the entrances with which a ticket (id) was printed last; empty for all of them."""
    last: tuple[str, ...] = ()
    for one in printed:
        if _id(ticket) in one.marks:
            last = one.entrances.get(_id(ticket), ())
    return last


def printed_name(store: StationStore, printed: Iterable[Print], ticket: str) -> str | None:
    """Return the name with which a ticket (id) was printed last; None if it is not known here."""
    mark = printed_name_mark(printed, ticket)
    names = ["", *store.tickets.listed_names(ticket), *_substitutes(store, ticket)]
    return next((name for name in names if name_mark(store, name) == mark), None)


def printed_name_mark(printed: Iterable[Print], ticket: str) -> bytes | None:
    """Return a hash of the name with which a ticket (id) was printed last; None without one."""
    marks = [one.names[_id(ticket)] for one in printed if _id(ticket) in one.names]
    return marks[-1] if marks else None


def _substitutes(store: StationStore, ticket: str) -> Iterator[str]:
    """Yield the names that the desk gave to a ticket."""
    for entry in store.history.entries_of(ticket):
        if entry.annex and entry.detail.get("action") == TicketAction.RENAME:
            content = store.annexes.read(store.keys.event, entry.annex)
            name, _ = names_in(content) if content else (None, None)
            yield name or ""


def name_mark(store: StationStore, name: str) -> bytes:
    """Return a few bytes that differ if the printed name does; without the key they say nothing."""
    key = store.keys.code_key
    return blake2b(name.encode(), digest_size=_LINE_BYTES, key=key, person=b"name").digest()


def printed_mark(marks: Marks, ticket: str) -> bytes | None:
    """Return the mark of a ticket (id) in its last print; None if missing or struck."""
    mark = marks.get(_id(ticket))
    return None if mark == _STRUCK else mark


def line_mark(store: StationStore, guest: FallbackGuest) -> bytes:
    """Return a few bytes that differ if the printed line does; without the key they say nothing."""
    if guest.change is Change.STRUCK:
        return _STRUCK
    ticket = guest.ticket
    line = [ticket.name, guest.ref, ticket.category, ticket.organisation, ticket.places]
    limits = [guest.to_desk, ticket.valid_from, ticket.valid_until, *ticket.entrances]
    text = json.dumps([*line, *limits], ensure_ascii=False).encode()
    mark = blake2b(text, digest_size=_LINE_BYTES, key=store.keys.code_key).digest()
    return mark if mark != _STRUCK else b"\1" * _LINE_BYTES


def _prints(store: StationStore) -> list[Print]:
    """Return all prints that are known here, the newest last."""
    found: dict[tuple[int, str], Print] = {}
    for key, value in store.events.settings(store.keys.event).items():
        if key.startswith(PRINTED) and isinstance(value, dict):
            with suppress(ValueError, KeyError, TypeError):
                at, station, _ = key.removeprefix(PRINTED).split(".")
                lines = _cut(b64decode(value["lines"]), _MARK_BYTES)
                marks = {line[:_ID_BYTES]: line[_ID_BYTES:] for line in lines}
                hashes = _cut(b64decode(value.get("names", "")), _LINE_BYTES)
                names = dict(zip(marks, hashes, strict=False))  # in the order of the lines
                limits = _limits(value.get("entrances", {}))
                if before := found.get((int(at), station)):
                    marks, limits = {**before.marks, **marks}, {**before.entrances, **limits}
                    names = {**before.names, **names}
                additions = bool(value["additions"])
                found[int(at), station] = Print(int(at), additions, marks, limits, names)
    return [found[place] for place in sorted(found)]


def _written(limits: Iterable[tuple[bytes, tuple[str, ...]]]) -> dict[str, str]:
    """Return the tickets of each choice of entrances, as the journal has it."""
    tickets: dict[str, list[bytes]] = {}
    for ticket, entrances in limits:
        if entrances:
            tickets.setdefault(json.dumps(entrances, ensure_ascii=False), []).append(ticket)
    return {entrances: b64encode(b"".join(ids)).decode() for entrances, ids in tickets.items()}


def _limits(written: Mapping[str, str]) -> dict[bytes, tuple[str, ...]]:
    found = dict[bytes, tuple[str, ...]]()
    for entrances, tickets in written.items():
        names = tuple(map(str, json.loads(entrances)))
        found |= dict.fromkeys(_cut(b64decode(tickets), _ID_BYTES), names)
    return found


def _cut(content: bytes, width: int) -> list[bytes]:
    return [content[at : at + width] for at in range(0, len(content), width)]


def _id(ticket: str) -> bytes:
    return bytes.fromhex(ticket)[:_ID_BYTES]
