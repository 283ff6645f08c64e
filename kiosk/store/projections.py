"""What each kind of entry changes in the folded tables, in the entry's own transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kiosk.domain.attendance import Passed
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.manual_counts import clicked
from kiosk.store.attendance.attendance_table import AttendanceTable
from kiosk.store.attendance.manual_count_table import HandCounts
from kiosk.store.attendance.running_totals import outcome_of
from kiosk.store.journal.clock_offsets import Clocks
from kiosk.store.journal.history import History
from kiosk.store.lists.list_manifests import Manifests
from kiosk.store.lists.persons import Persons
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.lists.walk_in_list import WalkIns
from kiosk.store.stations.events import Events
from kiosk.store.stations.operators import Operators

OF_A_TICKET = frozenset({Kind.IN, Kind.OUT, Kind.REFUSED, Kind.UNDO, Kind.WALK_IN, Kind.DECISION})
"""The kinds that a ticket's attendance is folded from."""
_OF_A_TICKET_ALONE = OF_A_TICKET - {Kind.REFUSED, Kind.UNDO}

ABOUT_A_TICKET = OF_A_TICKET | {Kind.STATUS}


def areas_of(entries: Iterable[Entry]) -> list[str]:
    """Return the areas in which these entries make attendance."""
    return sorted({entry.area or FESTIVAL for entry in entries if entry.kind in OF_A_TICKET})


@dataclass(frozen=True, slots=True)
class Tables:
    """What entries are folded into, and what is asked for it."""

    history: History
    attendance: AttendanceTable
    hand_counts: HandCounts
    tickets: Tickets
    walk_ins: WalkIns
    persons: Persons
    operators: Operators
    events: Events
    clocks: Clocks
    manifests: Manifests


@dataclass(slots=True)
class _Waiting:
    """Entries that were kept and whose tickets are still to be folded: by hash, and by area."""

    entries: dict[str, Entry] = field(default_factory=dict)
    areas: dict[str, set[str]] = field(default_factory=dict)

    def add(self, entry: Entry, ticket: str) -> None:
        self.entries[entry.hash] = entry
        self.areas.setdefault(entry.area or FESTIVAL, set()).add(ticket)


class Folds:
    """Folds new entries of an event (`event` is hex) into attendance, totals, tickets, settings."""

    def __init__(self, event: str, tables: Tables) -> None:
        self._event = event
        self._tables = tables
        self._waiting = _Waiting()

    def apply(self, entry: Entry, history: Sequence[Entry] | None = None) -> None:
        """Fold in an entry that was just added; the caller holds `immediate`.

        `history` are its ticket's entries before it, in order; without it they are read.
        """
        if entry.kind in OF_A_TICKET and entry.ticket is not None:
            # The entry names the heads as its parents, so it is the last in order.
            known = self._tables.history.of(entry.ticket) if history is None else [*history, entry]
            if entry.kind in (Kind.WALK_IN, Kind.UNDO):
                self._refold_walk_in(entry.ticket, known)
            self._tables.attendance.refold(entry.ticket, entry.area or FESTIVAL, known)
        if entry.kind not in _OF_A_TICKET_ALONE:
            self._apply_rest(entry)

    def apply_later(self, entry: Entry) -> None:
        """Fold in an entry that was just added, its ticket only at `catch_up`.

        So a ticket that came up often is folded once. The caller holds `immediate` until then.
        """
        if entry.ticket is None or entry.kind not in ABOUT_A_TICKET:
            # A recount or a clock goes by what is folded: first all that came before it.
            self.catch_up()
        elif entry.kind in OF_A_TICKET:
            self._waiting.add(entry, entry.ticket)
        if entry.kind not in _OF_A_TICKET_ALONE:
            self._apply_rest(entry)

    def catch_up(self) -> None:
        """Fold the tickets that wait for it."""
        waiting, self._waiting = self._waiting, _Waiting()
        tickets = {ticket for some in waiting.areas.values() for ticket in some}
        histories = self._tables.history.of_each(tickets, waiting.entries)
        with self._tables.attendance.totals.together():
            for ticket, entries in histories.items():
                self._refold_if_walk_in(ticket, entries)
            for area, some in waiting.areas.items():
                chosen = {ticket: histories[ticket] for ticket in some}
                self._tables.attendance.refold_each(area, chosen)

    def forget_waiting(self) -> None:
        """Let go of tickets whose entries were rolled back."""
        self._waiting = _Waiting()

    def apply_annex(self, entry: Entry) -> None:
        """Take up the annex of an entry that was held before it; the caller holds `immediate`."""
        match entry.kind:
            case Kind.WALK_IN if entry.ticket is not None:
                self._tables.walk_ins.refold(entry.ticket, self._tables.history.of(entry.ticket))
            case Kind.STATUS if entry.ticket is not None:
                reference = self._tables.tickets.reference(entry.ticket)
                self._tables.persons.introduce(entry.ticket, reference, entry.annex)
            case Kind.SETTING:
                self._tables.events.keep_setting(entry)
            case _:
                pass

    def refold_logs(self, logs: Sequence[str]) -> None:
        """Fold again what the order of time decides about these logs' entries."""
        for ticket in self._tables.history.tickets_in(logs):
            entries = self._tables.history.of(ticket)
            self._refold(ticket, areas_of(entries), entries)
            for entry in entries:
                if entry.kind is Kind.STATUS:
                    self._status(ticket, entries, entry)
        self._tables.manifests.settle_all()
        self._tables.events.remake_settings(self._event)
        self._tables.operators.remake()
        self._tables.hand_counts.remake()

    def _refold(self, ticket: str, areas: Iterable[str], entries: Sequence[Entry]) -> None:
        self._refold_if_walk_in(ticket, entries)
        for area in sorted(areas):
            self._tables.attendance.refold(ticket, area, entries)

    def _refold_if_walk_in(self, ticket: str, entries: Sequence[Entry]) -> None:
        if any(entry.kind is Kind.WALK_IN for entry in entries):
            self._refold_walk_in(ticket, entries)

    def _refold_walk_in(self, ticket: str, entries: Sequence[Entry]) -> None:
        if self._tables.walk_ins.refold(ticket, entries):
            self._tables.attendance.refresh_category(ticket, areas_of(entries))

    def _apply_rest(self, entry: Entry) -> None:
        match entry.kind:
            case Kind.REFUSED:
                totals = self._tables.attendance.totals
                totals.count_refusal(entry.area or FESTIVAL, outcome_of(entry))
            case Kind.STATUS if entry.ticket is not None:
                self._status(entry.ticket, self._tables.history.of(entry.ticket), entry)
            case Kind.CLICKER | Kind.UNDO | Kind.RECOUNT:
                self._count_by_hand(entry)
            case Kind.SHIFT:
                self._tables.operators.fold(entry)
            case Kind.SETTING:
                self._tables.events.keep_setting(entry)
            case Kind.LIST:
                self._tables.manifests.settle(str(entry.detail.get("source")))
            case Kind.OPEN | Kind.CLOCK:
                self._set_clocks()
            case _:
                pass

    def _status(self, ticket: str, entries: Sequence[Entry], entry: Entry) -> None:
        self._tables.tickets.refold_hand(ticket, entries, entry)
        self._tables.persons.introduce(ticket, self._tables.tickets.reference(ticket), entry.annex)

    def _set_clocks(self) -> None:
        self._tables.history.refresh()
        moved = self._tables.clocks.settle()
        if moved:
            self.refold_logs(moved)

    def _count_by_hand(self, entry: Entry) -> None:
        match entry.kind:
            case Kind.CLICKER:
                self._click(entry, self._tables.hand_counts.counts_click(entry))
            case Kind.UNDO if click := self._tables.hand_counts.undone_click(entry):
                people = clicked(click)
                self._click(click, Passed(-people.people_in, -people.people_out))
            case Kind.UNDO if recount := self._tables.hand_counts.undone_recount(entry):
                self._tables.hand_counts.fold_recount(recount.area or FESTIVAL)
            case Kind.RECOUNT:
                self._tables.hand_counts.fold_recount(entry.area or FESTIVAL)
            case _:
                pass

    def _click(self, click: Entry, people: Passed) -> None:
        self._tables.hand_counts.add_click(click, people)
        if click.entrance is not None:
            area = click.area or FESTIVAL
            self._tables.attendance.totals.pass_through(
                area, click.entrance, people.people_in, people.people_out
            )
