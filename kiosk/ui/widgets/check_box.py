"""A check box with a drawn tick: the stylesheet alone would only change its colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from kiosk.ui.style.theme import Theme

_TICK = ((0.24, 0.54), (0.43, 0.72), (0.77, 0.3))


class CheckBox(QCheckBox):
    """A check box with its label, ticked by the space bar or a tap."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tick in the box."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        draw_tick(QPainter(self), QRectF(box), QColor(self._theme.accent_ink))


def draw_tick(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw a tick in a square box, in pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, box.width() / 8, c=Qt.PenCapStyle.RoundCap))
    corners = [box.topLeft() + QPointF(x, y) * box.width() for x, y in _TICK]
    painter.drawPolyline(QPolygonF(corners))
