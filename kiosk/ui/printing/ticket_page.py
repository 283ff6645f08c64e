"""A printed ticket: one A6 page, its code large enough for any printer and camera."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter

from kiosk.admin.requests import IssuedTicket
from kiosk.checkin.desk import NewCode
from kiosk.domain.event_settings import Event
from kiosk.texts import Texts
from kiosk.ui.printing.paper import PaperText, dots_per_mm, text_box, write_texts
from kiosk.ui.printing.qr_widget import draw_code
from kiosk.ui.style.theme import font
from kiosk.ui.style.time_format import day_name

_WIDTH_MM, _HEIGHT_MM = 105.0, 148.0  # A6
_CODE = 0.64  # of the page's width
_MARGIN, _GAP = 0.07, 0.018
_MEASURED_PX, _SPARE = 100, 0.98
_SCALES = tuple(1 - step / 20 for step in range(11))


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

    @property
    def title(self) -> str:
        """The ticket's reference."""
        return self.ref

    @property
    def size(self) -> QPageSize:
        """A6."""
        return QPageSize(QPageSize.PageSizeId.A6)

    def draw(self, painter: QPainter) -> None:
        """Draw the ticket in the upper left of a page, in A6; long texts in a smaller font."""
        dots = dots_per_mm(painter)
        width = min(_WIDTH_MM * dots, float(painter.viewport().width()))
        margin, high = width * _MARGIN, _HEIGHT_MM * dots
        room = QRectF(margin, margin, width - 2 * margin, high)
        for scale in _SCALES:
            above, below = _texts(self, width * scale, room.width())
            boxes = [text_box(painter, room, *one) for one in (*above, *below)]
            taken = sum(box.height() + width * _GAP for box in boxes) + width * (_CODE + _GAP)
            widest = max(box.width() for box in boxes)
            if taken <= high - 2 * margin and widest <= room.width():
                break
        painter.setPen(QColor("black"))
        write_texts(painter, room, above, width * _GAP)
        side = width * _CODE
        draw_code(painter, QRectF(room.center().x() - side / 2, room.top(), side, side), self.code)
        room.setTop(room.top() + side + width * _GAP)
        write_texts(painter, room, below, width * _GAP)


def paper_of(made: NewCode, event: Event, words: Texts) -> TicketPaper:
    """Return the texts of the page for a new code."""
    ticket = made.ticket
    return TicketPaper(
        event=event.name,
        when=_when(event, words),
        code=made.code,
        name=ticket.name,
        about=" · ".join(filter(None, (ticket.category, ticket.organisation))),
        ref=ticket.ref,
        note=words.say("desk.paper_note"),
    )


def issued_paper(ticket: IssuedTicket, event: Event, words: Texts) -> TicketPaper:
    """Return the texts of the page for an issued ticket."""
    many = ticket.places > 1
    people = words.say("tickets.paper_people", people=ticket.places) if many else ""
    return TicketPaper(
        event=event.name,
        when=_when(event, words),
        code=ticket.code,
        name=ticket.name,
        about=" · ".join(filter(None, (ticket.category, ticket.organisation, people))),
        ref=ticket.ref,
        note=words.say("tickets.paper_note"),
    )


def _when(event: Event, words: Texts) -> str:
    day = f"{day_name(event.date, words.language)} {event.date.year}"
    return " · ".join(filter(None, (day, event.venue)))


def _texts(
    paper: TicketPaper, width: float, room: float
) -> tuple[list[PaperText], list[PaperText]]:
    """Return the texts above and below the code, with fonts for the width (px).

    A name with a word that is wider than the `room` gets a smaller font of its own.
    """
    bold, plain = QFont.Weight.Bold, QFont.Weight.Normal
    above = [(paper.event, font(width * 0.062, bold)), (paper.when, font(width * 0.04, plain))]
    below = [
        (paper.name, _name_font(paper.name, width, room)),
        (paper.about, font(width * 0.042, plain)),
        (paper.ref, font(width * 0.05, bold)),
        (paper.note, font(width * 0.034, plain)),
    ]
    return [one for one in above if one[0]], [one for one in below if one[0]]


def _name_font(name: str, width: float, room: float) -> QFont:
    """Return the font of a name, down to half of the usual size where a word is wide."""
    usual = font(width * 0.06, QFont.Weight.Bold)
    measured = QFontMetricsF(font(_MEASURED_PX, QFont.Weight.Bold))
    widest = max(map(measured.horizontalAdvance, name.split()), default=0.0)
    fitting = room / widest * _MEASURED_PX * _SPARE if widest else usual.pixelSize()
    usual.setPixelSize(round(max(usual.pixelSize() / 2, min(fitting, usual.pixelSize()))))
    return usual
