"""What was done at this laptop, newest first, and taking it back."""

from dataclasses import dataclass

from kiosk.checkin.answer import Answer
from kiosk.checkin.desk import Desk, Reason
from kiosk.checkin.past_answer import retold
from kiosk.domain.desk_actions import Action, hand_of
from kiosk.domain.entry import UNDOABLE, Draft, Entry, Kind
from kiosk.domain.ticket import Hand, Ticket
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.journal.recent_entries import Recent
from kiosk.store.recording import heads_of, write
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import Books

SHOWN = 20
"""Deeds that are listed at most."""

_LIFTABLE = frozenset({Action.CANCEL, Action.BLOCK, Action.LIFT})


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry that a person made here; `at` is ms UTC.

    `answer` is what the door said, where it was the door. `action` is what the desk did to
    `ticket`, `direction` where people were counted by hand.
    """

    entry: str
    kind: Kind
    at: int
    people: int = 0
    answer: Answer | None = None
    ticket: Ticket | None = None
    action: Action | None = None
    direction: Direction | None = None

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back here."""
        return self.kind in UNDOABLE or self.action in _LIFTABLE


class Deeds:
    """Reads what this laptop did, and takes it back; UnusableInput where that cannot be."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._recent = Recent(books.database, books.keys.event)

    def last(self, most: int = SHOWN) -> list[Deed]:
        """Return the last deeds that still count, newest first."""
        with snapshot(self._books.database):
            station, machine = self._books.keys.station, self._books.stations.machine
            return [self._deed(one) for one in self._recent.deeds(station, machine, most)]

    def last_to_undo(self) -> Deed | None:
        """Return the newest deed, passing over refusals: there is nothing to undo about those."""
        return next((one for one in self.last() if one.kind is not Kind.REFUSED), None)

    def take_back(self, name: str, reason: str) -> None:
        """Take back the entry that `name` names; done twice is done once."""
        entry = self._books.history.entry(name)
        if entry.kind is Kind.STATUS:
            self._restore(entry)
        else:
            Desk(self._books).undo(name, Reason(reason))

    def _deed(self, entry: Entry) -> Deed:
        books = self._books
        ticket = books.tickets.by_id(entry.ticket) if entry.ticket else None
        action, way = entry.detail.get("action"), entry.detail.get("direction")
        at_a_door = entry.kind in (Kind.IN, Kind.OUT, Kind.REFUSED, Kind.WALK_IN)
        return Deed(
            entry=entry.hash,
            kind=entry.kind,
            at=entry.at,
            people=entry.people_through,
            answer=retold(books, entry) if at_a_door else None,
            ticket=ticket,
            action=Action(action) if action in set(Action) else None,
            direction=Direction(way) if way in set(Direction) else None,
        )

    def _restore(self, entry: Entry) -> None:
        """Put a ticket back as it was before the desk cancelled, blocked or allowed it."""
        with immediate(self._books.database):
            history = self._books.history.of(entry.ticket or "")
            if any(one.detail.get("undoes") == entry.hash for one in history):
                return
            if entry.detail.get("action") not in _LIFTABLE or _after(entry, history):
                raise UnusableInput("not_taken_back")
            place = [one.hash for one in history].index(entry.hash)
            for action in _back_to(hand_of(history[:place]), hand_of(history)):
                self._write(entry, action)

    def _write(self, entry: Entry, action: Action) -> None:
        detail = {"action": action.value, "undoes": entry.hash}
        parents = heads_of(self._books, entry.ticket)
        write(self._books, Draft(Kind.STATUS, ticket=entry.ticket, parents=parents, detail=detail))


def _after(entry: Entry, history: list[Entry]) -> list[Entry]:
    """Return what the desk decided about the ticket since, and did not take back."""
    place = [one.hash for one in history].index(entry.hash)
    changes = [one for one in history[place + 1 :] if one.detail.get("action") in _LIFTABLE]
    taken_back = {one.detail.get("undoes") for one in changes}
    return [one for one in changes if not (one.hash in taken_back or "undoes" in one.detail)]


def _back_to(before: Hand, now: Hand) -> list[Action]:
    """Return the actions that make a hand what it was."""
    too_much = (now.cancelled and not before.cancelled) or (now.blocked and not before.blocked)
    actions = [Action.LIFT] if too_much else []
    if before.cancelled and (too_much or not now.cancelled):
        actions.append(Action.CANCEL)
    if before.blocked and (too_much or not now.blocked):
        actions.append(Action.BLOCK)
    return actions
