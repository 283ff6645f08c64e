"""The last actions at this laptop, newest first, and undoing them."""

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
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore, record_after

SHOWN = 20
"""Most actions that are listed."""
_MAX_SEARCHED = 400
"""Most actions that are searched for the other entries of a group."""

_LIFTABLE = frozenset({TicketAction.CANCEL, TicketAction.BLOCK, TicketAction.LIFT})


@dataclass(frozen=True, slots=True)
class PastAction:
    """One entry that an operator made here; `at` is ms UTC.

    `answer` is the result of an entry at the door. `ticket_action` is the desk's action on
    `ticket`, `direction` that of a manual count. `together` are the other entries of a group
    admitted with one key; `people` then counts all of them.
    """

    entry: str
    kind: Kind
    at: int
    people: int = 0
    answer: ScanResult | None = None
    ticket: Ticket | None = None
    ticket_action: TicketAction | None = None
    direction: Direction | None = None
    together: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[str, ...]:
        """All entries of this action."""
        return (self.entry, *self.together)

    @property
    def undoable(self) -> bool:
        """True if it can be undone here."""
        return self.kind in UNDOABLE or self.ticket_action in _LIFTABLE


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The newest action that can be undone; `later` is the newest of all if that one cannot."""

    action: PastAction | None = None
    later: PastAction | None = None


class UndoHistory:
    """Reads the actions of this laptop and undoes them; UnusableInput if that is not possible."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._recent = RecentEntries(store.database, store.keys.event)

    def last(self, most: int = SHOWN) -> list[PastAction]:
        """Return the last actions that still count, newest first."""
        with snapshot(self._store.database):
            station, machine = self._store.keys.station, self._store.stations.machine
            return [self._past_action(one) for one in self._recent.actions(station, machine, most)]

    def undo_offer(self) -> UndoOffer:
        """Return the next action to undo; a group admitted with one key is one action."""
        actions = [one for one in self.last() if one.kind is not Kind.REFUSED]
        action = next((one for one in actions if one.undoable), None)
        later = actions[0] if actions and not actions[0].undoable else None
        return UndoOffer(self._with_group(action) if action else None, later)

    def undo(self, names: Sequence[str], reason: str) -> None:
        """Undo the entries with these names, all or none; repeating it changes nothing."""
        first = self._store.history.find(names[0])
        if first.kind is Kind.STATUS:
            self._restore(first)
        else:
            Desk(self._store).undo_all(names, UndoReason(reason))

    def _with_group(self, action: PastAction) -> PastAction:
        """Return an action with the other entries of the group that the same key admitted."""
        with snapshot(self._store.database):
            batch = self._store.history.find(action.entry).detail.get(TOGETHER)
            if batch is None:
                return action
            station, machine = self._store.keys.station, self._store.stations.machine
            recent = self._recent.actions(station, machine, _MAX_SEARCHED)
        group = [
            one
            for one in recent
            if one.detail.get(TOGETHER) == batch and one.kind in (Kind.IN, Kind.OUT)
        ]
        others = tuple(one.hash for one in group if one.hash != action.entry)
        if not others:
            return action
        people = sum(one.people_through for one in group)
        return replace(action, people=people, answer=None, together=others)

    def _past_action(self, entry: Entry) -> PastAction:
        store = self._store
        ticket = store.tickets.by_id(entry.ticket) if entry.ticket else None
        ticket_action, direction = entry.detail.get("action"), entry.detail.get("direction")
        at_a_door = entry.kind in (Kind.IN, Kind.OUT, Kind.REFUSED, Kind.WALK_IN)
        return PastAction(
            entry=entry.hash,
            kind=entry.kind,
            at=entry.at,
            people=entry.people_through,
            answer=past_result(store, entry) if at_a_door else None,
            ticket=ticket,
            ticket_action=TicketAction(ticket_action)
            if ticket_action in set(TicketAction)
            else None,
            direction=Direction(direction) if direction in set(Direction) else None,
        )

    def _restore(self, entry: Entry) -> None:
        """Restore a ticket to its state before the desk cancelled, blocked or lifted it."""
        with immediate(self._store.database):
            history = self._store.history.entries_of(entry.ticket or "")
            if any(one.detail.get("undoes") == entry.hash for one in history):
                return
            if entry.detail.get("action") not in _LIFTABLE or _later_changes(entry, history):
                raise UnusableInput("error.not_taken_back")
            position = [one.hash for one in history].index(entry.hash)
            for action in _actions_to_restore(
                fold_desk_actions(history[:position]), fold_desk_actions(history)
            ):
                detail = {"action": action.value, "undoes": entry.hash}
                record_after(self._store, Draft(Kind.STATUS, ticket=entry.ticket, detail=detail))


def _later_changes(entry: Entry, history: list[Entry]) -> list[Entry]:
    """Return the desk's later actions on the ticket that were not undone."""
    position = [one.hash for one in history].index(entry.hash)
    changes = [one for one in history[position + 1 :] if one.detail.get("action") in _LIFTABLE]
    undone = {one.detail.get("undoes") for one in changes}
    return [one for one in changes if not (one.hash in undone or "undoes" in one.detail)]


def _actions_to_restore(before: DeskOverrides, now: DeskOverrides) -> list[TicketAction]:
    """Return the actions that restore the overrides of before."""
    too_much = (now.cancelled and not before.cancelled) or (now.blocked and not before.blocked)
    actions = [TicketAction.LIFT] if too_much else []
    if before.cancelled and (too_much or not now.cancelled):
        actions.append(TicketAction.CANCEL)
    if before.blocked and (too_much or not now.blocked):
        actions.append(TicketAction.BLOCK)
    return actions
