"""Wipes a borrowed laptop when all its data is stored somewhere else too."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.event_settings import SETTINGS
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DATABASE, DataFolder
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import Database, immediate
from kiosk.store.sqlite.wipe_folder import begin_wipe, resume_wipe
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import Events


@dataclass(frozen=True, slots=True)
class EventOnLaptop:
    """An event on this laptop, its entries, and how many of them are stored only here.

    `organiser`: the organiser's key is here.
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
    """The events and files of a wiped laptop, and the other files still in its folder."""

    at: str
    events: tuple[EventOnLaptop, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the receipt as JSON values; it contains no names of people."""
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


def events_here(session: DataFolder) -> tuple[EventOnLaptop, ...]:
    """Return the events on this laptop, and how much of each is stored only here."""
    if not (session.folder / DATABASE).exists():
        return ()
    with session.database() as database:
        return _events_in(session, database)


def wipe_folder(session: DataFolder) -> Receipt:
    """Remove all files of the program; the caller holds the lock and has closed the database.

    Raises UnusableInput, with nothing changed, if data is stored only here. A wipe that is
    interrupted continues when the folder is opened again.
    """
    with session.database() as database, immediate(database):
        events = _events_in(session, database)
        if any(one.missing for one in events):
            raise UnusableInput("error.not_handed_in")
        begin_wipe(session.folder)
    removed = resume_wipe(session.folder)
    names = sorted(path.name for path in session.folder.iterdir())  # not ours
    left = tuple(name for name in names if not name.endswith(".lock"))
    zone = events[0].zone if events else ZoneInfo(str(SETTINGS["timezone"].default))
    return Receipt(iso(session.clock.wall(), zone, precision="seconds"), events, removed, left)


def _events_in(session: DataFolder, database: Database) -> tuple[EventOnLaptop, ...]:
    known = Events(database).known()
    return tuple(_event_on_laptop(session.open(database, event)) for event in known)


def _event_on_laptop(store: StationStore) -> EventOnLaptop:
    event, replicas = store.event(), Replicas(store.database, store.keys.event)
    stations = store.stations.known()
    return EventOnLaptop(
        event=event.name,
        date=event.date.isoformat(),
        station=store.certificate.name,
        entries=sum(one.entries for one in store.stations.statuses(store.journal.now())),
        missing=sum(replicas.count_only_here(one.id) for one in stations),
        organiser=store.keys.organiser is not None,
        zone=event.zone,
    )
