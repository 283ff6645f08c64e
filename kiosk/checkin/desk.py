"""The desk: actions on entries, tickets and settings, each recorded as an entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.checkin.gate import Gate
from kiosk.checkin.kind_names import KIND_NAMES
from kiosk.domain.attendance import fold
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import UNDOABLE, Draft, Entry, Kind
from kiosk.domain.internal_settings import (
    DOORS_OPEN,
    OWN_AREA,
    OWN_DIRECTION,
    OWN_ENTRANCE,
)
from kiosk.domain.setting_values import Value
from kiosk.domain.ticket import Status, Ticket
from kiosk.errors import UnusableInput
from kiosk.keys.ticket_codes import code_hash, new_code
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import (
    StationStore,
    check_role,
    clean_typed_text,
    record_after,
    record_own_settings,
    record_setting,
    undo_of,
)


class UndoReason(StrEnum):
    """Why an entry is undone."""

    MISTAKE = "mistake"
    WRONG_GUEST = "wrong-guest"
    WRONG_NUMBER = "wrong-number"
    LEFT = "left"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NewCode:
    """A ticket and its only valid code from now on."""

    ticket: Ticket
    code: str


class Desk:
    """Records decisions of people; UnusableInput if the station's role does not allow them.

    A ticket is named by its public reference or its id.
    """

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def undo(self, name: str, reason: UndoReason) -> Entry | None:
        """Undo the entry named `name`; None if it was undone already."""
        with immediate(self._store.database):
            return self._undo(name, reason)

    def undo_all(self, names: Sequence[str], reason: UndoReason) -> None:
        """Undo entries, all or none; those undone already stay so."""
        with immediate(self._store.database):
            for name in names:
                self._undo(name, reason)

    def change_setting(self, key: str, value: Value, *, station: str | None = None) -> Entry:
        """Change a setting of the event, or of one station (hex id)."""
        with immediate(self._store.database):
            return record_setting(self._store, key, value, station=station)

    def open_doors(self, opened: bool = True) -> Entry:
        """Admit guests before their time at this station, or stop doing so."""
        return self.change_setting(DOORS_OPEN, opened, station=self._store.keys.station)

    def move_to(self, gate: Gate) -> None:
        """Make a gate this station's own; UnusableInput if the event has no such gate."""
        with immediate(self._store.database):
            entrance = self._store.event().entrance(gate.entrance, gate.area)
            own = {
                OWN_AREA: gate.area,
                OWN_ENTRANCE: entrance,
                OWN_DIRECTION: gate.direction.value,
            }
            record_own_settings(self._store, own)

    def change_status(self, ref: str, action: TicketAction) -> Ticket:
        """Cancel, block, pay or lift a ticket, at every station that receives the entry.

        Lifting undoes the desk's cancel or block; a refusal by the list stays.
        """
        with immediate(self._store.database):
            ticket = self._store.tickets.find(ref)
            if action is TicketAction.LIFT and ticket.listed in _LISTED_REFUSALS:
                raise UnusableInput("error.listed_refusal", ref=ticket.ref, source=ticket.source)
            detail = {"action": action.value}
            record_after(self._store, Draft(Kind.STATUS, ticket=ticket.id, detail=detail))
            return self._store.tickets.find(ticket.id)

    def reissue(self, ref: str) -> NewCode:
        """Give a ticket a new code, which replaces all its codes."""
        keys = self._store.keys
        with immediate(self._store.database):
            ticket = self._store.tickets.find(ref)
            code = new_code()
            replaced = [old.hex() for old in self._store.tickets.codes_of(ticket.id)]
            detail = {
                "action": TicketAction.REISSUE.value,
                "code": code_hash(keys.code_key, code).hex(),
                "replaces": replaced,
            }
            record_after(self._store, Draft(Kind.STATUS, ticket=ticket.id, detail=detail))
            return NewCode(ticket, code)

    def rename(self, ref: str, name: str, organisation: str | None = None) -> Ticket:
        """Record the name of a substitute; without an organisation the ticket's own stays."""
        with immediate(self._store.database):
            ticket = self._store.tickets.find(ref)
            names = {"name": clean_typed_text(name)}
            if organisation is not None:
                names["organisation"] = clean_typed_text(organisation)
            if not names["name"]:
                raise UnusableInput("error.name_needed")
            annex = self._store.annexes.keep(self._store.keys.event, names)
            detail = {"action": TicketAction.RENAME.value}
            draft = Draft(Kind.STATUS, ticket=ticket.id, annex=annex, detail=detail)
            record_after(self._store, draft)
            return self._store.tickets.find(ticket.id)

    def decide(self, name: str, cause: Cause) -> Entry:
        """Record why the entry named `name` admitted people beyond the ticket's places."""
        with immediate(self._store.database):
            entry = self._store.history.find(name)
            history = self._store.history.entries_of(entry.ticket) if entry.ticket else []
            doubles = fold([other for other in history if other.area == entry.area]).doubles
            double = next((one for one in doubles if one.entry.hash == entry.hash), None)
            if double is None:
                raise UnusableInput("error.not_a_double", entry=name)
            sides = [side.hash for side in double.sides]
            detail = {"target": entry.hash, "cause": cause.value, "sides": sides}
            draft = Draft(Kind.DECISION, area=entry.area, ticket=entry.ticket, detail=detail)
            return record_after(self._store, draft)

    def _undo(self, name: str, reason: UndoReason) -> Entry | None:
        entry = self._store.history.find(name)
        if entry.kind not in UNDOABLE:
            raise UnusableInput("error.not_undoable", entry=name, kind=KIND_NAMES[entry.kind])
        if entry.kind is Kind.RECOUNT:
            check_role(self._store, Kind.RECOUNT)
        if self._store.history.is_undone(entry):
            return None
        return record_after(self._store, undo_of(entry, reason.value))


_LISTED_REFUSALS = frozenset({Status.CANCELLED, Status.BLOCKED, Status.WITHDRAWN})
