"""Lists in and files out as the window's page asks it, over connections of their own."""

from pathlib import Path

from kiosk.cli.attendance import write_attendance
from kiosk.cli.listing import import_list
from kiosk.cli.station import Session
from kiosk.reports.attendance import PER_TICKET
from kiosk.tickets.columns import is_heading
from kiosk.tickets.importing import Wishes
from kiosk.tickets.report import Report
from kiosk.tickets.table import open_table
from kiosk.ui.files_work import Export


class StationFiles:
    """Opens the station's folder anew for each file, on the thread that asks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def headings(self, path: Path) -> tuple[str, ...]:
        """Return the names of a list's columns."""
        return open_table(path, is_heading).headings

    def take(self, path: Path, wishes: Wishes) -> Report:
        """Take a list in, or with `dry_run` only tell what that would change."""
        return import_list(self._session, path, wishes)

    def export(self, path: Path, export: Export) -> int:
        """Write the attendance file; return how many lines it has."""
        return write_attendance(
            self._session,
            path,
            area=export.area,
            fields=",".join(PER_TICKET) if export.email else None,
            since=None,
            names=export.names,
            separator=export.separator,
            per_scan=export.per_scan,
        )
