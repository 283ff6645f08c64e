"""The choice of the source of a file: a newer version of a known list, or a new list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named

_MOST = 12


class SourcePicker(QWidget):
    """The sources of all lists, with how many of the file's guests each has.

    Signals:
        chosen: the name (str) of the chosen source.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = named("fieldName", QLabel(self))
        self._picker = ComboBox(theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(self._picker, 1)
        self._picker.activated.connect(lambda: self.chosen.emit(str(self._picker.currentData())))
        self.hide()

    def show_sources(self, report: Report | None, words: Texts) -> None:
        """Show the current source, and the possible ones."""
        label = QCoreApplication.translate("Files", "Whose list is this?")
        self._label.setText(label)
        self._picker.setAccessibleName(label)
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
