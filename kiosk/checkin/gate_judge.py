"""Judges a code at one gate, by the data of this station at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.checkin.code_lookup import CodeLookup, LookupResult
from kiosk.checkin.gate import Gate
from kiosk.domain.attendance import Attendance, fold
from kiosk.domain.entry import Entry
from kiosk.domain.event_settings import Event
from kiosk.domain.internal_settings import DOORS_OPEN
from kiosk.domain.judge import ScanRequest, TicketFacts, judge
from kiosk.domain.verdict import Verdict
from kiosk.store.sqlite.database import data_version
from kiosk.store.station_store import OtherEvent, StationStore


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and the entries and the attendance of its ticket until then."""

    verdict: Verdict
    history: Sequence[Entry]
    attendance: Attendance


class GateJudge:
    """Has the event's settings and the lookup of codes; call `refresh` in each transaction."""

    def __init__(self, store: StationStore, gate: Gate, other_events: Sequence[OtherEvent]) -> None:
        self.gate = gate
        self.lookup = CodeLookup(store, other_events)
        self.event: Event = store.event()
        self.doors_open = False
        self.station = store.certificate.name
        self._store = store
        self._version = (-1, -1)

    def refresh(self) -> None:
        """Read the settings again if the file was changed."""
        store = self._store
        version = (data_version(store.database), store.events.revision)
        if version != self._version:
            self.event = store.event()
            own = store.events.station_settings(store.keys.event, store.keys.station)
            self.doors_open = own.get(DOORS_OPEN) is True or self.event.rules.all_doors_open
            self.station = store.stations.this_station().name
            self._version = version

    def judge(self, request: ScanRequest, found: LookupResult, *, mercy: bool = True) -> Judgement:
        """Judge a code that was looked up; without `mercy` no scan repeats an earlier one."""
        store = self._store
        history = store.history.entries_of(found.about.id) if found.about else []
        attendance = fold([entry for entry in history if entry.area == request.area.name])
        facts = TicketFacts(
            ticket=found.ticket,
            signed_ticket=found.signed_ticket,
            claim=found.claim,
            other_event=found.other_event,
            replaced=found.replaced,
            misread=found.misread,
            attendance=attendance,
            last_scan=store.history.last_scan(store.keys.station) if mercy else None,
            inside=self._inside(request),
        )
        return Judgement(judge(self.event, request, facts), history, attendance)

    def _inside(self, request: ScanRequest) -> int:
        if request.area.capacity is None:
            return 0
        return self._store.counts.inside(self.event, request.area.name)
