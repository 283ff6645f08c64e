"""Lists in and files out as the window's page asks it, over connections of their own."""

from pathlib import Path

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.list_import import import_list
from kiosk.admin.requests import ExportOptions
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.runtime.data_folder import Session


class StationFiles:
    """Opens the station's folder anew for each file, on the thread that asks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def headings(self, path: Path) -> tuple[str, ...]:
        """Return the names of a list's columns."""
        return open_rows(path).headings

    def take(self, path: Path, wishes: ImportOptions) -> Report:
        """Take a list in, or with `dry_run` only tell what that would change."""
        return import_list(self._session, path, wishes)

    def export(self, path: Path, export: ExportOptions) -> int:
        """Write the attendance file; return how many lines it has."""
        return write_attendance(self._session, path, export)
