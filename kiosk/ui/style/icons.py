"""Icons of buttons, drawn as lines: sharp at any size, in the colours of the theme."""

from collections.abc import Callable, Mapping
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


def draw_icon(painter: QPainter, icon: Icon, box: QRectF, ink: QColor) -> None:
    """Draw an icon in a square box, in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / 2, box.height() / 2)  # from here the box is -1 to 1
    painter.setPen(QPen(ink, 0.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWN[icon](painter)
    painter.restore()


def _line(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(-0.18, -0.18), 0.58, 0.58)
    _line(painter, (0.26, 0.26), (0.84, 0.84))


def _people(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(-0.26, -0.42), 0.34, 0.34)
    painter.drawArc(QRectF(-0.9, 0.16, 1.28, 1.3), 0, 180 * 16)
    painter.drawArc(QRectF(0.16, -0.76, 0.62, 0.68), -90 * 16, 200 * 16)
    painter.drawArc(QRectF(0.02, 0.2, 0.88, 1.2), 0, 70 * 16)


def _files(painter: QPainter) -> None:
    _line(painter, (-0.66, -0.88), (0.24, -0.88), (0.66, -0.44), (0.66, 0.88), (-0.66, 0.88))
    _line(painter, (-0.66, 0.88), (-0.66, -0.88))
    for y in (-0.2, 0.14, 0.48):
        _line(painter, (-0.3, y), (0.3, y))


def _double(painter: QPainter) -> None:
    painter.drawRect(QRectF(-0.9, -0.8, 1.2, 1.2))
    _line(painter, (0.5, -0.4), (0.9, -0.4), (0.9, 0.8), (-0.3, 0.8), (-0.3, 0.6))


def _laptops(painter: QPainter) -> None:
    painter.drawRect(QRectF(-0.62, -0.7, 1.24, 0.9))
    _line(painter, (-0.94, 0.62), (0.94, 0.62))
    _line(painter, (-0.62, 0.2), (-0.94, 0.62))
    _line(painter, (0.62, 0.2), (0.94, 0.62))


def _event(painter: QPainter) -> None:
    painter.drawRect(QRectF(-0.8, -0.62, 1.6, 1.44))
    _line(painter, (-0.8, -0.16), (0.8, -0.16))
    for x in (-0.4, 0.4):
        _line(painter, (x, -0.9), (x, -0.44))


def _scan(painter: QPainter) -> None:
    for x in (-1, 1):
        for y in (-1, 1):
            _line(painter, (x * 0.86, y * 0.36), (x * 0.86, y * 0.86), (x * 0.36, y * 0.86))
    _line(painter, (-0.5, 0), (0.5, 0))


def _recent(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(), 0.84, 0.84)
    _line(painter, (0, -0.44), (0, 0.04), (0.34, 0.26))


def _undo(painter: QPainter) -> None:
    _line(painter, (-0.4, -0.86), (-0.84, -0.42), (-0.4, 0.02))
    _line(painter, (-0.8, -0.42), (0.2, -0.42))
    painter.drawArc(QRectF(-0.44, -0.42, 1.24, 1.24), -90 * 16, 180 * 16)
    _line(painter, (0.18, 0.82), (-0.4, 0.82))


def _more(painter: QPainter) -> None:
    for y in (-0.56, 0.0, 0.56):
        _line(painter, (-0.76, y), (0.76, y))


def _leaving(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(-0.4, -0.42), 0.34, 0.34)
    painter.drawArc(QRectF(-1.0, 0.16, 1.2, 1.3), 0, 180 * 16)
    _line(painter, (0.3, -0.3), (0.92, -0.3))
    _line(painter, (0.62, -0.62), (0.94, -0.3), (0.62, 0.02))


_DRAWN: Mapping[Icon, Callable[[QPainter], None]] = {
    Icon.SEARCH: _search,
    Icon.PEOPLE: _people,
    Icon.FILES: _files,
    Icon.DOUBLE: _double,
    Icon.EVENT: _event,
    Icon.LAPTOPS: _laptops,
    Icon.SCAN: _scan,
    Icon.RECENT: _recent,
    Icon.UNDO: _undo,
    Icon.MORE: _more,
    Icon.LEAVING: _leaving,
}
