"""Asks for the paths of the page's files; their names begin with the event's date."""

from PySide6.QtWidgets import QWidget

from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.texts import Texts
from kiosk.ui.files.file_dialogs import (
    EXPORT_SUFFIX,
    ask_for_new_folder,
    ask_where_to_save_rows,
    ask_where_to_write,
)
from kiosk.ui.widgets.file_choice import Chosen

_NAMES = {
    ExportKind.TICKETS: "files.name_tickets",
    ExportKind.RESEARCH: "files.name_research",
    ExportKind.THANKS: "files.name_thanks",
    ExportKind.SUMS: "files.name_sums",
    ExportKind.SCANS: "files.name_scans",
}


class FilePlaces:
    """Opens the dialogs over a page."""

    def __init__(self, page: QWidget, event: Event, words: Texts) -> None:
        self._page = page
        self._event = event
        self.words = words

    def ask_for_export(self, export: ExportOptions, chosen: Chosen) -> None:
        """Ask for the attendance file."""
        area = "" if export.area == FESTIVAL else f" {export.area}"
        name = self._dated(f"{self.words.say(_NAMES[export.kind])}{area}{EXPORT_SUFFIX}")
        ask_where_to_write(self._page, name, chosen)

    def ask_for_rejects(self, chosen: Chosen) -> None:
        """Ask for the file of rows with errors."""
        name = f"{self.words.say('files.rejects_name')}.csv"
        ask_where_to_save_rows(self._page, name, chosen)

    def ask_for_tickets(self, chosen: Chosen) -> None:
        """Ask for the place of a new folder."""
        name = self._dated(self.words.say("files.issue.folder"))
        ask_for_new_folder(self._page, name, chosen)

    def _dated(self, name: str) -> str:
        return f"{self._event.date.isoformat()} {name}"
