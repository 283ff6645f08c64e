"""Paints the texts on the camera's picture: warnings above, errors in its place, hints below."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from kiosk.domain.verdict import Colour
from kiosk.ui.style.theme import Theme, font

PADDING = 12
INK = QColor("#ffffff")
_WORDS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
_ALERT_PX = 17
_SMALLEST_PX = 13
_STRONG = QFont.Weight.DemiBold


def alert_box(alert: str, whole: QRectF) -> QRectF:
    """Return the box (px) of the warnings; empty without warnings."""
    if not alert:
        return QRectF()
    room = QRectF(PADDING, PADDING, whole.width() - 2.0 * PADDING, whole.height())
    high = QFontMetricsF(font(_ALERT_PX, _STRONG)).boundingRect(room, _WORDS, alert).height()
    return QRectF(0, 0, whole.width(), high + 2 * PADDING)


def paint_alert(painter: QPainter, alert: str, box: QRectF, theme: Theme) -> None:
    """Paint warnings in their box."""
    colours = theme.verdicts[Colour.ORANGE]
    painter.fillRect(box, QColor(colours.paper))
    painter.setPen(QColor(colours.ink))
    painter.setFont(font(_ALERT_PX, _STRONG))
    painter.drawText(box.adjusted(PADDING, 0, -PADDING, 0), _WORDS, alert)


def paint_trouble(painter: QPainter, trouble: str, box: QRectF, pixels: float) -> None:
    """Paint why there is no picture, in the largest font up to `pixels` that fits the box."""
    painter.setPen(INK)
    painter.setFont(_fitting(trouble, box, pixels))
    painter.drawText(box, _WORDS, trouble)


def paint_hint(painter: QPainter, hint: str, whole: QRectF, floor: float, theme: Theme) -> None:
    """Paint a hint on a rounded background whose lower edge is `floor` (px)."""
    painter.setFont(font(max(20, whole.height() * 0.045), _STRONG))
    room = whole.toRect().adjusted(40, 0, -40, 0)
    pill = QRectF(painter.fontMetrics().boundingRect(room, _WORDS, hint))
    pill = pill.adjusted(-20, -14, 20, 14)
    pill.moveCenter(QPointF(whole.center().x(), 0))
    pill.moveBottom(floor)
    colours = theme.verdicts[Colour.GREY]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.paper))
    painter.drawRoundedRect(pill, 16, 16)
    painter.setPen(QColor(colours.ink))
    painter.drawText(pill.adjusted(18, 0, -18, 0), _WORDS, hint)


def _fitting(text: str, box: QRectF, pixels: float) -> QFont:
    """Return the largest font up to `pixels` in which a text fits a box, or the smallest one."""
    while pixels > _SMALLEST_PX:
        made = font(pixels, _STRONG)
        if QFontMetricsF(made).boundingRect(box, _WORDS, text).height() <= box.height():
            return made
        pixels -= 1
    return font(_SMALLEST_PX, _STRONG)
