"""The choice of the column for each field of a ticket; recognised columns are preset."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk.guestlist.columns.list_columns import FIELDS, NO_COLUMN
from kiosk.guestlist.import_report import field_name
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import column_text, safe_heading
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import spaced

_COLUMNS = 2


class ColumnChoice(QWidget):
    """A combo box for each field of a ticket.

    Signals:
        changed: a person chose another column; carries the mapping of fields.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first_values: Mapping[str, str] = {}
        self._recognised: Mapping[str, str] = {}
        self._labels = {field: named("fieldName", QLabel(self)) for field in FIELDS}
        self._pickers = {field: ComboBox(theme, self) for field in FIELDS}
        grid = spaced(QGridLayout(self), margins=0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, field in enumerate(FIELDS):
            row, column = number // _COLUMNS * 2, number % _COLUMNS
            grid.addWidget(self._labels[field], row, column)
            grid.addWidget(self._pickers[field], row + 1, column)
            grid.setColumnStretch(column, 1)
            self._pickers[field].activated.connect(self._choose)

    @property
    def first_field(self) -> QWidget | None:
        """The first combo box, while the choice is visible."""
        return self._pickers[FIELDS[0]] if self.isVisible() else None

    def use_words(self, words: Texts) -> None:
        """Show all labels in these texts."""
        for field in FIELDS:
            self._labels[field].setText(field_name(field, words))
            self._pickers[field].setAccessibleName(field_name(field, words))
        self.show_columns(self._first_values, self._recognised, words)

    def show_columns(
        self, first_values: Mapping[str, str], recognised: Mapping[str, str], words: Texts
    ) -> None:
        """Show the column of each field; `first_values` has one of each column."""
        self._first_values, self._recognised = first_values, recognised
        for field, picker in self._pickers.items():
            chosen = recognised.get(field, NO_COLUMN)
            offer_columns(picker, first_values, chosen, safe_heading(chosen), words)

    def _choose(self) -> None:
        chosen = {field: str(picker.currentData()) for field, picker in self._pickers.items()}
        self.changed.emit(
            {
                field: heading
                for field, heading in chosen.items()
                if heading != self._recognised.get(field, NO_COLUMN)
            }
        )


def offer_columns(
    picker: ComboBox, first_values: Mapping[str, str], chosen: str, chosen_text: str, words: Texts
) -> None:
    """Offer no column, and each column with its first value.

    `chosen_text` is shown if several columns together are chosen.
    """
    picker.clear()
    picker.addItem(QCoreApplication.translate("Files", "None"), NO_COLUMN)
    for heading, value in first_values.items():
        picker.addItem(column_text(heading, value, words), heading)
    if chosen not in (NO_COLUMN, *first_values):
        picker.addItem(chosen_text, chosen)
    picker.setCurrentIndex(picker.findData(chosen))
