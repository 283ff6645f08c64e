"""What the panel shows between guests: what to do now, and what the last answer was."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from kiosk.ui.arrange import FLAGS, Text
from kiosk.ui.card import Card, Shape
from kiosk.ui.shapes import draw, draw_ticket
from kiosk.ui.theme import Theme, font

_ON_THE_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Idle:
    """What to do, how else, and the last answer in words (empty if there was none)."""

    headline: str = ""
    hint: str = ""
    last: str = ""
    leaving: bool = False


def paint_idle(
    painter: QPainter,
    panel: QRectF,
    idle: Idle,
    waiting: str,
    last: tuple[Card, int] | None,
    theme: Theme,
) -> None:
    """Paint the panel (pixels) between guests, or while an answer is on its way."""
    height = panel.height()
    strip = min(92.0, height * 0.17) if last else 0.0
    room = panel.adjusted(panel.width() * 0.08, height * 0.06, -panel.width() * 0.08, -strip)
    side = height * 0.26
    sign = QRectF(room.center().x() - side / 2, room.top() + room.height() * 0.08, side, side)
    if idle.leaving:
        draw(painter, Shape.LEAVE, sign, QColor(theme.leaving), QColor(theme.leaving_ink))
    else:
        draw_ticket(painter, sign, QColor(theme.accent), side * 0.07)
        _paint_code(painter, sign, QColor(theme.accent))
    painter.setPen(QColor(theme.text))
    bold = font(min(height * 0.1, panel.width() * 0.08), QFont.Weight.Bold)
    below = QRectF(room.left(), sign.bottom() + height * 0.05, room.width(), height * 0.27)
    _paint_text(painter, below, Text("headline", waiting or idle.headline, bold))
    painter.setPen(QColor(theme.muted))
    plain = font(max(18, height * 0.044))
    rest = QRectF(room.left(), below.bottom() + height * 0.02, room.width(), height * 0.13)
    _paint_text(painter, rest, Text("hint", "" if waiting else idle.hint, plain))
    if last:
        line = QRectF(panel.left(), panel.bottom() - strip, panel.width(), strip)
        _paint_last(painter, line, idle.last, last, theme)


def _paint_text(painter: QPainter, box: QRectF, text: Text) -> None:
    spare = box.width() - text.balanced(box.width())
    painter.setFont(text.font)
    painter.drawText(box.adjusted(spare / 2, 0, -spare / 2, 0), FLAGS, text.text)


def _paint_code(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Paint the three finder squares of a QR code."""
    inner = box.adjusted(*(box.width() * 0.22 * side for side in (1, 1, -1, -1)))
    side = inner.width() * 0.38
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        corner = inner.topLeft() + QPointF(x, y) * (inner.width() - side)
        small = side * 0.3 if x and y else 0.0
        square = QRectF(corner.x(), corner.y(), side, side)
        painter.drawRect(square.adjusted(small, small, -small, -small))


def _paint_last(
    painter: QPainter, line: QRectF, words: str, last: tuple[Card, int], theme: Theme
) -> None:
    card, number = last
    colours = theme.verdicts[card.colour]
    painter.fillRect(line, QColor(theme.hover))
    side = line.height() * 0.56
    sign = QRectF(line.left() + 20, line.center().y() - side / 2, side, side)
    draw(painter, card.shape, sign, QColor(colours.paper), QColor(colours.ink))
    painter.setPen(QColor(theme.text))
    painter.setFont(font(max(18, line.height() * 0.27)))
    box = line.adjusted(side + 38, 0, -20, 0)
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(str(number)) + 12.0
    painter.drawText(
        box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number)
    )
    elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width() - width))
    painter.drawText(box, _ON_THE_LEFT, elided)
