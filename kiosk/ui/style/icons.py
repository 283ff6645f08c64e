"""Icons of buttons, drawn as lines: sharp at any size, in the colours of the theme."""

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


class Icon(Enum):
    """An icon for each kind of action."""

    SEARCH = "search"
    PEOPLE = "people"
    FILES = "files"
    DOUBLE = "double"
    LAPTOPS = "laptops"
    EVENT = "event"
    SCAN = "scan"
    RECENT = "recent"
    UNDO = "undo"
    MORE = "more"
    LEAVING = "leaving"


Arc = tuple[QRectF, int, int]
"""A part of an ellipse in a box: where it begins and how far it goes, in 1/16 degree."""

Circle = tuple[QPointF, float]
"""A centre and a radius."""


def draw_icon(painter: QPainter, icon: Icon, box: QRectF, ink: QColor) -> None:
    """Draw an icon in a square box, in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / 2, box.height() / 2)  # from here the box is -1 to 1
    painter.setPen(QPen(ink, 0.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _STROKES[icon]:
        match stroke:
            case QPolygonF():
                painter.drawPolyline(stroke)
            case QRectF():
                painter.drawRect(stroke)
            case QPointF() as centre, radius:
                painter.drawEllipse(centre, radius, radius)
            case QRectF() as around, start, length:
                painter.drawArc(around, start, length)
    painter.restore()


def _line(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


_STROKES: Mapping[Icon, tuple[QPolygonF | QRectF | Circle | Arc, ...]] = {
    Icon.SEARCH: ((QPointF(-0.18, -0.18), 0.58), _line((0.26, 0.26), (0.84, 0.84))),
    Icon.PEOPLE: (
        (QPointF(-0.26, -0.42), 0.34),
        (QRectF(-0.9, 0.16, 1.28, 1.3), 0, 180 * 16),
        (QRectF(0.16, -0.76, 0.62, 0.68), -90 * 16, 200 * 16),
        (QRectF(0.02, 0.2, 0.88, 1.2), 0, 70 * 16),
    ),
    Icon.FILES: (
        _line((-0.66, -0.88), (0.24, -0.88), (0.66, -0.44), (0.66, 0.88), (-0.66, 0.88)),
        _line((-0.66, 0.88), (-0.66, -0.88)),
        *(_line((-0.3, y), (0.3, y)) for y in (-0.2, 0.14, 0.48)),
    ),
    Icon.DOUBLE: (
        QRectF(-0.9, -0.8, 1.2, 1.2),
        _line((0.5, -0.4), (0.9, -0.4), (0.9, 0.8), (-0.3, 0.8), (-0.3, 0.6)),
    ),
    Icon.EVENT: (
        QRectF(-0.8, -0.62, 1.6, 1.44),
        _line((-0.8, -0.16), (0.8, -0.16)),
        *(_line((x, -0.9), (x, -0.44)) for x in (-0.4, 0.4)),
    ),
    Icon.LAPTOPS: (
        QRectF(-0.62, -0.7, 1.24, 0.9),
        _line((-0.94, 0.62), (0.94, 0.62)),
        _line((-0.62, 0.2), (-0.94, 0.62)),
        _line((0.62, 0.2), (0.94, 0.62)),
    ),
    Icon.SCAN: (
        *(
            _line((x * 0.86, y * 0.36), (x * 0.86, y * 0.86), (x * 0.36, y * 0.86))
            for x in (-1, 1)
            for y in (-1, 1)
        ),
        _line((-0.5, 0), (0.5, 0)),
    ),
    Icon.RECENT: ((QPointF(), 0.84), _line((0, -0.44), (0, 0.04), (0.34, 0.26))),
    Icon.UNDO: (
        _line((-0.4, -0.86), (-0.84, -0.42), (-0.4, 0.02)),
        _line((-0.8, -0.42), (0.2, -0.42)),
        (QRectF(-0.44, -0.42, 1.24, 1.24), -90 * 16, 180 * 16),
        _line((0.18, 0.82), (-0.4, 0.82)),
    ),
    Icon.MORE: tuple(_line((-0.76, y), (0.76, y)) for y in (-0.56, 0.0, 0.56)),
    Icon.LEAVING: (
        (QPointF(-0.4, -0.42), 0.34),
        (QRectF(-1.0, 0.16, 1.2, 1.3), 0, 180 * 16),
        _line((0.3, -0.3), (0.92, -0.3)),
        _line((0.62, -0.62), (0.94, -0.3), (0.62, 0.02)),
    ),
}
"""The strokes of each icon, in a box from -1 to 1."""
