"""The backend of this station's dialogs: gate, health, shift, and setting up laptops."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.admin.event_overview import change_event, event_overview
from kiosk.admin.laptop_names import name_this_copy, names_in_use
from kiosk.admin.requests import EnrolmentRequest, EventOverview
from kiosk.admin.tried_lists import TriedLists
from kiosk.atomic_file import write_atomic
from kiosk.backend.health import station_health
from kiosk.backend.open_station import OpenStation, context_of
from kiosk.checkin.desk import Desk
from kiosk.checkin.gate import Gate
from kiosk.checkin.rehearsed_events import RehearsedEvents
from kiosk.checkin.shifts import Shifts, ShiftSummary
from kiosk.checkin.station_context import StationContext
from kiosk.reports.laptop_health import StationHealth


class LocalStation:
    """Reads and changes this station, on the thread that owns the store."""

    def __init__(self, station: OpenStation) -> None:
        self._station = station

    def context(self) -> StationContext | None:
        """Return the event and this station's gate; None before there is an event.

        Raises EventLost if the event cannot be opened any more.
        """
        station = self._station
        station.open_if_there()
        if not station.is_open:
            return None
        context = context_of(station.store)
        return context if context.gate == station.gate else station.move()

    def move_to(self, gate: Gate) -> StationContext:
        """Work at another gate from now on."""
        Desk(self._station.store).move_to(gate)
        return self._station.move()

    def health(self) -> StationHealth:
        """Return the health of this station."""
        return station_health(self._station.store, self._station.session.folder)

    def operators(self) -> Sequence[str]:
        """Return the names of all operators of the event, once each."""
        return sorted({one.name for one in self._station.store.operators.known() if one.name})

    def take_over(self, name: str) -> ShiftSummary | None:
        """Start the shift of an operator; return the summary of the previous shift."""
        return Shifts(self._station.store).take_over(name)

    def open_doors(self, opened: bool) -> None:
        """Let guests in before their time at this station, or stop doing so."""
        Desk(self._station.store).open_doors(opened)

    def unnamed_copy(self) -> str:
        """Return this laptop's name if its folder is an unnamed copy, else an empty text."""
        store = self._station.store
        return store.certificate.name if store.stations.is_unnamed_copy() else ""

    def name_copy(self, name: str) -> None:
        """Name this laptop, whose folder is a copy."""
        station = self._station
        name_this_copy(station.store, station.session.machine(station.event), name)

    def event_overview(self) -> EventOverview:
        """Return the settings of the event, its categories, and the steps that are done."""
        store, folder = self._station.store, self._station.session.folder
        tried = TriedLists(folder, store.keys.event)
        rehearsed = store.keys.event in RehearsedEvents(folder)
        return event_overview(store, sorted(tried.untried()), rehearsed=rehearsed)

    def change_event(self, changes: Mapping[str, str]) -> None:
        """Change settings of the event, all or none."""
        change_event(self._station.store, changes)

    def may_enrol(self) -> bool:
        """Return whether this laptop has the organiser's key, which sets up other laptops."""
        return self._station.store.keys.organiser is not None

    def laptop_names(self) -> Sequence[str]:
        """Return the names of all known laptops, and the names that are planned for others."""
        return names_in_use(self._station.store)

    def write_file(self, path: Path, content: bytes) -> None:
        """Write a file in place of an older one, and read it back."""
        write_atomic(path, content)

    def write_event_file(self, path: Path, request: EnrolmentRequest) -> None:
        """Write an event file and read it back, over its own connection."""
        from kiosk.admin.enrolment import write_enrolment_file  # noqa: PLC0415 - rarely used

        session = self._station.session
        with session.open_store(self._station.event) as store:
            write_enrolment_file(store, path, request, session.clock.wall())
