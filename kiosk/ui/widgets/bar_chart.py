"""Bar charts: a name and a number with a bar below; the texts are complete without the bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.style.painting import smooth_painter
from kiosk.ui.style.theme import Theme, font

_TEXT_PX = 17
_THICK_PX = 8
_GAP_PX = 2
_BETWEEN_PX = 6
_APART_PX = 16


@dataclass(frozen=True, slots=True)
class Figure:
    """A name, and its number as text."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Bar(Figure):
    """A figure with the length of its bar as a share of the width: 0 to 1; 0 has no bar."""

    share: float


F = TypeVar("F", bound=Figure)


class Figures(QWidget, Generic[F]):
    """The base of widgets that paint figures; a screen reader reads names and numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.figures: Sequence[F] = ()

    def show_figures(self, figures: Sequence[F]) -> None:
        """Show these figures in their order."""
        self.figures = figures
        self.setAccessibleName(", ".join(f"{one.name} {one.number}" for one in figures))
        self.setVisible(bool(figures))
        self.updateGeometry()
        self.update()


class Bars(Figures[Bar]):
    """Paints bars below each other; the tool tip has the whole names."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Bar]) -> None:
        """Show these bars, from top to bottom."""
        self.setToolTip("\n".join(f"{bar.name} {bar.number}" for bar in figures))
        super().show_figures(figures)

    def sizeHint(self) -> QSize:
        """Return the height of all bars."""
        rows = len(self.figures)
        return QSize(240, max(0, rows * self._row_px() + (rows - 1) * _BETWEEN_PX))

    def minimumSizeHint(self) -> QSize:
        """Keep the height; long names are shortened."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each name and number, and the bar below them."""
        painter = smooth_painter(self)
        for row, bar in enumerate(self.figures):
            top = row * (self._row_px() + _BETWEEN_PX)
            self._paint(painter, bar, QRectF(0, top, self.width(), self._row_px()))

    def _paint(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        bold = font(_TEXT_PX, QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.text))
        words = box.adjusted(0, 0, 0, -_THICK_PX - _GAP_PX)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, bar.number)
        room = words.width() - QFontMetrics(bold).horizontalAdvance(bar.number) - _APART_PX
        painter.setFont(font(_TEXT_PX))
        name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideMiddle, int(room))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, name)
        if bar.share > 0:
            paint_fill(painter, box, bar.share, QColor(self._theme.accent), self._theme)

    def _row_px(self) -> int:
        return QFontMetrics(font(_TEXT_PX)).height() + _GAP_PX + _THICK_PX


def paint_fill(painter: QPainter, box: QRectF, share: float, ink: QColor, theme: Theme) -> None:
    """Paint a bar at the bottom of a box, filled for a share (0 to 1)."""
    thick = _THICK_PX
    whole = QRectF(box.left(), box.bottom() - thick, box.width(), thick)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.hover))
    painter.drawRoundedRect(whole, thick / 2, thick / 2)
    if share > 0:
        width = max(float(thick), whole.width() * min(1.0, share))
        painter.setBrush(ink)
        painter.drawRoundedRect(
            QRectF(whole.left(), whole.top(), width, thick), thick / 2, thick / 2
        )
