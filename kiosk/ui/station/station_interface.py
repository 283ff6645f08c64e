"""The backend of this station: its gate, its health, the shift, setting up other laptops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.admin.requests import EnrolmentRequest, EventOverview
from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import StationContext
from kiosk.reports.laptop_health import StationHealth

if TYPE_CHECKING:  # it imports SQLite: imported after the camera's first picture
    from kiosk.checkin.shifts import ShiftSummary


class StationBackend(Protocol):
    """Reads and changes this station; files are written on a worker's thread."""

    def context(self) -> StationContext | None:
        """Return the current event and this station's gate; None before there is an event.

        Raises EventLost if the event cannot be opened any more.
        """

    def move_to(self, gate: Gate) -> StationContext:
        """Work at another gate, also after a restart; UnusableInput if there is no such gate."""

    def health(self) -> StationHealth:
        """Return the health of this station."""

    def operators(self) -> Sequence[str]:
        """Return the names of all who worked at a station."""

    def take_over(self, name: str) -> ShiftSummary | None:
        """Start the shift of a person; an empty name only ends the current shift.

        Returns the summary of the shift that ended, None if there was none.
        """

    def open_doors(self, opened: bool) -> None:
        """Let guests in before their time at this station, or no longer."""

    def unnamed_copy(self) -> str:
        """Return the name of this laptop if its folder is a copy without its own name, else ''."""

    def name_copy(self, name: str) -> None:
        """Give this laptop, whose folder is a copy, its own name."""

    def event_overview(self) -> EventOverview:
        """Return the settings of the event, and the steps that are done."""

    def change_event(self, changes: Mapping[str, str]) -> None:
        """Change settings, all or none; UnusableInput names the one that is not valid."""

    def may_enrol(self) -> bool:
        """Return whether the organiser's key is here, so that it can set up other laptops."""

    def laptop_names(self) -> Sequence[str]:
        """Return the names of all laptops that are known."""

    def write_file(self, path: Path, content: bytes) -> None:
        """Write a file, such as a PDF; WorldFailed if that fails."""

    def write_event_file(self, path: Path, request: EnrolmentRequest) -> None:
        """Write an event file and read it back; raises a KioskError if that fails."""
