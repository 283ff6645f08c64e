"""The choice of the source of a file: a newer version of a known list, or a new list."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.files.pickers.labelled_picker import LabelledPicker
from kiosk.ui.style.theme import Theme

_MOST = 12


class SourcePicker(LabelledPicker):
    """The sources of all lists by name, with how many of the file's guests each has."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._picker.setObjectName("sourcePicker")

    def show_sources(self, report: Report | None, words: Texts) -> None:
        """Show the current source, and the possible ones."""
        self.set_label(QCoreApplication.translate("Files", "Whose list is this?"))
        self._picker.clear()
        self.setVisible(report is not None)
        if report is None:
            return
        preview = report.preview
        key = "files.source.new" if preview.is_new else "files.source.next"
        self._picker.addItem(words.say(key, source=report.source), report.source)
        for source, rows in preview.others[:_MOST]:
            counts = {"source": source, "count": rows, "rows": preview.rows}
            shared = words.say("files.source.shared", **counts)
            text = shared if rows else words.say("files.source.next", source=source)
            self._picker.addItem(text, source)
