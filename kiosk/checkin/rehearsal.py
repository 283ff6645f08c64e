"""A test scan: judges a code as when the doors open, and records nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.code_lookup import CodeLookup, LookupResult
from kiosk.checkin.gate import Gate
from kiosk.checkin.gate_judge import GateJudge
from kiosk.checkin.past_answer import earlier_entries
from kiosk.clock import SystemClock
from kiosk.domain.event_settings import Event
from kiosk.domain.judge import ScanRequest
from kiosk.domain.verdict import Outcome, Verdict
from kiosk.errors import KioskError
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import OtherEvent, StationStore

_NOON = time(12)


def rehearsed_time(event: Event) -> int:
    """Return the time at which a test scan is judged (ms UTC): the opening, else noon."""
    if event.opens_at is not None:
        return event.opens_at
    return int(datetime.combine(event.date, _NOON, event.zone).timestamp() * 1000)


class Rehearsal:
    """Judges codes as the door at this gate does, without an entry.

    A group counts with all its people: there is no question how many of them came.
    """

    def __init__(
        self, store: StationStore, gate: Gate, *, other_events: Sequence[OtherEvent] = ()
    ) -> None:
        self._store = store
        self._gate_judge = GateJudge(store, gate, other_events)

    def scan(self, code: str) -> ScanResult:
        """Judge a code as a camera read it."""
        return self._answer(lambda lookup, address: lookup.by_code(code, address))

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        """Judge the possible readings of a hand scanner's keys, likeliest first."""
        return self._answer(lambda lookup, address: lookup.by_keys(read, address))

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        """Judge typed text: a code, a ticket's reference, or else `not_a_ticket`."""
        return self._answer(lambda lookup, address: lookup.by_typed_text(text, address, also))

    def _answer(self, look_up: Callable[[CodeLookup, str], LookupResult]) -> ScanResult:
        gate_judge = self._gate_judge
        try:
            with snapshot(self._store.database):
                gate_judge.refresh()
                found = look_up(gate_judge.lookup, gate_judge.event.rules.ticket_address)
                return self._judge(found)
        except KioskError as error:
            verdict = Verdict(Outcome.CANNOT_RECORD)
            return self._result(verdict, SystemClock().wall(), failed=error)

    def _judge(self, found: LookupResult) -> ScanResult:
        gate, event = self._gate_judge.gate, self._gate_judge.event
        request = ScanRequest(
            direction=gate.direction,
            area=event.area(gate.area),
            entrance=gate.entrance,
            now=rehearsed_time(event),
        )
        judged = self._gate_judge.judge(request, found, mercy=False)
        first, since, latest = earlier_entries(self._store, judged.attendance)
        result = self._result(judged.verdict, request.now)
        return replace(result, first=first, since=since, latest=latest)

    def _result(self, verdict: Verdict, at: int, failed: KioskError | None = None) -> ScanResult:
        gate = self._gate_judge.gate
        return ScanResult(
            verdict=verdict,
            at=at,
            entry=None,
            entrance=gate.entrance,
            area=gate.area,
            direction=gate.direction,
            station=self._gate_judge.station,
            failed=failed,
            test=True,
        )
