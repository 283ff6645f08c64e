"""Fields with their labels to the left, in one or two columns, and rows of fields."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import spaced

_BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALL = 3  # columns right of the label of a field over the whole width


class FieldGrid(QGridLayout):
    """A form; the label is the accessible name of its field."""

    def __init__(self, label: str = "fieldName", spacing: tuple[int, int] = (14, 8)) -> None:
        """`label` is the object name of the labels, `spacing` horizontal and vertical."""
        super().__init__()
        self.setHorizontalSpacing(spacing[0])
        self.setVerticalSpacing(spacing[1])
        self.setColumnStretch(1, 3)
        self._label = label
        self._fields: list[tuple[QLabel, QWidget]] = []

    def add_row(self, *fields: QWidget) -> None:
        """Add one field over the whole width, or two side by side."""
        row = self.rowCount()
        for place, field in enumerate(fields):
            label = named(self._label, QLabel())
            label.setBuddy(field)
            self._fields.append((label, field))
            self.addWidget(label, row, place * 2, _BESIDE)
            self.addWidget(field, row, place * 2 + 1, 1, 1 if len(fields) > 1 else _ALL)
        if len(fields) > 1:
            self.setColumnStretch(3, 2)

    def add_below(self, widget: QWidget) -> None:
        """Add a widget without a label below the last fields."""
        self.addWidget(widget, self.rowCount(), 1, 1, _ALL)

    def show_row_if(self, needed: bool, field: QWidget) -> None:
        """Show or hide a field with its label."""
        for label, each in self._fields:
            if each is field:
                label.setVisible(needed)
                field.setVisible(needed)

    def set_labels(self, *names: str) -> None:
        """Set the labels, in the order in which the fields were added."""
        for (label, field), name in zip(self._fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)


class FieldRows(QWidget):
    """Rows of fields under each other, which are replaced together."""

    def __init__(self, shares: Sequence[int], parent: QWidget | None = None) -> None:
        """`shares` are those of the columns in the width."""
        super().__init__(parent)
        self.setObjectName("actions")
        self.grid = spaced(QGridLayout(self), margins=0)
        for column, share in enumerate(shares):
            self.grid.setColumnStretch(column, share)

    def add_row(self, *fields: QWidget) -> None:
        """Add a row of fields, one in each column."""
        row = self.grid.rowCount()
        for column, field in enumerate(fields):
            self.grid.addWidget(field, row, column)
            field.show()

    def clear(self) -> None:
        """Remove all rows."""
        while (item := self.grid.takeAt(0)) is not None:
            if (field := item.widget()) is not None:
                field.hide()
                field.deleteLater()
