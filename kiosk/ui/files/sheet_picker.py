"""The choice of the sheet of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named


class SheetPicker(QWidget):
    """Lists the sheets of a workbook; hidden if there is only one.

    Signals:
        chosen: the name (str) of the chosen sheet.
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
        self._picker.textActivated.connect(self.chosen)
        self.hide()

    def use_language(self) -> None:
        """Show the label in the current language."""
        name = QCoreApplication.translate("Files", "Sheet")
        self._label.setText(name)
        self._picker.setAccessibleName(name)

    def show_sheets(self, sheets: Sequence[str], sheet: str | None) -> None:
        """Show the sheets, and the one that is read."""
        self._picker.clear()
        self._picker.addItems(list(sheets))
        self._picker.setCurrentText(sheet or "")
        self.setVisible(len(sheets) > 1)
