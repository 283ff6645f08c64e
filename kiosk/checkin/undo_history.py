"""What was done at this laptop, newest first, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.past_answer import past_result
from kiosk.checkin.verdict_entry import TOGETHER
from kiosk.domain.desk_actions import TicketAction, fold_desk_actions
from kiosk.domain.entry import UNDOABLE, Draft, Entry, Kind
from kiosk.domain.ticket import DeskOverrides, Ticket
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.journal.recent_entries import RecentEntries
from kiosk.store.recording import parents_for, record
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore

SHOWN = 20
"""Deeds that are listed at most."""
MOST_TOGETHER = 400
"""Deeds among which the others of a group are looked for."""

_LIFTABLE = frozenset({TicketAction.CANCEL, TicketAction.BLOCK, TicketAction.LIFT})


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry that a person made here; `at` is ms UTC.

    `answer` is what the door said, where it was the door. `action` is what the desk did to
    `ticket`, `direction` where people were counted by hand. `together` are the other entries of a
    group that one key let in or out with this one; `people` counts all of them then.
    """

    entry: str
    kind: Kind
    at: int
    people: int = 0
    answer: ScanResult | None = None
    ticket: Ticket | None = None
    action: TicketAction | None = None
    direction: Direction | None = None
    together: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[str, ...]:
        """All entries of this deed."""
        return (self.entry, *self.together)

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back here."""
        return self.kind in UNDOABLE or self.action in _LIFTABLE


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The newest deed that can be undone; `later` is the newest of all where that cannot be."""

    deed: Deed | None = None
    later: Deed | None = None


class Deeds:
    """Reads what this laptop did, and takes it back; UnusableInput where that cannot be."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._recent = RecentEntries(store.database, store.keys.event)

    def last(self, most: int = SHOWN) -> list[Deed]:
        """Return the last deeds that still count, newest first."""
        with snapshot(self._store.database):
            station, machine = self._store.keys.station, self._store.stations.machine
            return [self._deed(one) for one in self._recent.actions(station, machine, most)]

    def undo_offer(self) -> UndoOffer:
        """Return what can be undone next; a group that one key let in is one deed."""
        deeds = [one for one in self.last() if one.kind is not Kind.REFUSED]
        deed = next((one for one in deeds if one.undoable), None)
        later = deeds[0] if deeds and not deeds[0].undoable else None
        return UndoOffer(self._whole(deed) if deed else None, later)

    def take_back(self, names: Sequence[str], reason: str) -> None:
        """Take back the entries of these names, all or none; done twice is done once."""
        first = self._store.history.find(names[0])
        if first.kind is Kind.STATUS:
            self._restore(first)
        else:
            Desk(self._store).undo_all(names, UndoReason(reason))

    def _whole(self, deed: Deed) -> Deed:
        """Return a deed with all that one key did, of a group that was booked together."""
        with snapshot(self._store.database):
            batch = self._store.history.find(deed.entry).detail.get(TOGETHER)
            if batch is None:
                return deed
            station, machine = self._store.keys.station, self._store.stations.machine
            recent = self._recent.actions(station, machine, MOST_TOGETHER)
        group = [
            one
            for one in recent
            if one.detail.get(TOGETHER) == batch and one.kind in (Kind.IN, Kind.OUT)
        ]
        others = tuple(one.hash for one in group if one.hash != deed.entry)
        if not others:
            return deed
        people = sum(one.people_through for one in group)
        return replace(deed, people=people, answer=None, together=others)

    def _deed(self, entry: Entry) -> Deed:
        store = self._store
        ticket = store.tickets.by_id(entry.ticket) if entry.ticket else None
        action, way = entry.detail.get("action"), entry.detail.get("direction")
        at_a_door = entry.kind in (Kind.IN, Kind.OUT, Kind.REFUSED, Kind.WALK_IN)
        return Deed(
            entry=entry.hash,
            kind=entry.kind,
            at=entry.at,
            people=entry.people_through,
            answer=past_result(store, entry) if at_a_door else None,
            ticket=ticket,
            action=TicketAction(action) if action in set(TicketAction) else None,
            direction=Direction(way) if way in set(Direction) else None,
        )

    def _restore(self, entry: Entry) -> None:
        """Put a ticket back as it was before the desk cancelled, blocked or allowed it."""
        with immediate(self._store.database):
            history = self._store.history.entries_of(entry.ticket or "")
            if any(one.detail.get("undoes") == entry.hash for one in history):
                return
            if entry.detail.get("action") not in _LIFTABLE or _after(entry, history):
                raise UnusableInput("error.not_taken_back")
            place = [one.hash for one in history].index(entry.hash)
            for action in _back_to(fold_desk_actions(history[:place]), fold_desk_actions(history)):
                self._write(entry, action)

    def _write(self, entry: Entry, action: TicketAction) -> None:
        detail = {"action": action.value, "undoes": entry.hash}
        parents = parents_for(self._store, entry.ticket)
        record(self._store, Draft(Kind.STATUS, ticket=entry.ticket, parents=parents, detail=detail))


def _after(entry: Entry, history: list[Entry]) -> list[Entry]:
    """Return what the desk decided about the ticket since, and did not take back."""
    place = [one.hash for one in history].index(entry.hash)
    changes = [one for one in history[place + 1 :] if one.detail.get("action") in _LIFTABLE]
    taken_back = {one.detail.get("undoes") for one in changes}
    return [one for one in changes if not (one.hash in taken_back or "undoes" in one.detail)]


def _back_to(before: DeskOverrides, now: DeskOverrides) -> list[TicketAction]:
    """Return the actions that make a hand what it was."""
    too_much = (now.cancelled and not before.cancelled) or (now.blocked and not before.blocked)
    actions = [TicketAction.LIFT] if too_much else []
    if before.cancelled and (too_much or not now.cancelled):
        actions.append(TicketAction.CANCEL)
    if before.blocked and (too_much or not now.blocked):
        actions.append(TicketAction.BLOCK)
    return actions
