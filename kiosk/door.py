"""The door: a code in, a verdict out, written down before anybody sees it."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain.codes import candidates, is_no_ticket
from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.fold import fold
from kiosk.domain.judge import Asked, Claim, Known, judge
from kiosk.domain.order import heads
from kiosk.domain.rules import Event
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction, Outcome, Verdict
from kiosk.errors import KioskError, UnusableInput
from kiosk.keys.codes import code_hash, looks_signed, read_signed
from kiosk.store.books import Books
from kiosk.store.clock import Running, SystemClock
from kiosk.store.database import immediate
from kiosk.store.tickets import Tickets

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """When (ms UTC) and where somebody was let in, and the name of the station that did it."""

    at: int
    entrance: str
    station: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its circumstances, durable before it is returned.

    `at` is ms UTC. `entry` is the hash of the entry that was written, or for `just_scanned` of the
    one it repeats; None where nothing was. `first` let this ticket in first, `since` the people
    who are inside now. `verdict_ms` is the time from code in hand until committed.
    """

    verdict: Verdict
    at: int
    entry: str | None
    entrance: str
    area: str
    direction: Direction
    station: str
    first: Seen | None = None
    since: Seen | None = None
    stated: bool = False
    verdict_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a station scans."""

    area: str
    entrance: str
    direction: Direction = Direction.IN


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another event known here, to name it to the guest who came on the wrong day."""

    event: Event
    code_key: bytes
    organiser_public: bytes
    tickets: Tickets


@dataclass(frozen=True, slots=True)
class _Read:
    """What a code turned out to be, before anybody is judged."""

    ticket: Ticket | None = None
    claimed: Ticket | None = None
    replaced: bool = False
    claim: Claim = Claim.UNKNOWN
    elsewhere: Event | None = None

    @property
    def about(self) -> Ticket | None:
        return self.ticket or self.claimed


class Door:
    """Judges codes at one place, and writes each verdict down before it is returned."""

    def __init__(
        self,
        books: Books,
        place: Place,
        *,
        neighbours: Sequence[Neighbour] = (),
        stated: Running | None = None,
    ) -> None:
        """`stated` is a clock that a person stated; without it the journal's counts."""
        self._books = books
        self._place = place
        self._neighbours = neighbours
        self._stated = stated
        self._event = books.event()
        self._doors_open = False
        self._version = -1

    def scan(
        self,
        code: str,
        *,
        people: int | None = None,
        companions: int = 0,
        lifted: frozenset[Outcome] = frozenset(),
    ) -> Answer:
        """Judge a code as a camera or scanner read it.

        The answer is on disk before it is returned; where it cannot be, it is `cannot_record`.
        """
        return self._answer(
            lambda: self._read(code), people=people, companions=companions, lifted=lifted
        )

    def scan_reference(self, text: str, *, people: int | None = None) -> Answer:
        """Judge what somebody typed: a code, or else a ticket's public reference."""
        return self._answer(
            lambda: self._read_typed(text), people=people, companions=0, lifted=frozenset()
        )

    def people_through(self) -> int:
        """Return the people that this station let in through this entrance."""
        return self._books.counts.through(
            self._place.area, self._place.entrance, self._books.keys.station
        )

    def _answer(
        self,
        read: Callable[[], _Read],
        *,
        people: int | None,
        companions: int,
        lifted: frozenset[Outcome],
    ) -> Answer:
        started = time.perf_counter()
        try:
            with immediate(self._books.database):
                self._refresh()
                now = self._stated.now() if self._stated else self._books.journal.now()
                asked = Asked(
                    direction=self._place.direction,
                    area=self._event.area(self._place.area),
                    entrance=self._place.entrance,
                    now=now,
                    people=people,
                    companions=companions,
                    lifted=lifted,
                    doors_open=self._doors_open,
                )
                answer = self._judge(asked, read())
        except KioskError as error:
            _LOG.error("a verdict could not be recorded: %s", error.key)
            answer = self._cannot_record()
        return replace(answer, verdict_ms=(time.perf_counter() - started) * 1000)

    def _refresh(self) -> None:
        # Another process may have changed a setting; our own changes go through the books too.
        (version,) = self._books.database.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._event = self._books.event()
            own = self._books.events.station_settings(
                self._books.keys.event, self._books.keys.station
            )
            self._doors_open = own.get("doors_open") is True
            self._version = version

    def _judge(self, asked: Asked, read: _Read) -> Answer:
        history = self._books.history.of(read.about.id) if read.about else []
        attendance = fold([entry for entry in history if entry.area == asked.area.name])
        known = Known(
            ticket=read.ticket,
            claimed=read.claimed,
            claim=read.claim,
            elsewhere=read.elsewhere,
            replaced=read.replaced,
            attendance=attendance,
            newest=self._books.history.newest(self._books.keys.station),
            inside=self._inside(asked),
        )
        verdict = judge(self._event, asked, known)
        entry = verdict.repeats
        if verdict.outcome not in _LEAVES_NO_ENTRY:
            draft = self._draft(asked, verdict, heads(history))
            entry = self._books.journal.append(draft, at=asked.now, history=history).hash
        return Answer(
            verdict=verdict,
            at=asked.now,
            entry=entry,
            entrance=asked.entrance,
            area=asked.area.name,
            direction=asked.direction,
            station=self._books.certificate.name,
            first=self._seen(attendance.first),
            since=self._seen(attendance.present[0] if attendance.present else None),
            stated=self._stated is not None,
        )

    def _inside(self, asked: Asked) -> int:
        if asked.area.capacity is None:
            return 0
        return self._books.counts.inside(self._event, asked.area.name)

    def _draft(self, asked: Asked, verdict: Verdict, parents: tuple[str, ...]) -> Draft:
        ticket = verdict.ticket
        kind = _KINDS.get(verdict.outcome, Kind.REFUSED)
        return Draft(
            kind=kind,
            area=asked.area.name,
            entrance=asked.entrance,
            ticket=ticket.id if ticket else None,
            people=verdict.people,
            places=ticket.places + asked.companions if ticket else 0,
            reentry=self._event.rules.reentry if ticket else None,
            parents=parents,
            stated_at=asked.now if self._stated else None,
            detail=_detail(kind, verdict),
        )

    def _seen(self, entry: Entry | None) -> Seen | None:
        if entry is None:
            return None
        return Seen(entry.at, entry.entrance or "", self._books.history.author(entry.log).name)

    def _read(self, text: str) -> _Read:
        found = candidates(text, self._event.rules.ticket_address)
        for code in found:
            held = self._books.tickets.by_code(code_hash(self._books.keys.code_key, code))
            if held is not None:
                return _Read(ticket=held.ticket, replaced=held.replaced)
        signed = next((code for code in found if looks_signed(code)), None)
        if signed is not None:
            return self._read_claim(signed)
        for neighbour in self._neighbours:
            hashes = (code_hash(neighbour.code_key, code) for code in found)
            if any(neighbour.tickets.by_code(code) for code in hashes):
                return _Read(elsewhere=neighbour.event)
        if is_no_ticket(text, self._event.rules.ticket_address):
            return _Read(claim=Claim.NOT_A_TICKET)
        return _Read()

    def _read_claim(self, code: str) -> _Read:
        keys = self._books.keys
        signed = read_signed(code, keys.organiser_public)
        if signed is not None and signed.event == keys.event:
            digest = code_hash(keys.code_key, code)
            claimed = Ticket(
                id=digest.hex(),
                ref=signed.ref,
                source="",
                category=signed.category,
                places=signed.places,
            )
            return _Read(claimed=claimed)
        for neighbour in self._neighbours:
            if read_signed(code, neighbour.organiser_public) is not None:
                return _Read(elsewhere=neighbour.event)
        return _Read(claim=Claim.FORGED)

    def _read_typed(self, text: str) -> _Read:
        read = self._read(text)
        if read.about is not None or read.claim is Claim.FORGED:
            return read
        try:
            return _Read(ticket=self._books.tickets.by_reference(text))
        except UnusableInput:
            return read

    def _cannot_record(self) -> Answer:
        return Answer(
            verdict=Verdict(Outcome.CANNOT_RECORD),
            at=SystemClock().wall(),
            entry=None,
            entrance=self._place.entrance,
            area=self._place.area,
            direction=self._place.direction,
            station=self._books.certificate.name,
            stated=self._stated is not None,
        )


_LEAVES_NO_ENTRY = frozenset({Outcome.JUST_SCANNED, Outcome.NOT_A_TICKET})
_KINDS = {
    Outcome.ADMITTED: Kind.IN,
    Outcome.EXITED: Kind.OUT,
    Outcome.NOT_INSIDE: Kind.OUT,
}


def _detail(kind: Kind, verdict: Verdict) -> dict[str, Any]:
    detail: dict[str, Any] = {}
    if kind is Kind.REFUSED or verdict.outcome is Outcome.NOT_INSIDE:
        detail["outcome"] = verdict.outcome.value
    if verdict.lifted:
        detail["lifted"] = [outcome.value for outcome in verdict.lifted]
    if verdict.warnings:
        detail["warnings"] = list(verdict.warnings)
    return detail
