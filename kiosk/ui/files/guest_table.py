"""The first guests of a file as they will be read, under their columns' heads."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.guestlist.columns.list_columns import NO_COLUMN
from kiosk.guestlist.import_report import Report, field_name
from kiosk.texts import Texts
from kiosk.ui.files.column_choice import offer_columns
from kiosk.ui.files.import_texts import guest_cells, safe_heading
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import ShortLabel, named
from kiosk.ui.widgets.section import Section, WrappedLabel

FIELDS = ("name", "organisation", "category", "places", "status", "code")
_GUESTS = 5
_NARROWEST = 96  # pixels, with the arrow
_PARTS = ("first_name", "infix", "last_name")
_TOGETHER = " + "


class HeadPicker(ComboBox):
    """A narrow picker: it shows the name of a column, and in its list also the first value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("headPicker")
        self.setMinimumContentsLength(0)
        self.setMinimumWidth(_NARROWEST)

    @property
    def short_text(self) -> str:
        """The name of the column."""
        heading = str(self.currentData())
        one = heading != NO_COLUMN and _TOGETHER not in heading
        return safe_heading(heading) if one else self.currentText()


class GuestTable(Section):
    """Five guests below each other; each head is a picker of the file's columns.

    Signals:
        changed: a person chose another column: the mapping of field to heading, or to no column.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, "lines")
        self._heads = {field: WrappedLabel("fieldName", self) for field in FIELDS}
        self._pickers = {field: HeadPicker(theme, self) for field in FIELDS}
        self._cells = [
            {field: named("exampleLine", ShortLabel(self)) for field in FIELDS}
            for _ in range(_GUESTS)
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for column, field in enumerate(FIELDS):
            grid.addWidget(self._heads[field], 0, column)
            grid.addWidget(self._pickers[field], 1, column)
            grid.setColumnStretch(column, 3 if field == "name" else 2)
            for row, cells in enumerate(self._cells, start=2):
                grid.addWidget(cells[field], row, column)
            self._pickers[field].activated.connect(lambda _index, field=field: self._choose(field))
        self.column.addLayout(grid)
        self.hide()

    def show_guests(self, report: Report | None, words: Texts) -> None:
        """Show the first guests of a file."""
        self.setVisible(report is not None)
        if report is None:
            return
        self.set_heading(QCoreApplication.translate("Files", "How the first guests are read"))
        columns = {one: report.first_values.get(one, "") for one in report.headings if one}
        for field in FIELDS:
            self._heads[field].show_text(field_name(field, words))
            self._pickers[field].setAccessibleName(field_name(field, words))
            chosen = _column_of(field, report)
            together = " + ".join(map(safe_heading, chosen.split(_TOGETHER)))
            offer_columns(self._pickers[field], columns, chosen, together, words)
        guests = report.preview.guests
        for number, cells in enumerate(self._cells):
            shown = guest_cells(guests[number], words) if number < len(guests) else {}
            for field, label in cells.items():
                label.setText(shown.get(field, ""))
                label.setToolTip(shown.get(field, ""))
                label.setVisible(number < len(guests))

    def _choose(self, field: str) -> None:
        heading = str(self._pickers[field].currentData())
        if _TOGETHER not in heading:
            self.changed.emit({field: heading})


def _column_of(field: str, report: Report) -> str:
    """Return the column that a field is read from; of a name in parts, the parts."""
    parts = [report.mapping[part] for part in _PARTS if part in report.mapping]
    if field == "name" and parts:
        return _TOGETHER.join([*filter(None, [report.mapping.get("name")]), *parts])
    return report.mapping.get(field, NO_COLUMN)
