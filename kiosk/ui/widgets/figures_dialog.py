"""A dialog with a table of names and figures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill, scrolled, spaced

_WIDTH = 640
_ROW, _ROWS = 32, 10  # pixels; rows that always show
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FiguresDialog(Dialog):
    """Lists figures; Enter closes it."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], go_on: str) -> None:
        super().__init__(title, _WIDTH)
        rows = named("sheetRows", QWidget(self.frame))
        grid = spaced(QGridLayout(rows), margins=(0, 0, 8, 0))
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(1, 1)
        for row, (what, number) in enumerate(lines):
            grid.addWidget(QLabel(what, rows), row, 0)
            figure = QLabel(number, rows, wordWrap=True, alignment=_RIGHT)
            named("figure", figure, accessibleName=f"{what}: {number}")
            grid.addWidget(figure, row, 1)
        area = scrolled(rows, self.frame, minimum_height=min(_ROWS, len(lines)) * _ROW)
        if len(lines) <= _ROWS:
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else the arrow keys scroll it
        self._go_on = named("primary", QPushButton(go_on, self.frame, autoDefault=True))
        self._go_on.clicked.connect(self.dismiss)
        fill(self.column, area, self._go_on)

    def take_focus(self) -> None:
        """Put the focus on the button, so that Enter closes the dialog."""
        self._go_on.setFocus(Qt.FocusReason.TabFocusReason)
