"""Asks for this laptop's gate: guests in or out, then the entrance; both in large letters."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import gate_name
from kiosk.domain.event_settings import Area
from kiosk.domain.verdict import Direction
from kiosk.ui.style.theme import font
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import mark_chosen, named, with_properties
from kiosk.ui.widgets.section import fill, scrolled, spaced

_WIDTH = 760
_COLUMNS = 2
_ROW = 66  # pixels
_MOST_ROWS = 3
_AROUND = 100  # pixels of margins, bars and borders next to a name


class GateDialog(Dialog):
    """Lists every entrance of every area; the current gate is highlighted.

    Signals:
        chosen: the `Gate` of this laptop from now on.
    """

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        explanation: str,
        areas: Sequence[Area],
        now: Gate,
        *,
        exits: bool = True,
    ) -> None:
        """Without `exits` guests only come in, and there is no direction to choose."""
        super().__init__(title, _WIDTH)
        self._direction = now.direction
        self._now = now
        self.column.addWidget(named("mutedText", QLabel(explanation, self.frame, wordWrap=True)))
        self._ways = {way: self._way(way) for way in Direction}
        ways = spaced(QGridLayout(), spacing=8)
        for column, button in enumerate(self._ways.values()):
            ways.addWidget(button, 0, column)
            button.setVisible(exits)
        fill(self.column, ways, self._places(areas))
        self._set_direction(now.direction)

    def _way(self, way: Direction) -> QPushButton:
        words = {
            Direction.IN: QCoreApplication.translate("Place", "IN · guests come in"),
            Direction.OUT: QCoreApplication.translate("Place", "OUT · guests leave"),
        }
        button = named(f"way-{way}", QPushButton(words[way], self.frame, autoDefault=True))
        button.setCheckable(True)
        button.clicked.connect(partial(self._set_direction, way))
        return button

    def _places(self, areas: Sequence[Area]) -> QScrollArea:
        rows = named("sheetRows", QWidget(self.frame))
        grid = spaced(QGridLayout(rows), margins=(0, 0, 8, 0), spacing=8)
        there = [(area.name, entrance) for area in areas for entrance in area.entrances]
        columns = _COLUMNS if all(_is_short(gate_name(*one)) for one in there) else 1
        for number, place in enumerate(there):
            grid.addWidget(self._place(*place), number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        lines = min(_MOST_ROWS, -(-len(there) // columns))
        area = scrolled(rows, self.frame, minimum_height=lines * _ROW)
        return with_properties(area, focusPolicy=Qt.FocusPolicy.NoFocus)

    def _place(self, area: str, entrance: str) -> QPushButton:
        name = gate_name(area, entrance)
        room = _WIDTH - _AROUND
        shown = QFontMetrics(font(20, QFont.Weight.DemiBold)).elidedText(
            name, Qt.TextElideMode.ElideRight, room
        )
        button = QPushButton(shown.replace("&", "&&"), autoDefault=True)
        chosen = (area, entrance) == (self._now.area, self._now.entrance)
        with_properties(button, accessibleName=name, choice=True, chosen=chosen)
        button.clicked.connect(partial(self._choose, area, entrance))
        return button

    def _set_direction(self, way: Direction) -> None:
        self._direction = way
        for one, button in self._ways.items():
            mark_chosen(button, one is way)

    def _choose(self, area: str, entrance: str) -> None:
        self.dismiss()
        self.chosen.emit(Gate(area, entrance, self._direction))


def _is_short(name: str) -> bool:
    """Return whether two such names fit side by side."""
    return (
        QFontMetrics(font(20, QFont.Weight.DemiBold)).horizontalAdvance(name)
        <= _WIDTH / 2 - _AROUND
    )
