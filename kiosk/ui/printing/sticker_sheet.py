"""A sheet of stickers for laptops: number, name, and the phone to call if one breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPdfWriter, QPen

from kiosk.domain.event_settings import Event
from kiosk.texts import Texts
from kiosk.ui.printing.paper import dots_per_mm, pdf_bytes
from kiosk.ui.style.theme import font, font_within

_COLUMNS, _ROWS = 2, 4  # of an A4 page
_MARGIN_MM, _PAD_MM = 10.0, 6.0
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_BOTTOM = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Sticker:
    """The number and the name of a laptop, its event, and the instruction if it breaks."""

    number: int
    name: str
    event: str
    broken: str


def stickers_of(names: Sequence[str], event: Event, words: Texts) -> list[Sticker]:
    """Return a sticker for each laptop, numbered from 1."""
    rules = event.rules
    if rules.help_phone:
        broken = words.say("pack.broken", phone=rules.help_phone.replace(" ", "\u00a0"))
    else:
        place = rules.help_point or words.say("verdict.help_point")
        broken = words.say("pack.broken_desk", help=place)
    return [Sticker(number, name, event.name, broken) for number, name in enumerate(names, 1)]


def sticker_pdf(stickers: Sequence[Sticker], title: str) -> bytes:
    """Return a PDF of A4 pages with eight stickers each, with lines to cut along."""

    def draw(writer: QPdfWriter, painter: QPainter) -> None:
        for place, sticker in enumerate(stickers):
            on_page = place % (_COLUMNS * _ROWS)
            if place and not on_page:
                writer.newPage()
            _draw(painter, _box(painter, on_page), sticker)

    return pdf_bytes(title, draw)


def _box(painter: QPainter, place: int) -> QRectF:
    margin = _MARGIN_MM * dots_per_mm(painter)
    page = QRectF(painter.viewport()).adjusted(margin, margin, -margin, -margin)
    width, height = page.width() / _COLUMNS, page.height() / _ROWS
    row, column = divmod(place, _COLUMNS)
    return QRectF(page.left() + column * width, page.top() + row * height, width, height)


def _draw(painter: QPainter, box: QRectF, sticker: Sticker) -> None:
    dots = dots_per_mm(painter)
    painter.setPen(QPen(QColor("#888888"), dots / 5, Qt.PenStyle.DashLine))
    painter.drawRect(box)
    pad = _PAD_MM * dots
    room = box.adjusted(pad, pad, -pad, -pad)
    painter.setPen(QColor("black"))
    number = str(sticker.number)
    painter.setFont(font(14 * dots, QFont.Weight.Bold))
    wide = painter.fontMetrics().horizontalAdvance(number) + 3 * dots
    painter.drawText(room, _RIGHT, number)
    beside = room.adjusted(0, 0, -wide, 0)
    word = max(sticker.name.split(), key=len, default="")
    painter.setFont(font_within(word, beside.width(), 8 * dots, 3 * dots, QFont.Weight.Bold))
    painter.drawText(beside, _LEFT, sticker.name)
    painter.setFont(font(4.2 * dots))
    painter.drawText(room, _BOTTOM, f"{sticker.broken}\n{sticker.event}")
