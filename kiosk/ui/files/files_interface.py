"""What the page of lists and files asks: guest lists in, the attendance file out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.admin.requests import ExportOptions
from kiosk.guestlist.import_report import Report

if TYPE_CHECKING:  # SQLite comes with it
    from kiosk.guestlist.import_report import ImportOptions


class Files(Protocol):
    """Reads and writes files over connections of its own, so that scans go on meanwhile.

    All of it may take seconds and runs on the runner's thread. What cannot be done is a KioskError.
    """

    def headings(self, path: Path) -> tuple[str, ...]:
        """Return the names of a list's columns."""
        ...

    def take(self, path: Path, wishes: ImportOptions) -> Report:
        """Take a list in, or with `dry_run` only tell what that would change."""
        ...

    def export(self, path: Path, export: ExportOptions) -> int:
        """Write the attendance file; return how many lines it has."""
        ...
