"""The backend of the page for guest lists and attendance files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.admin.attendance_export import Packing, Progress, first_rows, write_attendance
from kiosk.admin.fallback_list import (
    FallbackState,
    fallback_list,
    fallback_state,
    record_fallback,
    write_fallback,
)
from kiosk.admin.list_import import import_list, set_category_rules
from kiosk.admin.list_overview import UsedList, restore_previous_version, used_lists
from kiosk.admin.requests import CategoryRule, ExportKind, ExportOptions, IssueRequest
from kiosk.admin.thank_you import ThankYou, first_thanks, write_thank_you
from kiosk.admin.ticket_issue import TicketOutput, issue_new, issue_to_guests
from kiosk.admin.ticket_try import TriedTicket, try_ticket
from kiosk.admin.tried_lists import TriedLists
from kiosk.backend.import_process import import_apart, is_large
from kiosk.guestlist.columns.column_samples import Samples, sampled_rows
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.import_watch import ImportRun
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.reports.fallback_rows import FallbackList
from kiosk.reports.file_formats import Cell
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.lists.new_codes import listed_without_code
from kiosk.store.station_store import StationStore

_PREVIEW_ROWS = 2


class LocalFiles:
    """Opens the store for each file, on the calling thread."""

    def __init__(self, session: DataFolder) -> None:
        self._session = session

    def lists(self) -> list[UsedList]:
        """Return the lists in use, by source."""
        with self._session.open_store() as store:
            return list(used_lists(store, self._tried(store).untried()))

    def restore_previous(self, source: str) -> None:
        """Restore the previous version of a source's list, as a new version."""
        with self._session.open_store() as store:
            restore_previous_version(store, source)

    def first_values(self, path: Path, options: ImportOptions) -> dict[str, str]:
        """Return the columns of a list by name, each with its first value."""
        table = open_rows(path, sheet=options.sheet, encoding=options.encoding)
        return Samples(table.headings, sampled_rows(table)).first_values()

    def import_list(
        self, path: Path, options: ImportOptions, run: ImportRun | None = None
    ) -> Report:
        """Import a list; with `dry_run` only report the changes.

        A long one is imported in another process, which ends at once if the run is cancelled.
        """
        run = run or ImportRun()
        if is_large(path):
            return import_apart(self._session, path, options, run)
        return import_list(self._session, path, options, run)

    def set_categories(self, rules: Mapping[str, CategoryRule]) -> None:
        """Set the group and the hand-out of categories."""
        with self._session.open_store() as store:
            set_category_rules(store, rules)

    def guests_without_code(self) -> int:
        """Return how many guests of the lists give entry and have no code."""
        with self._session.open_store() as store:
            return sum(1 for _ in listed_without_code(store.database, store.keys.event, None))

    def issue(self, request: IssueRequest, output: TicketOutput) -> int:
        """Make new tickets, or those of guests without a code; return how many."""
        issue_tickets = issue_new if request.count else issue_to_guests
        return issue_tickets(self._session, request, output)

    def try_ticket(self, read: Sequence[str], *, typed: bool) -> TriedTicket | None:
        """Return the ticket of a code or, if typed, of a number; its list was tried then."""
        with self._session.open_store() as store:
            ticket = try_ticket(store, read, typed=typed)
            if ticket is not None:
                self._tried(store).mark_tried(ticket.source)
            return ticket

    def mark_tried(self, source: str) -> None:
        """Note that a real ticket of a list was found."""
        with self._session.open_store() as store:
            self._tried(store).mark_tried(source)

    def fallback_state(self) -> FallbackState:
        """Return the state of the lists on paper, and the time of the last print."""
        with self._session.open_store() as store:
            return fallback_state(store)

    def fallback_list(self, *, additions: bool) -> FallbackList:
        """Return the guests for the list on paper, or the changes since it was printed."""
        with self._session.open_store() as store:
            return fallback_list(store, self._session.clock.wall(), additions=additions)

    def write_fallback(self, path: Path, content: bytes, shown: FallbackList) -> None:
        """Write the PDF of a list, and record that it was printed."""
        with self._session.open_store() as store:
            write_fallback(store, path, content, shown)

    def record_fallback(self, shown: FallbackList) -> None:
        """Record that a list was printed."""
        with self._session.open_store() as store:
            record_fallback(store, shown)

    def first_lines(self, options: ExportOptions) -> list[list[str]]:
        """Return the column names and the first rows of an attendance file, as texts."""
        if options.kind is ExportKind.THANKS:
            rows = first_thanks(self._session, most=_PREVIEW_ROWS)
        else:
            rows = first_rows(self._session, options, most=_PREVIEW_ROWS)
        return [list(map(_cell_text, row)) for row in rows]

    def export_thanks(self, path: Path, progress: Progress) -> ThankYou:
        """Write the addresses for a mail of thanks, in two files."""
        return write_thank_you(self._session, path, progress)

    def export(
        self,
        path: Path,
        options: ExportOptions,
        progress: Progress,
        packing: Packing = lambda _: None,
    ) -> int:
        """Write the attendance file; return its number of lines."""
        return write_attendance(self._session, path, options, progress, packing)

    def _tried(self, store: StationStore) -> TriedLists:
        return TriedLists(self._session.folder, store.keys.event)


def _cell_text(cell: Cell) -> str:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)
