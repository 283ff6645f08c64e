"""A printed ticket: one A6 page, its code large enough for any printer and camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from kiosk.checkin.desk import NewCode
from kiosk.domain.event_settings import Event
from kiosk.texts import Texts
from kiosk.ui.printing.qr_widget import draw_code
from kiosk.ui.style.theme import font
from kiosk.ui.style.time_format import day_name
from kiosk.ui.widgets.keyboard_focus import open_dialog

_WIDTH_MM, _HEIGHT_MM = 105.0, 148.0  # A6
_MM_PER_INCH = 25.4
_CODE = 0.64  # of the page's width
_MARGIN, _GAP = 0.07, 0.018
_FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_SCALES = tuple(1 - step / 20 for step in range(11))
_Text = tuple[str, QFont]


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """The texts of the page, from top to bottom; the code is only printed as a picture."""

    event: str
    when: str
    code: str
    name: str
    about: str
    ref: str
    note: str


def paper_of(made: NewCode, event: Event, words: Texts) -> TicketPaper:
    """Return the texts of the page for a new code."""
    ticket = made.ticket
    day = f"{day_name(event.date, words.language)} {event.date.year}"
    return TicketPaper(
        event=event.name,
        when=" · ".join(filter(None, (day, event.venue))),
        code=made.code,
        name=ticket.name,
        about=" · ".join(filter(None, (ticket.category, ticket.organisation))),
        ref=ticket.ref,
        note=words.say("desk.paper_note"),
    )


def draw_paper(painter: QPainter, paper: TicketPaper) -> None:
    """Draw the ticket in the upper left of a page, in A6; long texts in a smaller font."""
    dots = painter.device().logicalDpiX() / _MM_PER_INCH
    width = min(_WIDTH_MM * dots, float(painter.viewport().width()))
    margin, high = width * _MARGIN, _HEIGHT_MM * dots
    room = QRectF(margin, margin, width - 2 * margin, high)
    for scale in _SCALES:
        above, below = _texts(paper, width * scale)
        sizes = [_box(painter, room, *one).height() for one in (*above, *below)]
        taken = sum(sizes) + len(sizes) * width * _GAP + width * (_CODE + _GAP)
        if taken <= high - 2 * margin:
            break
    painter.setPen(QColor("black"))
    _write(painter, room, above, width * _GAP)
    side = width * _CODE
    draw_code(painter, QRectF(room.center().x() - side / 2, room.top(), side, side), paper.code)
    room.setTop(room.top() + side + width * _GAP)
    _write(painter, room, below, width * _GAP)


def pdf_of(paper: TicketPaper) -> bytes:
    """Return the ticket as a PDF of one page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(paper.ref)
    painter = QPainter(writer)
    draw_paper(painter, paper)
    painter.end()
    return bytes(buffer.data().data())


def print_paper(paper: TicketPaper, parent: QWidget, failed: Callable[[], None]) -> None:
    """Print through the system's dialog; call `failed` if that is not possible."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - seldom, and slow

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)

    def draw(_chosen: QPrinter) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            failed()
            return
        draw_paper(painter, paper)
        painter.end()

    dialog.accepted.connect(draw)
    open_dialog(dialog)


def _texts(paper: TicketPaper, width: float) -> tuple[list[_Text], list[_Text]]:
    """Return the texts above and below the code, with fonts for the width (px)."""
    bold, plain = QFont.Weight.Bold, QFont.Weight.Normal
    above = [(paper.event, font(width * 0.062, bold)), (paper.when, font(width * 0.04, plain))]
    below = [
        (paper.name, font(width * 0.06, bold)),
        (paper.about, font(width * 0.042, plain)),
        (paper.ref, font(width * 0.05, bold)),
        (paper.note, font(width * 0.034, plain)),
    ]
    return [one for one in above if one[0]], [one for one in below if one[0]]


def _box(painter: QPainter, room: QRectF, text: str, letters: QFont) -> QRectF:
    painter.setFont(letters)
    return painter.boundingRect(room, _FLAGS, text)


def _write(painter: QPainter, room: QRectF, texts: list[_Text], gap: float) -> None:
    """Write texts from the top of the box down, and reduce the box to the rest."""
    for text, letters in texts:
        box = _box(painter, room, text, letters)
        painter.drawText(box, _FLAGS, text)
        room.setTop(box.bottom() + gap)
