"""The backend of the laptops page: their states, exchanges, and closing the day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.checkin.station_context import StationContext
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.runtime.disks import Volumes
from kiosk.runtime.per_thread import Closable

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptops
    from kiosk.sync.carrier import Carrier


class LaptopsBackend(Closable, Volumes, Protocol):
    """Reads and exchanges over a connection for each thread that asks, so that scans go on.

    `replace` and `wipe_at_exit` are for the store's thread. An action that is not possible raises
    a KioskError, and nothing is lost.
    """

    def poll_laptops(self) -> Laptops | None:
        """Return the states of the laptops; None if the data did not change since the last call."""

    def poll_states(self) -> Laptops | None:
        """Return their status without the people that each let in, which are slow to count."""

    def laptops(self) -> Laptops:
        """Return the states of the laptops."""

    def exchange(self, carrier: Carrier) -> ExchangeSummary:
        """Read the files of others, write our own, and read that back."""

    def is_due(self, carrier: Carrier) -> bool:
        """Return whether anything was written since the last exchange with a carrier."""

    def hand_in(self, carrier: Carrier) -> bool:
        """Close the day of this laptop, write our file, and read that back.

        Returns whether the carrier is on another disk than this laptop's own.
        """

    def ask_to_hand_in(self, asked: bool) -> None:
        """Ask all connected laptops to hand in once they are idle, or no longer."""

    def check_everyone_out(self, at: int) -> int:
        """Check out everyone who was inside at a time (ms UTC); return how many people."""

    def known_folders(self) -> Sequence[Path]:
        """Return the folders that were exchanged with before, newest first."""

    def replace(self, laptop: str, *, whole: bool) -> StationContext:
        """Replace a laptop (its id) at its gate; empty ends a replacement.

        `whole`: all entries of that laptop are here. UnusableInput if there is no such laptop.
        """

    def wipe_at_exit(self) -> None:
        """Wipe this laptop when the window closes; UnusableInput if not all data was handed in."""
