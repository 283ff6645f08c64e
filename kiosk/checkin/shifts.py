"""Shifts at a station: start one by a name, and a summary for the next operator."""

import secrets
from dataclasses import dataclass

from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.letters import name_key
from kiosk.domain.shift_changes import ShiftChange
from kiosk.errors import UnusableInput
from kiosk.store.journal.recent_entries import RecentEntries, ShiftActivity
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore, clean_typed_text, record
from kiosk.store.stations.operators import OnDuty, Operator

_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class ShiftSummary:
    """The summary of a shift for the next operator; times are ms UTC.

    `done` is this station's activity since the shift began, until `at`. `doubles_open` are
    people in double entries without a decision. `unsent` is the number of this station's
    entries that never left this laptop; `sent_at` is when entries last left it.
    """

    on_duty: OnDuty
    at: int
    done: ShiftActivity
    doubles_open: int
    unsent: int
    sent_at: int | None


class Shifts:
    """Starts and ends shifts at this station: by a name, without a password."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._recent = RecentEntries(store.database, store.keys.event)
        self._station = store.keys.station

    def on_duty(self) -> OnDuty | None:
        """Return the operator on duty here."""
        return self._store.operators.on_duty(self._station)

    def take_over(self, name: str) -> ShiftSummary | None:
        """Start the shift of `name`, or end it if empty; return the previous shift's summary."""
        before = self.hand_over()
        if not name:
            self.end()
        elif self.start(name).entry == (before.on_duty.entry if before else ""):
            return None
        return before

    def start(self, name: str) -> OnDuty:
        """Start the shift of an operator, known or new; it ends the previous one."""
        with immediate(self._store.database):
            name = clean_typed_text(name)
            if not name:
                raise UnusableInput("error.name_needed")
            duty = self.on_duty()
            if duty is not None and duty.operator.name == name:
                return duty
            known = {name_key(one.name): one.id for one in self._store.operators.known()}
            operator = known.get(name_key(name)) or secrets.token_hex(_ID_BYTES)
            annex = self._store.annexes.keep(self._store.keys.event, {"name": name})
            detail = {"turn": ShiftChange.START.value}
            entry = record(
                self._store, Draft(Kind.SHIFT, operator=operator, annex=annex, detail=detail)
            )
            return OnDuty(Operator(operator, name), entry.at, entry.hash)

    def end(self) -> None:
        """End the shift here, if there is one."""
        with immediate(self._store.database):
            operator = self._store.operators.id_on_duty(self._station)
            if operator is not None:
                detail = {"turn": ShiftChange.END.value}
                record(self._store, Draft(Kind.SHIFT, operator=operator, detail=detail))

    def hand_over(self) -> ShiftSummary | None:
        """Return the summary for the next operator; None if no shift is open."""
        with snapshot(self._store.database):
            duty = self.on_duty()
            if duty is None:
                return None
            unsent, sent_at = self._recent.not_replicated(self._station)
            return ShiftSummary(
                on_duty=duty,
                at=self._store.journal.now(),
                done=self._recent.activity_since(self._station, duty.entry),
                doubles_open=self._store.counts.doubles_open(FESTIVAL),
                unsent=unsent,
                sent_at=sent_at,
            )
