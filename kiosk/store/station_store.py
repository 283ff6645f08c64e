"""Everything that this station keeps of one event, opened together over one file."""

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
from kiosk.store.projection_tables import ProjectionTables
from kiosk.store.projections import Projector
from kiosk.store.sqlite.database import Database
from kiosk.store.stations.events import Events
from kiosk.store.stations.operators import Operators
from kiosk.store.stations.stations import Stations


@dataclass(frozen=True, slots=True)
class StationStore:
    """The tables of one event, and the journal that this process writes.

    `other_disk` tells whether a folder is on another disk than this laptop's own.
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
    hand_counts: ManualCounts
    operators: Operators
    counts: HeadcountQueries
    stations: Stations
    clocks: ClockOffsetTable
    manifests: Manifests
    heads: SignedHeads
    held: JournalInventory
    trust: Trust
    folds: Projector
    journal: Journal
    other_disk: Callable[[Path], bool]

    def event(self) -> Event:
        """Return the event as it is set now."""
        return self.events.event(self.keys.event)


def open_station_store(
    database: Database,
    keys: KeyRing,
    *,
    clock: Clock,
    opening: Mapping[str, Any],
    other_disk: Callable[[Path], bool] = lambda _: True,
) -> StationStore:
    """Open what is kept of the event that `keys` belong to; nothing is written yet.

    `opening` is what the first entry tells of the machine and the program.
    """
    annexes = Annexes(database)
    tables = _tables(database, keys, annexes, clock)
    folds = Projector(tables)
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
        hand_counts=tables.hand_counts,
        operators=tables.operators,
        counts=HeadcountQueries(database, keys.event, tables.hand_counts),
        stations=Stations(database, keys, str(opening.get("machine", "")), trust.revocations),
        clocks=tables.clocks,
        manifests=tables.manifests,
        heads=heads,
        held=JournalInventory(database, keys.event, heads),
        trust=trust,
        folds=folds,
        journal=Journal(database, keys, folds.apply, clock=clock, opening=opening, on_duty=on_duty),
        other_disk=other_disk,
    )


def _tables(database: Database, keys: KeyRing, annexes: Annexes, clock: Clock) -> ProjectionTables:
    history = History(database, keys.event)
    tickets = Tickets(database, keys.event)
    hand_counts = ManualCounts(database, keys.event, history)
    attendance = AttendanceTable(database, keys.event, history, hand_counts, tickets)
    persons = Persons(database, keys.event, annexes)
    refresh = partial(_follow_lists, attendance, tickets, persons)
    return ProjectionTables(
        event=keys.event,
        history=history,
        attendance=attendance,
        totals=TotalsCheck(database, keys.event),
        hand_counts=hand_counts,
        tickets=tickets,
        walk_ins=WalkIns(database, keys.event, persons),
        persons=persons,
        operators=Operators(database, keys.event, history, annexes),
        events=Events(database, annexes),
        clocks=ClockOffsetTable(
            database, keys.event, history, clock, makes_time=keys.maker == keys.station
        ),
        manifests=Manifests(database, keys.event, history, refresh),
    )


def _follow_lists(attendance: AttendanceTable, tickets: Tickets, persons: Persons) -> None:
    """Bring up to date what follows from the lists: categories, and numbers of substitutes."""
    attendance.refresh_categories()
    for ticket, ref, annex in tickets.substitutes():
        persons.introduce(ticket, ref, annex)


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """Another event known here, to name it to the guest who came on the wrong day."""

    event: Event
    code_key: bytes
    organiser_public: bytes
    tickets: Tickets
