"""What each kind of entry changes in the folded tables, in the entry's own transaction."""

from collections.abc import Sequence

from kiosk.domain.counting import clicked
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.fold import Passed
from kiosk.domain.rules import FESTIVAL
from kiosk.store.attendance import AttendanceTable
from kiosk.store.events import Events
from kiosk.store.hand_counts import HandCounts
from kiosk.store.history import History
from kiosk.store.operators import Operators
from kiosk.store.persons import Persons
from kiosk.store.tickets import Tickets
from kiosk.store.walk_ins import WalkIns

OF_A_TICKET = frozenset({Kind.IN, Kind.OUT, Kind.REFUSED, Kind.UNDO, Kind.WALK_IN, Kind.DECISION})
"""The kinds that a ticket's attendance is folded from."""
_OF_A_TICKET_ALONE = OF_A_TICKET - {Kind.REFUSED, Kind.UNDO}


class Folds:
    """Folds one new entry of an event into attendance, totals, tickets and settings."""

    def __init__(
        self,
        history: History,
        attendance: AttendanceTable,
        hand_counts: HandCounts,
        tickets: Tickets,
        walk_ins: WalkIns,
        persons: Persons,
        operators: Operators,
        events: Events,
    ) -> None:
        self._history = history
        self._attendance = attendance
        self._hand_counts = hand_counts
        self._tickets = tickets
        self._walk_ins = walk_ins
        self._persons = persons
        self._operators = operators
        self._events = events

    def apply(self, entry: Entry, history: Sequence[Entry] | None = None) -> None:
        """Fold in an entry that was just added; the caller holds `immediate`.

        `history` are its ticket's entries before it, in order; without it they are read.
        """
        if entry.kind in OF_A_TICKET and entry.ticket is not None:
            # The entry names the heads as its parents, so it is the last in order.
            known = self._history.of(entry.ticket) if history is None else [*history, entry]
            if entry.kind in (Kind.WALK_IN, Kind.UNDO):
                self._walk_ins.refold(entry.ticket, known)
            self._attendance.refold(entry.ticket, entry.area or FESTIVAL, known)
        if entry.kind not in _OF_A_TICKET_ALONE:
            self._fold_more(entry)

    def _fold_more(self, entry: Entry) -> None:
        match entry.kind:
            case Kind.REFUSED:
                outcome = str(entry.detail.get("outcome"))
                self._attendance.count_refusal(entry.area or FESTIVAL, outcome)
            case Kind.STATUS if entry.ticket is not None:
                self._tickets.refold_hand(entry.ticket, self._history.of(entry.ticket), entry)
                self._persons.introduce(
                    entry.ticket, self._tickets.reference(entry.ticket), entry.annex
                )
            case Kind.CLICKER | Kind.UNDO | Kind.RECOUNT:
                self._count_by_hand(entry)
            case Kind.SHIFT:
                self._operators.fold(entry)
            case Kind.SETTING:
                self._events.keep_setting(entry)
            case Kind.OPEN:
                self._history.refresh()
            case _:
                pass

    def _count_by_hand(self, entry: Entry) -> None:
        match entry.kind:
            case Kind.CLICKER:
                self._click(entry, self._hand_counts.counts_click(entry))
            case Kind.UNDO if click := self._hand_counts.undone_click(entry):
                people = clicked(click)
                self._click(click, Passed(-people.people_in, -people.people_out))
            case Kind.RECOUNT:
                self._hand_counts.fold_recount(entry.area or FESTIVAL)
            case _:
                pass

    def _click(self, click: Entry, people: Passed) -> None:
        self._hand_counts.add_click(click, people)
        if click.entrance is not None:
            area = click.area or FESTIVAL
            self._attendance.pass_through(area, click.entrance, people.people_in, people.people_out)
