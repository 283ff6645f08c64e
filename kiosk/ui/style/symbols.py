"""The signs of the cards, drawn, each with its own outline: no image files, no emoji."""

import math
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_TRIANGLE = QPolygonF([QPointF(0, -0.84), QPointF(0.94, 0.84), QPointF(-0.94, 0.84)])
_EIGHTHS = [(index + 0.5) * math.tau / 8 for index in range(8)]
_OCTAGON = QPolygonF([QPointF(math.cos(turn), math.sin(turn)) for turn in _EIGHTHS])


class Shape(Enum):
    """The sign of a card, for people who do not see its colour."""

    CHECK = "check"
    INFO = "info"
    LEAVE = "leave"
    WARNING = "warning"
    STOP = "stop"
    LAPTOP = "laptop"
    UNDONE = "undone"
    PEOPLE = "people"


def draw(painter: QPainter, shape: Shape, box: QRectF, ink: QColor, paper: QColor) -> None:
    """Draw a sign in a square box: its body in `ink`, its details in `paper`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / 2, box.height() / 2)  # from here the box is -1 to 1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    match shape:
        case Shape.CHECK:
            painter.drawEllipse(QPointF(), 1, 1)
            _stroke(painter, paper, 0.2, (-0.44, 0.04), (-0.1, 0.38), (0.46, -0.34))
        case Shape.INFO:
            painter.drawRoundedRect(QRectF(-0.94, -0.94, 1.88, 1.88), 0.42, 0.42)
            _stroke(painter, paper, 0.24, (0, -0.06), (0, 0.54))
            _dot(painter, paper, -0.5)
        case Shape.LEAVE:
            painter.drawRoundedRect(QRectF(-0.94, -0.94, 1.88, 1.88), 0.42, 0.42)
            _stroke(painter, paper, 0.2, (-0.54, 0), (0.5, 0))
            _stroke(painter, paper, 0.2, (0.1, -0.42), (0.52, 0), (0.1, 0.42))
        case Shape.WARNING:
            painter.setPen(QPen(ink, 0.2, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolygon(_TRIANGLE)
            _stroke(painter, paper, 0.22, (0, -0.28), (0, 0.28))
            _dot(painter, paper, 0.6)
        case Shape.STOP:
            painter.drawPolygon(_OCTAGON)
            _stroke(painter, paper, 0.22, (-0.36, -0.36), (0.36, 0.36))
            _stroke(painter, paper, 0.22, (-0.36, 0.36), (0.36, -0.36))
        case Shape.UNDONE:
            _undone(painter, paper)
        case Shape.PEOPLE:
            for x, size in ((-0.62, 0.7), (0.62, 0.7), (0.0, 1.0)):
                _person(painter, ink, paper, x, size)
        case Shape.LAPTOP:
            _laptop(painter, paper)
    painter.restore()


def draw_ticket(painter: QPainter, box: QRectF, ink: QColor, width: float) -> None:
    """Draw the four corners of the frame for a ticket, `width` pixels thick."""
    reach = box.width() / 4
    painter.setPen(QPen(ink, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, right in ((box.left(), 1), (box.right(), -1)):
        for y, down in ((box.top(), 1), (box.bottom(), -1)):
            path = QPainterPath(QPointF(x, y + down * reach))
            path.lineTo(x, y)
            path.lineTo(x + right * reach, y)
            painter.drawPath(path)


def _stroke(painter: QPainter, ink: QColor, width: float, *points: tuple[float, float]) -> None:
    painter.setPen(QPen(ink, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _dot(painter: QPainter, ink: QColor, y: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(0, y), 0.14, 0.14)


def _undone(painter: QPainter, paper: QColor) -> None:
    painter.drawRoundedRect(QRectF(-0.94, -0.94, 1.88, 1.88), 0.42, 0.42)
    _stroke(painter, paper, 0.2, (-0.22, -0.58), (-0.54, -0.28), (-0.22, 0.02))
    _stroke(painter, paper, 0.2, (-0.5, -0.28), (0.2, -0.28), (0.5, 0.04), (0.5, 0.2))
    _stroke(painter, paper, 0.2, (0.5, 0.2), (0.2, 0.54), (-0.4, 0.54))


def _person(painter: QPainter, ink: QColor, paper: QColor, x: float, size: float) -> None:
    painter.setPen(QPen(paper, 0.1))
    painter.setBrush(ink)
    shoulders = QPainterPath(QPointF(x - 0.46 * size, 0.86))
    shoulders.cubicTo(
        x - 0.46 * size, 0.86 - size, x + 0.46 * size, 0.86 - size, x + 0.46 * size, 0.86
    )
    shoulders.closeSubpath()
    painter.drawPath(shoulders)
    painter.drawEllipse(QPointF(x, 0.1 - 0.5 * size), 0.3 * size, 0.3 * size)


def _laptop(painter: QPainter, paper: QColor) -> None:
    painter.drawRoundedRect(QRectF(-0.76, -0.74, 1.52, 1.14), 0.14, 0.14)
    painter.drawRoundedRect(QRectF(-1, 0.48, 2, 0.26), 0.12, 0.12)
    _stroke(painter, paper, 0.16, (-0.24, -0.42), (0.24, 0.06))
    _stroke(painter, paper, 0.16, (-0.24, 0.06), (0.24, -0.42))
