"""What the page of the laptops asks: how they are doing, and an exchange with a stick or folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.ui.shell.station_client import Closing

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.laptops import Laptops


class LaptopsFinder(Closing, Protocol):
    """Looks at the laptops over a connection of its own; runs on the runner's thread."""

    def look(self) -> Laptops | None:
        """Return how they are doing; None as long as nothing was written since the last look."""
        ...

    def listen(self) -> Laptops | None:
        """Return the same, but not whom each let in: that may take long."""
        ...


class Exchanges(Closing, Protocol):
    """Exchanges over a connection of its own, so that scans go on; runs on the runner's thread.

    What cannot be done is a KioskError; nothing is lost by it.
    """

    def exchange(self, folder: Path, stick: Path | None = None) -> ExchangeSummary:
        """Read what others left in a folder, leave there all that is known here, read that back.

        A folder on a `stick` (its root) has to stay there until the end.
        """
        ...

    def hand_in(self, folder: Path, stick: Path | None = None) -> bool:
        """Close this laptop's day, leave all that is known here in a folder, read that back.

        Returns whether that is another disk than this laptop's own.
        """
        ...

    def everybody_out(self, at: int) -> int:
        """Set everybody outside who was inside at a time (ms UTC); return how many people."""
        ...

    def due(self, folder: Path) -> bool:
        """Return whether a folder lacks anything that was written since its last exchange."""
        ...

    def laptops(self) -> Laptops:
        """Return how the laptops are doing by all that was read."""
        ...

    def remembered(self) -> Sequence[Path]:
        """Return the folders that were exchanged with before, newest first."""
        ...
