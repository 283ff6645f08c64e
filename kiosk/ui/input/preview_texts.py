"""The texts on the camera's picture: warnings above, errors in its place, hints below."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from kiosk.camera.camera_state import CameraState
from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.style.symbols import Shape, draw
from kiosk.ui.style.theme import Theme, font

PADDING = 12
INK = QColor("#ffffff")
_WORDS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
_ALERT_PX = 17
_SMALLEST_PX = 13
_SIGN = 34.0
_STRONG = QFont.Weight.DemiBold


def camera_text(state: CameraState, label: str, words: Texts) -> str:
    """Return why there is no picture of a camera, or that it is ready."""
    known = label and not label.isdigit()  # a number names no camera
    return words.say(state.value, camera=label if known else words.say("verdict.any_camera"))


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
    colours = theme.verdicts[Colour.GREY]
    _paint_pill(painter, hint, _Pill(whole, floor, colours.paper, colours.ink))


def paint_error(painter: QPainter, error: str, whole: QRectF, floor: float, theme: Theme) -> None:
    """Paint an error on the floor, with its sign and its colours."""
    _paint_pill(painter, error, _Pill(whole, floor, theme.trouble, theme.trouble_ink, _SIGN))


@dataclass(frozen=True, slots=True)
class _Pill:
    """The lower edge, the colours and the sign of a sentence."""

    whole: QRectF
    floor: float
    paper: str
    ink: str
    sign: float = 0.0


def _paint_pill(painter: QPainter, words: str, look: _Pill) -> None:
    aside = look.sign + PADDING if look.sign else 0.0
    painter.setFont(font(max(20, look.whole.height() * 0.045), _STRONG))
    room = look.whole.adjusted(40, 0, -40 - aside, 0).toRect()
    text = QRectF(painter.fontMetrics().boundingRect(room, _WORDS, words))
    pill = text.adjusted(-20, -14, 20 + aside, 14)
    pill.moveCenter(QPointF(look.whole.center().x(), 0))
    pill.moveBottom(look.floor)
    ink, paper = QColor(look.ink), QColor(look.paper)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(pill, 16, 16)
    if look.sign:
        sign = QRectF(pill.left() + 18, 0, look.sign, look.sign)
        sign.moveCenter(QPointF(sign.center().x(), pill.center().y()))
        draw(painter, Shape.WARNING, sign, ink, paper)
    painter.setPen(ink)
    painter.drawText(pill.adjusted(18 + aside, 0, -18, 0), _WORDS, words)


def _fitting(text: str, box: QRectF, pixels: float) -> QFont:
    """Return the largest font up to `pixels` in which a text fits a box, or the smallest one."""
    while pixels > _SMALLEST_PX:
        made = font(pixels, _STRONG)
        if QFontMetricsF(made).boundingRect(box, _WORDS, text).height() <= box.height():
            return made
        pixels -= 1
    return font(_SMALLEST_PX, _STRONG)
