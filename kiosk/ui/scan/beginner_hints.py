"""Three numbered hints for a first-time user, painted in the panel."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme, font

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_MIDDLE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_SMALLEST_PX = 15
_PADDING = 0.06  # of the panel's width


@dataclass(frozen=True, slots=True)
class Hints:
    """A title, the hints, and the text about closing them."""

    title: str
    lines: tuple[str, ...]
    end: str

    @property
    def spoken(self) -> str:
        """All texts for a screen reader."""
        return " ".join((self.title, *self.lines, self.end))


def hints_in(words: Texts) -> Hints:
    """Return the hints in the language of the texts."""
    lines = (words.say("verdict.hints.look"), words.say("verdict.hints.colour"))
    return Hints(
        words.say("verdict.hints.title"),
        (*lines, words.say("verdict.hints.wrong")),
        words.say("verdict.hints.end"),
    )


def paint_hints(painter: QPainter, room: QRectF, hints: Hints, theme: Theme) -> None:
    """Paint the hints in a box (px), as large as they fit."""
    side = room.width() * _PADDING
    inner = room.adjusted(side, side * 0.7, -side, -side * 0.7)
    pixels = min(room.height() * 0.062, room.width() * 0.046)
    while _height(hints, inner, pixels) > inner.height() and pixels > _SMALLEST_PX:
        pixels -= 1
    inner.setTop(inner.top() + (inner.height() - _height(hints, inner, pixels)) / 2)
    _write(painter, inner, hints.title, _title_font(pixels), theme.text)
    for number, line in enumerate(hints.lines, start=1):
        _paint_line(painter, inner, number, line, pixels, theme)
    _write(painter, inner, hints.end, font(pixels * 0.8), theme.muted)


def _title_font(pixels: float) -> QFont:
    return font(pixels * 1.3, QFont.Weight.Bold)


def _line_height(line: str, room: QRectF, pixels: float) -> float:
    """Return the height of a hint (px), to the right of its number."""
    wide = QRectF(0, 0, room.width() - 2.6 * pixels, 10_000)
    text = QFontMetricsF(font(pixels)).boundingRect(wide, _LEFT, line).height()
    return max(text, 1.9 * pixels)


def _height(hints: Hints, room: QRectF, pixels: float) -> float:
    lines = sum(_line_height(line, room, pixels) + pixels * 0.6 for line in hints.lines)
    title = _text_height(hints.title, room, _title_font(pixels))
    return title + lines + _text_height(hints.end, room, font(pixels * 0.8)) + pixels


def _text_height(text: str, room: QRectF, letters: QFont) -> float:
    wide = QRectF(0, 0, room.width(), 10_000)
    return QFontMetricsF(letters).boundingRect(wide, _MIDDLE, text).height()


def _write(painter: QPainter, room: QRectF, text: str, letters: QFont, ink: str) -> None:
    painter.setFont(letters)
    painter.setPen(QColor(ink))
    painter.drawText(room, _MIDDLE, text)
    room.setTop(room.top() + _text_height(text, room, letters) + letters.pixelSize() * 0.5)


def _paint_line(
    painter: QPainter, room: QRectF, number: int, line: str, pixels: float, theme: Theme
) -> None:
    high, radius = _line_height(line, room, pixels), pixels * 0.95
    middle = QPointF(room.left() + radius, room.top() + high / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(QColor(theme.accent_ink))
    painter.setFont(font(pixels, QFont.Weight.Bold))
    disc = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number))
    painter.setPen(QColor(theme.text))
    painter.setFont(font(pixels))
    text = QRectF(room.left() + 2.6 * pixels, room.top(), room.width() - 2.6 * pixels, high)
    painter.drawText(text, _LEFT, line)
    room.setTop(room.top() + high + pixels * 0.6)
