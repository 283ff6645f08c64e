"""A bar of shares side by side, and its names with their numbers below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.style.theme import Theme, font

_TEXT_PX = 17
_BAR_PX = 22
_SWATCH_PX = 14
_GAP_PX = 8
_ROW_PX = 26
_SEAM_PX = 2
_COLUMNS = 2
_WEAKEST = 0.25  # of the accent in the last share's colour


@dataclass(frozen=True, slots=True)
class StackedPart:
    """A name, its number as text, and its size."""

    name: str
    number: str
    size: int


class StackedBar(QWidget):
    """Paints the parts of a whole; a screen reader reads names and numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: Sequence[StackedPart] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def parts(self) -> Sequence[StackedPart]:
        """The parts that are shown."""
        return self._parts

    def show_parts(self, parts: Sequence[StackedPart]) -> None:
        """Show these parts from left to right."""
        self._parts = parts
        self.setAccessibleName(", ".join(f"{one.name} {one.number}" for one in parts))
        self.setVisible(bool(parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of the bar and the names."""
        rows = -(-len(self._parts) // _COLUMNS)
        return QSize(260, self._bar_px() + rows * _ROW_PX)

    def minimumSizeHint(self) -> QSize:
        """Keep the height; long names are shortened."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar, and below it each part's colour, name and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for ink, box in self._shares():
            painter.fillRect(box, ink)
        for place, part in enumerate(self._parts):
            self._paint_name(painter, place, part)

    def _shares(self) -> Iterator[tuple[QColor, QRectF]]:
        whole = sum(part.size for part in self._parts)
        if not self._bar_px():
            return
        left = 0.0
        for place, part in enumerate(self._parts):
            wide = self.width() * part.size / whole
            yield self._ink(place), QRectF(left, 0, max(0.0, wide - _SEAM_PX), _BAR_PX)
            left += wide

    def _bar_px(self) -> int:
        """Return the height of the bar and its gap; a whole of at most one person has none."""
        return _BAR_PX + _GAP_PX if sum(part.size for part in self._parts) > 1 else 0

    def _paint_name(self, painter: QPainter, place: int, part: StackedPart) -> None:
        wide = self.width() / _COLUMNS
        left = (place % _COLUMNS) * wide
        top = self._bar_px() + (place // _COLUMNS) * _ROW_PX
        middle = top + (_ROW_PX - _SWATCH_PX) / 2
        painter.fillRect(QRectF(left, middle, _SWATCH_PX, _SWATCH_PX), self._ink(place))
        bold = font(_TEXT_PX, QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.text))
        number_px = QFontMetrics(bold).horizontalAdvance(part.number) + _GAP_PX
        begin = left + _SWATCH_PX + _GAP_PX
        painter.drawText(QRectF(begin, top, number_px, _ROW_PX), _MIDDLE, part.number)
        painter.setFont(font(_TEXT_PX))
        room = wide - _SWATCH_PX - 2 * _GAP_PX - number_px
        name = painter.fontMetrics().elidedText(part.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(begin + number_px, top, room, _ROW_PX), _MIDDLE, name)

    def _ink(self, place: int) -> QColor:
        """Return the colour of a part: the accent, weaker for each next one."""
        last = max(1, len(self._parts) - 1)
        strength = 1 - (1 - _WEAKEST) * place / last
        accent, paper = QColor(self._theme.accent), QColor(self._theme.surface)

        def mixed(one: int, other: int) -> int:
            return round(strength * one + (1 - strength) * other)

        return QColor(
            mixed(accent.red(), paper.red()),
            mixed(accent.green(), paper.green()),
            mixed(accent.blue(), paper.blue()),
        )


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
