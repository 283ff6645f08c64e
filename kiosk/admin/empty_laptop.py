"""Leeg deze laptop: a borrowed laptop given back empty, once all that it knows stands elsewhere."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.event_settings import SETTINGS
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DATABASE, DataFolder
from kiosk.store.journal.annexes import Annexes
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import Database, immediate
from kiosk.store.sqlite.wipe_folder import begin_wipe, remaining_files, resume_wipe
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import Events


@dataclass(frozen=True, slots=True)
class EventOnLaptop:
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
    events: tuple[EventOnLaptop, ...]
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


def standing(session: DataFolder) -> tuple[EventOnLaptop, ...]:
    """Return the events on this laptop and what of them stands nowhere else."""
    if not (session.folder / DATABASE).exists():
        return ()
    with session.database() as database:
        return _standing(session, database)


def wipe_folder(session: DataFolder) -> Receipt:
    """Remove all that is ours; whoever calls it owns the folder and has closed its file.

    UnusableInput, and nothing is changed, where something stands nowhere else. Once it has begun
    there is no way back: if it is stopped, whoever opens the folder next goes on.
    """
    with session.database() as database, immediate(database):
        stands = _standing(session, database)
        if any(one.missing for one in stands):
            raise UnusableInput("error.not_handed_in")
        begin_wipe(session.folder)
    removed = resume_wipe(session.folder)
    left = tuple(name for name in remaining_files(session.folder) if not name.endswith(".lock"))
    zone = stands[0].zone if stands else ZoneInfo(str(SETTINGS["timezone"].default))
    at = iso(session.clock.wall(), zone, precision="seconds")
    return Receipt(at, stands, removed, left)


def _standing(session: DataFolder, database: Database) -> tuple[EventOnLaptop, ...]:
    known = Events(database, Annexes(database)).known()
    return tuple(_stands(session.open(database, event)) for event in known)


def _stands(store: StationStore) -> EventOnLaptop:
    event, given = store.event(), Replicas(store.database, store.keys.event)
    stations = store.stations.known()
    return EventOnLaptop(
        event=event.name,
        date=event.date.isoformat(),
        station=store.certificate.name,
        entries=sum(one.entries for one in store.stations.statuses(store.journal.now())),
        missing=sum(given.count_only_here(one.id) for one in stations),
        organiser=store.keys.organiser is not None,
        zone=event.zone,
    )
