"""All data of one event on this station, in one file, and the writing of its entries.

Entries of a person's actions are written if the role of the station allows it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.domain.causal_order import head_hashes
from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.internal_settings import is_private
from kiosk.domain.letters import composed
from kiosk.domain.roles import may_write
from kiosk.domain.setting_values import MAX_SETTING_LENGTH, Value
from kiosk.domain.verdict import Outcome, Policy
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import KeyRing
from kiosk.keys.signing import Certificate, read_certificate
from kiosk.store.attendance.attendance_table import AttendanceTable
from kiosk.store.attendance.headcount_queries import HeadcountQueries
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.attendance.pace_table import PaceTable
from kiosk.store.attendance.totals_check import TotalsCheck
from kiosk.store.journal.annexes import Annexes
from kiosk.store.journal.clock_offsets import ClockOffsetTable
from kiosk.store.journal.have_vector import JournalInventory
from kiosk.store.journal.history import History
from kiosk.store.journal.journal import Journal
from kiosk.store.journal.signed_heads import SignedHeads
from kiosk.store.journal.trust import Trust
from kiosk.store.lists.list_manifests import Manifests
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.lists.walk_in_list import Persons, WalkIns
from kiosk.store.projections import Projector
from kiosk.store.sqlite.database import Database, EventTables
from kiosk.store.stations.events import Events, setting_detail
from kiosk.store.stations.operators import Operators
from kiosk.store.stations.stations import Stations
from kiosk.store.ticket_projections import ProjectionTables


@dataclass(frozen=True, slots=True)
class StationStore:
    """The tables of one event, and the journal that this process writes.

    `other_disk` returns whether a folder is on another disk than this laptop's own.
    """

    database: Database
    keys: KeyRing
    certificate: Certificate
    annexes: Annexes
    events: Events
    history: History
    tickets: Tickets
    walk_ins: WalkIns
    persons: Persons
    attendance: AttendanceTable
    manual_counts: ManualCounts
    operators: Operators
    counts: HeadcountQueries
    stations: Stations
    clocks: ClockOffsetTable
    manifests: Manifests
    heads: SignedHeads
    inventory: JournalInventory
    trust: Trust
    projector: Projector
    journal: Journal
    other_disk: Callable[[Path], bool]

    def event(self) -> Event:
        """Return the event with its current settings."""
        return self.events.event(self.keys.event)


def open_station_store(
    database: Database,
    keys: KeyRing,
    *,
    clock: Clock,
    opening: Mapping[str, Any],
    other_disk: Callable[[Path], bool] = lambda _: True,
) -> StationStore:
    """Open the store of an event by its `keys`; `opening` describes machine and program."""
    annexes = Annexes(database)
    tables = _tables(database, keys, annexes, clock)
    projector = Projector(tables)
    heads = SignedHeads(database, keys.event)
    certificate = read_certificate(keys.certificate, keys.organiser_public)
    on_duty = partial(tables.operators.id_on_duty, keys.station)
    opening = {"station": keys.station, "name": certificate.name, **opening}
    trust = Trust(database, keys.event, keys.organiser_public, keys.maker)
    return StationStore(
        database=database,
        keys=keys,
        certificate=certificate,
        annexes=annexes,
        events=tables.events,
        history=tables.history,
        tickets=tables.tickets,
        walk_ins=tables.walk_ins,
        persons=tables.persons,
        attendance=tables.attendance,
        manual_counts=tables.manual_counts,
        operators=tables.operators,
        counts=HeadcountQueries(database, keys.event, tables.manual_counts),
        stations=_stations(database, keys, opening, trust, tables.events),
        clocks=tables.clocks,
        manifests=tables.manifests,
        heads=heads,
        inventory=JournalInventory(database, keys.event, heads),
        trust=trust,
        projector=projector,
        journal=Journal(
            database, keys, projector.apply, clock=clock, opening=opening, on_duty=on_duty
        ),
        other_disk=other_disk,
    )


def _tables(database: Database, keys: KeyRing, annexes: Annexes, clock: Clock) -> ProjectionTables:
    history = History(database, keys.event)
    tickets = Tickets(database, keys.event)
    manual_counts = ManualCounts(database, keys.event, history)
    attendance = AttendanceTable(database, keys.event, history, manual_counts)
    persons = Persons(database, keys.event, annexes)
    refresh = partial(_refresh_after_lists, attendance, tickets, persons)
    return ProjectionTables(
        database=database,
        event=keys.event,
        history=history,
        attendance=attendance,
        totals=TotalsCheck(database, keys.event),
        pace=PaceTable(database, keys.event, history),
        manual_counts=manual_counts,
        tickets=tickets,
        walk_ins=WalkIns(database, keys.event, persons),
        persons=persons,
        operators=Operators(database, keys.event, history, annexes),
        events=Events(database, annexes),
        clocks=ClockOffsetTable(
            database, keys.event, history, clock, is_reference=keys.maker == keys.station
        ),
        manifests=Manifests(database, keys.event, history, refresh),
    )


def _refresh_after_lists(attendance: AttendanceTable, tickets: Tickets, persons: Persons) -> None:
    """Update the tables that depend on the lists: totals, and persons of substitutes."""
    attendance.refresh_listings()
    for ticket, ref, annex in tickets.substitutes():
        persons.index_person(ticket, ref, annex)


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """Another event known here, to name it to a guest who came on the wrong day."""

    event: Event
    code_key: bytes
    organiser_public: bytes
    tickets: Tickets


def _stations(
    database: Database, keys: KeyRing, opening: Mapping[str, Any], trust: Trust, events: Events
) -> Stations:
    machine, doors_open = str(opening.get("machine", "")), partial(_doors_open, events, keys.event)
    return Stations(database, keys, machine, trust.revocations, doors_open)


def _doors_open(events: Events, event: str) -> int:
    """Return when the doors of an event open (ms UTC); 0 if it has no date yet."""
    return events.event(event).doors_open_at if events.is_dated(event) else 0


class EventStore(EventTables):
    """The rows of the event of a store, and the store itself."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store.database, store.keys.event)
        self._store = store


def record(store: StationStore, draft: Draft) -> Entry:
    """Append an entry, inside the caller's `immediate`; UnusableInput if the role forbids it."""
    about = draft.detail.get("station")
    check_role(
        store,
        draft.kind,
        about_itself=about == store.keys.station,
        setting=draft.detail.get("key") if about is None else None,
    )
    return store.journal.append(draft)


def record_setting(
    store: StationStore, key: str, value: Value, *, station: str | None = None
) -> Entry:
    """Record a setting of the event, or of a station (hex id); call inside `immediate`."""
    annex = None
    if is_private(key):
        annex = store.annexes.keep(store.keys.event, {"value": value})
    detail = setting_detail(key, value, station)
    return record(store, Draft(Kind.SETTING, annex=annex, detail=detail))


def record_own_settings(store: StationStore, values: Mapping[str, Value]) -> None:
    """Record the settings of this station that differ from these; call inside `immediate`."""
    own = store.events.station_settings(store.keys.event, store.keys.station)
    for key, value in values.items():
        if own.get(key) != value:
            record_setting(store, key, value, station=store.keys.station)


def undo_of(entry: Entry, reason: str) -> Draft:
    """Return the undo of an entry, at its area and entrance."""
    return Draft(
        Kind.UNDO,
        area=entry.area,
        entrance=entry.entrance,
        ticket=entry.ticket,
        detail={"target": entry.hash, "reason": reason},
    )


def check_role(
    store: StationStore, kind: Kind, *, about_itself: bool = False, setting: str | None = None
) -> None:
    """Raise UnusableInput if this station's role may not write a kind of entry."""
    role = store.certificate.role
    if not may_write(role, kind, about_itself=about_itself, setting=setting):
        raise UnusableInput("error.role_forbids", role=role.text_key)


def check_hold(event: Event) -> None:
    """Raise UnusableInput if the event admits no guests for now."""
    if event.rules.hold:
        raise UnusableInput("error.on_hold_now")


def check_capacity(store: StationStore, event: Event, area: str | None, people: int) -> None:
    """Raise UnusableInput if an area is full and the event admits no more people."""
    capacity = event.area(area or FESTIVAL).capacity
    if capacity is None or event.rules.policy(Outcome.FULL) is Policy.ADMIT:
        return
    if store.counts.inside(event, area or FESTIVAL) + people > capacity:
        raise UnusableInput("error.full_now", capacity=capacity)


def record_after(store: StationStore, draft: Draft) -> Entry:
    """Append an entry as `record` does; the last entries of its ticket become its parents."""
    known = store.history.entries_of(draft.ticket) if draft.ticket else []
    return record(store, replace(draft, parents=head_hashes(known)))


def clean_typed_text(text: str) -> str:
    """Return a typed text without extra spaces; UnusableInput if it is no line of a card."""
    text = " ".join(composed(text).split())
    if not text.isprintable() or len(text) > MAX_SETTING_LENGTH:
        raise UnusableInput("error.text_unfit", most=MAX_SETTING_LENGTH)
    return text


def record_clock_if_due(store: StationStore) -> None:
    """Append a `clock` entry if one is due; call inside `immediate`."""
    due = store.clocks.due_clock_entry(store.journal.log, store.keys.station)
    # A revoked station's entry has no effect, so it would be due again at each exchange.
    if due is not None and store.keys.station not in store.stations.revoked():
        store.journal.append(Draft(Kind.CLOCK, detail=due))
