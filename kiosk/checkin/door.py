"""The door: judges a code, and records the verdict before it is shown."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.code_lookup import LookupResult
from kiosk.checkin.gate import Gate
from kiosk.checkin.gate_judge import GateJudge, Judgement
from kiosk.checkin.overrides import require_override, wristband_overrides
from kiosk.checkin.party_size import ChangedEntry, PartySize
from kiosk.checkin.past_answer import earlier_entries, past_result
from kiosk.checkin.verdict_entry import LEAVES_NO_ENTRY, TOGETHER, draft_of
from kiosk.clock import LogClock, SystemClock
from kiosk.domain.causal_order import head_hashes
from kiosk.domain.judge import ScanRequest
from kiosk.domain.pin_rules import PinProof
from kiosk.domain.roles import Role
from kiosk.domain.verdict import PEOPLE_CUT, Outcome, Override, OverrideReason, Verdict
from kiosk.errors import KioskError, UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import OtherEvent, StationStore

_NO_DETAIL: Mapping[str, str] = {}


class Door:
    """Judges codes at one gate, and records each verdict before it is returned."""

    def __init__(
        self,
        store: StationStore,
        gate: Gate,
        *,
        other_events: Sequence[OtherEvent] = (),
        stated_clock: LogClock | None = None,
    ) -> None:
        """`stated_clock` is a clock that a person stated; default is the journal's.

        Raises UnusableInput for a hub that is no laptop: it has no key to look up codes.
        """
        if store.certificate.role is Role.HUB:
            raise UnusableInput("error.hub_only")
        self._store = store
        self._gate = gate
        self._gate_judge = GateJudge(store, gate, other_events)
        self._lookup = self._gate_judge.lookup
        self._party_size = PartySize(store)
        self._stated_clock = stated_clock

    def scan(
        self, code: str, *, people: int | None = None, asks_from: int | None = None
    ) -> ScanResult:
        """Judge a code as a camera or scanner read it.

        For a ticket of at least `asks_from` places the result is the question `how_many`, without
        an entry; `answer_how_many` continues with the number of people. Any other result is on disk
        before it is returned, or it is `cannot_record`.
        """
        return self._answer(self._lookup.by_code, code, people=people, asks_from=asks_from)

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is certainly no ticket: a web address without a known code."""
        return self._lookup.by_code(text, self._gate_judge.event.rules.ticket_address).is_no_ticket

    def scan_keys(self, read: Sequence[str], *, asks_from: int | None = None) -> ScanResult:
        """Judge the possible readings of a hand scanner's keys, likeliest first, as one result."""
        return self._answer(
            lambda _, address: self._lookup.by_keys(read, address),
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
        """Judge typed text: a code, a ticket's reference, or else `not_a_ticket`.

        `also` are codes that the same keys make in another keyboard layout.
        """
        return self._answer(
            lambda typed, address: self._lookup.by_typed_text(typed, address, also),
            text,
            people=people,
            asks_from=asks_from,
        )

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        """Return whether keys are the code of a ticket; nothing is recorded.

        Without `numbers` a code that is also the ticket's number does not count.
        """
        about = self._lookup.by_keys(read, self._gate_judge.event.rules.ticket_address).about
        return about is not None and (
            numbers or about.ref.casefold() not in map(str.casefold, read)
        )

    def admit_ticket(
        self,
        ticket: str,
        *,
        people: int | None = None,
        asks_from: int | None = None,
        together: str = "",
    ) -> ScanResult:
        """Judge a ticket that was chosen from a list, by its id.

        `together` is recorded with each ticket of a group that one key lets in or out.
        """
        return self._answer(
            lambda text, _: self._lookup.by_id(text),
            ticket,
            people=people,
            asks_from=asks_from,
            extra_detail={TOGETHER: together} if together else {},
        )

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        """Judge a group again with the number of people that a person gave."""
        ticket = answer.verdict.ticket
        if ticket is None:
            raise UnusableInput("error.not_a_group", entry="")
        return self._answer(
            lambda _, __: self._lookup.by_ticket(ticket), "", people=people, allowed=answer.allowed
        )

    def override(
        self,
        answer: ScanResult,
        why: OverrideReason,
        *,
        proof: PinProof | None = None,
        people: int | None = None,
        asks_from: int | None = None,
    ) -> ScanResult:
        """Judge again as if the refusal of a result did not apply; another reason may still refuse.

        Raises UnusableInput if the event forbids it, or needs a PIN: pass its `proof`.
        """
        ticket, outcome = answer.verdict.ticket, answer.verdict.outcome
        by = require_override(self._store.event(), outcome, proof)
        if ticket is None:
            raise UnusableInput("error.lift_forbidden")
        allowed = (*answer.allowed, Override(outcome, why, by))
        return self._answer(
            lambda _, __: self._lookup.by_ticket(ticket),
            "",
            people=people,
            allowed=allowed,
            asks_from=asks_from,
        )

    def change_people(self, entry: str, people: int) -> ScanResult:
        """Set how many people an entry let in or out, undoing the old entry.

        A number above the places of the ticket is reduced to them. Raises UnusableInput for other
        or undone entries.
        """
        return self._changed(self._party_size.change(entry, people))

    def add_companion(self, entry: str) -> ScanResult:
        """Admit one more person on an entry, without a ticket; UnusableInput if forbidden."""
        return self._changed(self._party_size.add_companion(entry))

    def count_admitted(self) -> int:
        """Return how many people this station admitted through this entrance."""
        return self._store.counts.people_through(
            self._gate.area, self._gate.entrance, self._store.keys.station
        )

    def _answer(
        self,
        look_up: Callable[[str, str], LookupResult],
        text: str,
        *,
        people: int | None,
        allowed: tuple[Override, ...] = (),
        asks_from: int | None = None,
        extra_detail: Mapping[str, str] = _NO_DETAIL,
    ) -> ScanResult:
        started = time.perf_counter()
        try:
            with immediate(self._store.database):
                self._gate_judge.refresh()
                event = self._gate_judge.event
                now = self._stated_clock.now() if self._stated_clock else self._store.journal.now()
                request = ScanRequest(
                    direction=self._gate.direction,
                    area=event.area(self._gate.area),
                    entrance=self._gate.entrance,
                    now=now,
                    people=people,
                    lifted=frozenset([one.outcome for one in allowed]),
                    doors_open=self._gate_judge.doors_open,
                    counted=wristband_overrides(allowed),
                    asks_from=asks_from,
                )
                found = look_up(text, event.rules.ticket_address)
                result = self._judge(request, found, allowed, extra_detail)
        except KioskError as error:
            return self._cannot_record(error, _ms_since(started))
        return replace(result, verdict_ms=_ms_since(started))

    def _judge(
        self,
        request: ScanRequest,
        found: LookupResult,
        allowed: tuple[Override, ...],
        extra_detail: Mapping[str, str],
    ) -> ScanResult:
        judged = self._gate_judge.judge(request, found)
        verdict = judged.verdict
        first, since, latest = earlier_entries(self._store, judged.attendance)
        return ScanResult(
            verdict=verdict,
            at=request.now,
            entry=self._record(request, judged, allowed, extra_detail),
            entrance=request.entrance,
            area=request.area.name,
            direction=request.direction,
            station=self._gate_judge.station,
            first=first,
            since=since,
            latest=latest,
            stated=self._stated_clock is not None,
            allowed=allowed,
        )

    def _record(
        self,
        request: ScanRequest,
        judged: Judgement,
        allowed: tuple[Override, ...],
        extra_detail: Mapping[str, str],
    ) -> str | None:
        """Append the entry of a verdict; return its hash, or that of the entry it repeats."""
        verdict, history = judged.verdict, judged.history
        if verdict.outcome in LEAVES_NO_ENTRY:
            return verdict.repeats
        reentry, parents = self._gate_judge.event.rules.reentry, head_hashes(history)
        draft = draft_of(request, verdict, reentry, parents, allowed, extra_detail)
        if self._stated_clock:
            draft = replace(draft, stated_at=request.now)
        at = None if self._stated_clock else request.now
        return self._store.journal.append(draft, at=at, history=history).hash

    def _changed(self, changed: ChangedEntry) -> ScanResult:
        answer = past_result(self._store, changed.entry)
        warnings = (*answer.verdict.warnings, *((PEOPLE_CUT,) if changed.cut else ()))
        return replace(answer, verdict=replace(answer.verdict, warnings=warnings))

    def _cannot_record(self, error: KioskError, took_ms: float) -> ScanResult:
        return ScanResult(
            verdict=Verdict(Outcome.CANNOT_RECORD),
            at=self._stated_clock.now() if self._stated_clock else SystemClock().wall(),
            entry=None,
            entrance=self._gate.entrance,
            area=self._gate.area,
            direction=self._gate.direction,
            station=self._gate_judge.station,
            stated=self._stated_clock is not None,
            failed=error,
            verdict_ms=took_ms,
        )


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
