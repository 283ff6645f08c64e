"""What the page of the laptops asks: how they are doing, exchanges, and the end of the day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.checkin.station_context import StationContext
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.runtime.disks import Volumes
from kiosk.runtime.per_thread import Closable

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.laptops import Laptops
    from kiosk.sync.carrier import Carrier


class LaptopsBackend(Closable, Volumes, Protocol):
    """Reads and exchanges over a connection for each thread that asks, so that scans go on.

    `replace` and `wipe_at_exit` are for the store's thread. What cannot be done is a KioskError;
    nothing is lost by it.
    """

    def poll_laptops(self) -> Laptops | None:
        """Return how they are doing; None as long as nothing was written since the last call."""
        ...

    def poll_states(self) -> Laptops | None:
        """Return the same without the people that each let in, which may take long to count."""
        ...

    def laptops(self) -> Laptops:
        """Return how the laptops are doing by all that was read."""
        ...

    def exchange(self, carrier: Carrier) -> ExchangeSummary:
        """Read what others left there, leave there all that is known here, read that back."""
        ...

    def is_due(self, carrier: Carrier) -> bool:
        """Return whether a carrier lacks anything that was written since its last exchange."""
        ...

    def hand_in(self, carrier: Carrier) -> bool:
        """Close this laptop's day, leave all that is known here, read that back.

        Returns whether that is another disk than this laptop's own.
        """
        ...

    def check_everyone_out(self, at: int) -> int:
        """Check out everyone who was inside at a time (ms UTC); return how many people."""
        ...

    def remembered(self) -> Sequence[Path]:
        """Return the folders that were exchanged with before, newest first."""
        ...

    def replace(self, laptop: str, *, whole: bool) -> StationContext:
        """Take over the work of a laptop (its id) at its gate; empty: of none.

        `whole` says that nothing of it is missing. UnusableInput if there is no such laptop.
        """
        ...

    def wipe_at_exit(self) -> None:
        """Have this laptop wiped once the window is closed; UnusableInput if not all is out."""
        ...
