"""Party size: corrects an entry's number of people, and adds a companion."""

from dataclasses import dataclass

from kiosk.domain.attendance import fold, max_people
from kiosk.domain.causal_order import corrected_time
from kiosk.domain.entry import ADMISSIONS, Draft, Entry, Kind
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, check_capacity, record, record_after, undo_of

MAX_ENTRY_PEOPLE = 1000
"""Most people on one entry; a larger number is a typing error."""

ASKS_FROM = 5
"""From this many places on, the window asks first how many of a group there are."""

_GROUPED = ADMISSIONS | {Kind.OUT}


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """The entry that now counts; `cut`: fewer people fitted than were asked for."""

    entry: Entry
    cut: bool = False


class PartySize:
    """Replaces an entry by another one: undo and new entry together, or nothing.

    The new entry has the old one's time and parents, so that later exits and recounts see the right
    number. The hash of an undone entry also finds its replacement.
    """

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def change(self, name: str, people: int) -> ChangedEntry:
        """Set how many people an entry admitted or let out; UnusableInput for other entries."""
        if not 1 <= people <= MAX_ENTRY_PEOPLE:
            raise UnusableInput("error.group_number", people=people, most=MAX_ENTRY_PEOPLE)
        with immediate(self._store.database):
            entry, history = self._current(name)
            others = fold([one for one in history if one.hash != entry.hash])
            fits = people if entry.kind is Kind.WALK_IN else min(people, max_people(entry, others))
            places = fits if entry.kind is Kind.WALK_IN else entry.places
            return ChangedEntry(self._replace(entry, fits, places), cut=fits < people)

    def add_companion(self, name: str) -> ChangedEntry:
        """Admit one more person on an admission, without a ticket; UnusableInput if forbidden."""
        with immediate(self._store.database):
            event = self._store.event()
            entry, _ = self._current(name)
            if not event.rules.companions:
                raise UnusableInput("error.companions_forbidden")
            if entry.kind not in ADMISSIONS:
                raise UnusableInput("error.not_a_group", entry=name)
            check_capacity(self._store, event, entry.area, 1)
            return ChangedEntry(self._replace(entry, entry.people + 1, entry.places + 1))

    def _current(self, name: str) -> tuple[Entry, list[Entry]]:
        entry = self._store.history.find(name)
        if entry.kind not in _GROUPED or entry.ticket is None or entry.readmits:
            raise UnusableInput("error.not_a_group", entry=name)
        known = self._store.history.entries_of(entry.ticket)
        history = [one for one in known if one.area == entry.area]
        while self._store.history.is_undone(entry):
            instead = [one for one in history if one.detail.get("instead_of") == entry.hash]
            if not instead:
                raise UnusableInput("error.already_undone")
            entry = instead[-1]
        return entry, history

    def _replace(self, entry: Entry, people: int, places: int) -> Entry:
        if (people, places) == (entry.people, entry.places):
            return entry
        record_after(self._store, undo_of(entry, "wrong-number"))
        offsets = self._store.history.offsets([entry.log])
        instead = Draft(
            entry.kind,
            area=entry.area,
            entrance=entry.entrance,
            ticket=entry.ticket,
            people=people,
            places=places,
            reentry=entry.reentry,
            parents=entry.parents,
            annex=entry.annex,
            stated_at=corrected_time(entry, offsets),
            detail={**entry.detail, "instead_of": entry.hash},
        )
        return record(self._store, instead)
