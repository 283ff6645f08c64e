"""Everything that this station keeps of one event, opened together over one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kiosk.domain.rules import Event
from kiosk.keys.ring import KeyRing
from kiosk.keys.signing import Certificate, read_certificate
from kiosk.store.annexes import Annexes
from kiosk.store.attendance import AttendanceTable
from kiosk.store.clock import Clock
from kiosk.store.counts import Counts
from kiosk.store.database import Database
from kiosk.store.events import Events
from kiosk.store.folds import Folds
from kiosk.store.hand_counts import HandCounts
from kiosk.store.history import History
from kiosk.store.journal import Journal
from kiosk.store.operators import Operators
from kiosk.store.persons import Persons
from kiosk.store.stations import Stations
from kiosk.store.tickets import Tickets
from kiosk.store.walk_ins import WalkIns


@dataclass(frozen=True, slots=True)
class Books:
    """The tables of one event, and the journal that this process writes."""

    database: Database
    keys: KeyRing
    certificate: Certificate
    annexes: Annexes
    events: Events
    history: History
    tickets: Tickets
    walk_ins: WalkIns
    attendance: AttendanceTable
    hand_counts: HandCounts
    operators: Operators
    counts: Counts
    stations: Stations
    journal: Journal

    def event(self) -> Event:
        """Return the event as it is set now."""
        return self.events.event(self.keys.event)


def open_books(
    database: Database, keys: KeyRing, *, clock: Clock, opening: Mapping[str, Any]
) -> Books:
    """Open what is kept of the event that `keys` belong to; nothing is written yet.

    `opening` is what the first entry tells of the machine and the program.
    """
    annexes = Annexes(database)
    events = Events(database, annexes)
    history = History(database, keys.event)
    tickets = Tickets(database, keys.event)
    hand_counts = HandCounts(database, keys.event, history)
    attendance = AttendanceTable(database, keys.event, history, hand_counts, tickets.category)
    persons = Persons(database, keys.event, annexes)
    walk_ins = WalkIns(database, keys.event, persons)
    operators = Operators(database, keys.event, history, annexes)
    folds = Folds(history, attendance, hand_counts, tickets, walk_ins, persons, operators, events)
    certificate = read_certificate(keys.certificate, keys.organiser_public)
    on_duty = partial(operators.id_on_duty, keys.station)
    opening = {"station": keys.station, "name": certificate.name, **opening}
    journal = Journal(database, keys, folds.apply, clock=clock, opening=opening, on_duty=on_duty)
    return Books(
        database=database,
        keys=keys,
        certificate=certificate,
        annexes=annexes,
        events=events,
        history=history,
        tickets=tickets,
        walk_ins=walk_ins,
        attendance=attendance,
        hand_counts=hand_counts,
        operators=operators,
        counts=Counts(database, keys.event, hand_counts),
        stations=Stations(database, keys.event, keys.station, str(opening.get("machine", ""))),
        journal=journal,
    )
