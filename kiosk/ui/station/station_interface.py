"""What is asked about this station: its gate, its health, the shift, setting up other laptops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.admin.requests import EnrolmentRequest
from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import StationContext
from kiosk.reports.laptop_health import StationHealth

if TYPE_CHECKING:  # SQLite comes with it: imported after the camera's first picture
    from kiosk.checkin.shifts import ShiftSummary


class StationBackend(Protocol):
    """Reads and changes this station; `write_event_file` is for a worker's thread."""

    def context(self) -> StationContext | None:
        """Return the event as it is now and this station's gate; None before there is an event.

        EventLost where there was one and it cannot be opened any more.
        """
        ...

    def move_to(self, gate: Gate) -> StationContext:
        """Work at another gate, also after a restart; UnusableInput if there is no such."""
        ...

    def health(self) -> StationHealth:
        """Return how this station is doing."""
        ...

    def operators(self) -> Sequence[str]:
        """Return the names of all who worked at a station."""
        ...

    def take_over(self, name: str) -> ShiftSummary | None:
        """Begin the shift of a person, of no one where the name is empty.

        Returns the summary of the shift that ends by it, if one does.
        """
        ...

    def open_doors(self, opened: bool) -> None:
        """Let guests in before their time at this station, or no longer."""
        ...

    def unnamed_copy(self) -> str:
        """Return its name if it has another laptop's folder and no name of its own, else none."""
        ...

    def name_copy(self, name: str) -> None:
        """Give this laptop, with the folder of another, a name of its own."""
        ...

    def may_enrol(self) -> bool:
        """Return whether the organiser's key is here, which sets up other laptops."""
        ...

    def write_event_file(self, path: Path, request: EnrolmentRequest) -> None:
        """Write an event file and read it back; a KioskError says why it cannot be."""
        ...
