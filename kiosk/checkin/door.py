"""The door: a code in, a verdict out, written down before anybody sees it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kiosk.checkin.answer import EarlierEntry, ScanResult
from kiosk.checkin.code_lookup import CodeLookup, LookupResult
from kiosk.checkin.gate import Gate
from kiosk.checkin.judged import Judged
from kiosk.checkin.overrides import allowed_by, with_wristband
from kiosk.checkin.party_size import ChangedEntry, PartySize
from kiosk.checkin.past_answer import past_result
from kiosk.checkin.verdict_entry import LEAVES_NO_ENTRY, TOGETHER, draft_of
from kiosk.clock import LogClock, SystemClock
from kiosk.domain.attendance import fold
from kiosk.domain.causal_order import head_hashes
from kiosk.domain.entry import Entry
from kiosk.domain.internal_settings import DOORS_OPEN
from kiosk.domain.judge import ScanRequest, TicketFacts, judge
from kiosk.domain.pin_rules import PinProof
from kiosk.domain.verdict import PEOPLE_CUT, Outcome, Override, OverrideReason, Verdict
from kiosk.errors import KioskError, UnusableInput
from kiosk.store.sqlite.database import data_version, immediate
from kiosk.store.station_store import OtherEvent, StationStore

_NOTHING: Mapping[str, str] = {}


class Door:
    """Judges codes at one place, and writes each verdict down before it is returned."""

    def __init__(
        self,
        store: StationStore,
        place: Gate,
        *,
        neighbours: Sequence[OtherEvent] = (),
        stated: LogClock | None = None,
    ) -> None:
        """`stated` is a clock that a person stated; without it the journal's counts."""
        self._store = store
        self._place = place
        self._recogniser = CodeLookup(store, neighbours)
        self._groups = PartySize(store)
        self._stated = stated
        self._event = store.event()
        self._doors_open = False
        self._station = store.certificate.name
        self._version = (-1, -1)

    def scan(
        self, code: str, *, people: int | None = None, asks_from: int | None = None
    ) -> ScanResult:
        """Judge a code as a camera or scanner read it.

        From `asks_from` places on it asks how many of a group there are (`how_many`, no entry);
        `answer_how_many` goes on with the number. The answer is on disk before it is returned;
        where it cannot be, it is `cannot_record`.
        """
        return self._answer(self._recogniser.code, code, people=people, asks_from=asks_from)

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is surely no ticket here: a web address without a known code."""
        return self._recogniser.code(text, self._event.rules.ticket_address).no_ticket

    def scan_keys(self, read: Sequence[str], *, asks_from: int | None = None) -> ScanResult:
        """Judge what the keys of a hand scanner may mean, likeliest first: one answer for all."""
        return self._answer(
            lambda _, address: self._recogniser.keyed(read, address),
            "",
            people=None,
            asks_from=asks_from,
        )

    def scan_reference(
        self,
        text: str,
        also: Sequence[str] = (),
        *,
        people: int | None = None,
        asks_from: int | None = None,
    ) -> ScanResult:
        """Judge what a person typed: a code, a ticket's reference, or else `not_a_ticket`.

        `also` are codes that the same keys make under another layout.
        """
        return self._answer(
            lambda typed, address: self._recogniser.typed(typed, address, also),
            text,
            people=people,
            asks_from=asks_from,
        )

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        """Return whether keys mean a ticket's code; nothing is written.

        Without `numbers` a code that is the ticket's number too does not count.
        """
        about = self._recogniser.keyed(read, self._event.rules.ticket_address).about
        return about is not None and (
            numbers or about.ref.casefold() not in map(str.casefold, read)
        )

    def admit(
        self,
        ticket: str,
        *,
        people: int | None = None,
        asks_from: int | None = None,
        together: str = "",
    ) -> ScanResult:
        """Judge a ticket that somebody chose from a list, by its id.

        `together` is written down with each ticket of a group that one key lets in or out.
        """
        return self._answer(
            lambda text, _: self._recogniser.ticket(text),
            ticket,
            people=people,
            asks_from=asks_from,
            noted={TOGETHER: together} if together else {},
        )

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        """Judge a group again of which a person said how many there are."""
        ticket = answer.verdict.ticket
        if ticket is None:
            raise UnusableInput("error.not_a_group", entry="")
        return self._answer(
            lambda _, __: self._recogniser.again(ticket), "", people=people, allowed=answer.allowed
        )

    def let_in(
        self,
        answer: ScanResult,
        why: OverrideReason,
        *,
        proof: PinProof | None = None,
        people: int | None = None,
        asks_from: int | None = None,
    ) -> ScanResult:
        """Judge again without the reason that an answer gives; another may come up.

        UnusableInput where the event leaves that to nobody, or to who has a PIN: give its proof.
        """
        ticket, outcome = answer.verdict.ticket, answer.verdict.outcome
        by = allowed_by(self._store.event(), outcome, proof)
        if ticket is None:
            raise UnusableInput("error.lift_forbidden")
        allowed = (*answer.allowed, Override(outcome, why, by))
        return self._answer(
            lambda _, __: self._recogniser.again(ticket),
            "",
            people=people,
            allowed=allowed,
            asks_from=asks_from,
        )

    def change_people(self, entry: str, people: int) -> ScanResult:
        """Set how many people an entry let in or out; the old entry is undone with it.

        More than fit on the ticket are cut. UnusableInput if it is no such entry, or was undone.
        """
        return self._regrouped(self._groups.change(entry, people))

    def add_companion(self, entry: str) -> ScanResult:
        """Let one more in on an entry, without a ticket; UnusableInput where none may."""
        return self._regrouped(self._groups.add_companion(entry))

    def people_through(self) -> int:
        """Return the people that this station let in through this entrance."""
        return self._store.counts.people_through(
            self._place.area, self._place.entrance, self._store.keys.station
        )

    def _answer(
        self,
        recognise: Callable[[str, str], LookupResult],
        text: str,
        *,
        people: int | None,
        allowed: tuple[Override, ...] = (),
        asks_from: int | None = None,
        noted: Mapping[str, str] = _NOTHING,
    ) -> ScanResult:
        started = time.perf_counter()
        try:
            with immediate(self._store.database):
                self._refresh()
                now = self._stated.now() if self._stated else self._store.journal.now()
                asked = ScanRequest(
                    direction=self._place.direction,
                    area=self._event.area(self._place.area),
                    entrance=self._place.entrance,
                    now=now,
                    people=people,
                    lifted=frozenset([one.outcome for one in allowed]),
                    doors_open=self._doors_open,
                    counted=with_wristband(allowed),
                    asks_from=asks_from,
                )
                read = recognise(text, self._event.rules.ticket_address)
                judged = self._judge(asked, read, allowed, noted)
        except KioskError as error:
            return self._cannot_record(error, _ms_since(started))
        return self._told(asked, judged, allowed, _ms_since(started))

    def _told(
        self, asked: ScanRequest, judged: Judged, allowed: tuple[Override, ...], took_ms: float
    ) -> ScanResult:
        stated = self._stated is not None
        return judged.answer(asked, allowed, station=self._station, stated=stated, took_ms=took_ms)

    def _refresh(self) -> None:
        version = (data_version(self._store.database), self._store.events.revision)
        if version != self._version:
            self._event = self._store.event()
            own = self._store.events.station_settings(
                self._store.keys.event, self._store.keys.station
            )
            self._doors_open = own.get(DOORS_OPEN) is True
            self._station = self._store.stations.this_station().name
            self._version = version

    def _judge(
        self,
        asked: ScanRequest,
        read: LookupResult,
        allowed: tuple[Override, ...],
        noted: Mapping[str, str],
    ) -> Judged:
        history = self._store.history.entries_of(read.about.id) if read.about else []
        attendance = fold([entry for entry in history if entry.area == asked.area.name])
        known = TicketFacts(
            ticket=read.ticket,
            claimed=read.claimed,
            claim=read.claim,
            elsewhere=read.elsewhere,
            replaced=read.replaced,
            misread=read.misread,
            attendance=attendance,
            newest=self._store.history.last_scan(self._store.keys.station),
            inside=self._inside(asked),
        )
        verdict = judge(self._event, asked, known)
        entry = verdict.repeats
        if verdict.outcome not in LEAVES_NO_ENTRY:
            rules = self._event.rules
            draft = draft_of(asked, verdict, rules.reentry, head_hashes(history), allowed, noted)
            if self._stated:
                draft = replace(draft, stated_at=asked.now)
            at = None if self._stated else asked.now
            entry = self._store.journal.append(draft, at=at, history=history).hash
        return Judged(
            verdict,
            entry,
            first=self._seen(attendance.first),
            since=self._seen(attendance.present[0] if attendance.present else None),
            latest=self._seen(attendance.admissions[-1] if attendance.admissions else None),
        )

    def _inside(self, asked: ScanRequest) -> int:
        if asked.area.capacity is None:
            return 0
        return self._store.counts.inside(self._event, asked.area.name)

    def _seen(self, entry: Entry | None) -> EarlierEntry | None:
        author = self._store.history.author
        return (
            EarlierEntry(entry.at, entry.entrance or "", author(entry.log).name) if entry else None
        )

    def _regrouped(self, regrouped: ChangedEntry) -> ScanResult:
        answer = past_result(self._store, regrouped.entry)
        warnings = (*answer.verdict.warnings, *((PEOPLE_CUT,) if regrouped.cut else ()))
        return replace(answer, verdict=replace(answer.verdict, warnings=warnings))

    def _cannot_record(self, error: KioskError, took_ms: float) -> ScanResult:
        return ScanResult(
            verdict=Verdict(Outcome.CANNOT_RECORD),
            at=self._stated.now() if self._stated else SystemClock().wall(),
            entry=None,
            entrance=self._place.entrance,
            area=self._place.area,
            direction=self._place.direction,
            station=self._station,
            stated=self._stated is not None,
            failed=error,
            verdict_ms=took_ms,
        )


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
