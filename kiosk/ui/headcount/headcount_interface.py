"""The backend of the headcount page and the page of double entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.double_entries import Cause
from kiosk.runtime.per_thread import Closable
from kiosk.texts import Texts

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.day_report.day_report import DayReport
    from kiosk.reports.double_report import DoubleEntry
    from kiosk.reports.headcount_report import HeadcountReport


class HeadcountBackend(Closable, Protocol):
    """Counts over a connection for each thread; methods that write are for the store's thread."""

    def poll_headcount(self) -> HeadcountReport | None:
        """Count again; None as long as the data did not change and the figure is recent."""

    def organisations(self) -> Mapping[str, int]:
        """Return the people who came, by organisation ("" without one); slower than a headcount."""

    def poll_doubles(self) -> Sequence[DoubleEntry] | None:
        """Return the double entries; None if the data did not change since the last call."""

    def day_report(self) -> DayReport:
        """Return the report of the day, as far as it is known here."""

    def write_report(
        self, path: Path, words: Texts, draw: Callable[[DayReport, Texts, str], bytes]
    ) -> DayReport:
        """Write the report of the day in the language of `words`; `draw` makes a PDF or PNG."""

    def decide(self, entry: str, cause: Cause) -> None:
        """Record why an entry let people in beyond the places; UnusableInput if it may not."""

    def order_doors(self, setting: str, on: bool) -> None:
        """Stop letting in at all doors (HOLD), or let guests in early (ALL_DOORS_OPEN), or not.

        Raises UnusableInput if this laptop may not.
        """
