"""The backend of the page of lists and files: guest lists in, attendance file out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.admin.requests import CategoryRule, ExportOptions, IssueRequest
from kiosk.guestlist.import_report import Report

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.fallback_list import FallbackState
    from kiosk.admin.list_overview import UsedList
    from kiosk.admin.thank_you import ThankYou
    from kiosk.admin.ticket_issue import TicketOutput
    from kiosk.admin.ticket_try import TriedTicket
    from kiosk.guestlist.import_report import ImportOptions
    from kiosk.guestlist.import_watch import ImportRun
    from kiosk.reports.fallback_rows import FallbackList
    from kiosk.ui.input.preview import Preview


class FilesBackend(Protocol):
    """Reads and writes files over its own connections, so that scans go on meanwhile.

    Each call may take seconds and runs on a worker's thread. A call that fails raises KioskError.
    """

    def lists(self) -> Sequence[UsedList]:
        """Return the lists in use, by source."""

    def restore_previous(self, source: str) -> None:
        """Restore the previous version of a source's list, as a new version."""

    def first_values(self, path: Path, options: ImportOptions) -> Mapping[str, str]:
        """Return the columns of a list by name, each with its first value."""

    def import_list(
        self, path: Path, options: ImportOptions, run: ImportRun | None = None
    ) -> Report:
        """Import a list; with `dry_run`, only report the changes.

        `run` reports how many rows were read, and can be cancelled.
        """

    def set_categories(self, rules: Mapping[str, CategoryRule]) -> None:
        """Set the group and the hand-out of categories."""

    def guests_without_code(self) -> int:
        """Return how many guests of the lists give entry and have no code."""

    def issue(self, request: IssueRequest, output: TicketOutput) -> int:
        """Make tickets, and write their files; return how many."""

    def try_ticket(self, read: Sequence[str], *, typed: bool) -> TriedTicket | None:
        """Return the ticket of a code or, if typed, of a number; None if no list has it."""

    def fallback_state(self) -> FallbackState:
        """Return the state of the lists on paper, and the time of the last print."""

    def fallback_list(self, *, additions: bool) -> FallbackList:
        """Return the guests for the list on paper, or only the changes since it was printed."""

    def write_fallback(self, path: Path, content: bytes, shown: FallbackList) -> None:
        """Write the PDF of a list for this user only, and record that it was printed."""

    def record_fallback(self, shown: FallbackList) -> None:
        """Record that a list was printed without a file."""

    def first_lines(self, options: ExportOptions) -> Sequence[Sequence[str]]:
        """Return the names of the columns and the first rows of an attendance file, as texts."""

    def export_thanks(self, path: Path, progress: Callable[[int, int], None]) -> ThankYou:
        """Write the addresses for a mail of thanks, in two files."""

    def export(
        self,
        path: Path,
        options: ExportOptions,
        progress: Callable[[int, int], None],
        packing: Callable[[float], None] = lambda _: None,
    ) -> int:
        """Write the attendance file; return how many lines it has.

        `progress` gets the number of rows read, and of all rows; then `packing` gets the part of a
        workbook that is packed (0 to 1). An exception in either stops the work.
        """


class TicketReaders(Protocol):
    """The camera and the hand scanner, which can be lent: then nothing is counted."""

    def picture(self) -> Preview | None:
        """Return a picture of the camera, live while it is lent; None without a camera."""

    def lend(self, reader: Callable[[Sequence[str]], bool]) -> None:
        """Pass each code, in its possible readings, to `reader`; it is scanned if that is False."""

    def end_loan(self) -> None:
        """Scan tickets again."""
