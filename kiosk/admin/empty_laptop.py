"""Leeg deze laptop: a borrowed laptop given back empty, once all that it knows stands elsewhere."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.event_settings import SETTINGS
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DATABASE, Session
from kiosk.store.journal.annexes import Annexes
from kiosk.store.journal.replicas import Given
from kiosk.store.sqlite.database import Database, immediate
from kiosk.store.sqlite.wipe_folder import go_on_emptying, left_in, order_emptying
from kiosk.store.station_store import Books
from kiosk.store.stations.events import Events


@dataclass(frozen=True, slots=True)
class Stands:
    """An event on this laptop: entries in all, and how many of them stand nowhere else.

    `organiser` says that the organiser's key is here.
    """

    event: str
    date: str
    station: str
    entries: int
    missing: int
    organiser: bool
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was on a laptop that is empty now, and what else is still in its folder."""

    at: str
    events: tuple[Stands, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it; no names of people are in it."""
        return {
            "at": self.at,
            "events": [
                {
                    "event": one.event,
                    "date": one.date,
                    "station": one.station,
                    "entries": one.entries,
                }
                for one in self.events
            ],
            "removed": list(self.removed),
            "left": list(self.left),
        }


def standing(session: Session) -> tuple[Stands, ...]:
    """Return the events on this laptop and what of them stands nowhere else."""
    if not (session.folder / DATABASE).exists():
        return ()
    with session.database() as database:
        return _standing(session, database)


def empty_now(session: Session) -> Receipt:
    """Remove all that is ours; whoever calls it owns the folder and has closed its file.

    UnusableInput, and nothing is changed, where something stands nowhere else. Once it has begun
    there is no way back: if it is stopped, whoever opens the folder next goes on.
    """
    with session.database() as database, immediate(database):
        stands = _standing(session, database)
        if any(one.missing for one in stands):
            raise UnusableInput("not_handed_in")
        order_emptying(session.folder)
    removed = go_on_emptying(session.folder)
    left = tuple(name for name in left_in(session.folder) if not name.endswith(".lock"))
    zone = stands[0].zone if stands else ZoneInfo(str(SETTINGS["timezone"].default))
    at = iso(session.clock.wall(), zone, precision="seconds")
    return Receipt(at, stands, removed, left)


def _standing(session: Session, database: Database) -> tuple[Stands, ...]:
    known = Events(database, Annexes(database)).known()
    return tuple(_stands(session.open(database, event)) for event in known)


def _stands(books: Books) -> Stands:
    event, given = books.event(), Given(books.database, books.keys.event)
    stations = books.stations.known()
    return Stands(
        event=event.name,
        date=event.date.isoformat(),
        station=books.certificate.name,
        entries=sum(one.entries for one in books.stations.heard(books.journal.now())),
        missing=sum(given.left(one.id) for one in stations),
        organiser=books.keys.organiser is not None,
        zone=event.zone,
    )
