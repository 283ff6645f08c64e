"""All data of one event on this station, in one file, and the base of classes over all of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.domain.event_settings import Event
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
from kiosk.store.lists.persons import Persons
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.lists.walk_in_list import WalkIns
from kiosk.store.projections import Projector
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.event_tables import EventTables
from kiosk.store.stations.events import Events
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
