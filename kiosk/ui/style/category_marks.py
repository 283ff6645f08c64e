"""The marks of a guest's category at the door: its coloured chip, and the hand-out for guests."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Verdict
from kiosk.ui.style.theme import Ink

CHIP_INKS: Mapping[str, Ink] = {
    "white": Ink("#ffffff", "#17202b"),
    "yellow": Ink("#ffe14d", "#1c1100"),
    "pink": Ink("#ffb3d1", "#2b0a18"),
    "purple": Ink("#5b2a86", "#ffffff"),
    "turquoise": Ink("#9ff0e6", "#062b28"),
    "brown": Ink("#5d3a1a", "#ffffff"),
    "black": Ink("#101418", "#ffffff"),
}
"""Colours that no verdict has; each chip also has a word, so that no colour has a meaning alone."""

_ROUND = 0.35  # of the height of a line
_BORDER = 2


@dataclass(frozen=True, slots=True)
class CategoryChip:
    """The name of a category, and the name of its colour."""

    text: str
    color: str


def chip_of(ticket: Ticket, event: Event) -> CategoryChip | None:
    """Return the chip of a ticket's category; None without a colour."""
    color = event.rules.colors.get(ticket.category, "")
    return CategoryChip(ticket.category, color) if color in CHIP_INKS else None


def about_text(ticket: Ticket | None) -> str:
    """Return a ticket's category and organisation."""
    return " · ".join(filter(None, (ticket.category, ticket.organisation))) if ticket else ""


def handout_text(verdict: Verdict, event: Event) -> str:
    """Return the hand-out of a ticket with the number of its guests; empty without one."""
    each = event.rules.handouts.get(verdict.ticket.category, "") if verdict.ticket else ""
    return f"{verdict.people} x {each}" if each and verdict.people > 1 else each


def paint_chip(
    painter: QPainter, chip: CategoryChip, box: QRectF, letters: QFont, flags: int
) -> None:
    """Paint a chip around the box of its text (px)."""
    colours, beside = CHIP_INKS[chip.color], letters.pixelSize() * 0.5
    pill = box.adjusted(-beside, -_BORDER, beside, _BORDER)
    around = letters.pixelSize() * _ROUND
    painter.save()
    painter.setFont(letters)
    painter.setPen(QPen(QColor(colours.ink), _BORDER))
    painter.setBrush(QColor(colours.paper))
    painter.drawRoundedRect(pill, around, around)
    painter.drawText(box, flags, chip.text)
    painter.restore()
