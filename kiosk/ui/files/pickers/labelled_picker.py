"""A choice from a list, with its label above it, so that a long name fits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill


class LabelledPicker(QWidget):
    """A label and its choice; hidden at first.

    Signals:
        chosen: the data (str) of the item that a person chose.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = named("fieldName", QLabel(self))
        self._picker = ComboBox(theme, self)
        self._column = fill(QVBoxLayout(self), self._label, self._picker, margins=0, spacing=2)
        self._picker.activated.connect(lambda: self.chosen.emit(str(self._picker.currentData())))
        self.hide()

    def add_below(self, field: QWidget) -> None:
        """Add a field below the choice."""
        self._column.addWidget(field)

    def set_label(self, label: str) -> None:
        """Show the label, and read it out with the choice."""
        self._label.setText(label)
        self._picker.setAccessibleName(label)
