"""Draws texts, lines and boxes on a sheet of A4, measured in mm within its margins."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kiosk.ui.printing.paper import MM_PER_INCH, searchable
from kiosk.ui.style.theme import font

WIDTH_MM, HEIGHT_MM = 190.0, 277.0
"""The sheet within its margins."""

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210.0, 297.0
MARGIN_MM = 10.0
TEXT_MM, SMALL_MM, SMALLEST_MM = 3.3, 2.7, 1.9
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
PLAIN, BOLD = QFont.Weight.Normal, QFont.Weight.Bold
INK, GREY, HAIR = "#000000", "#505050", "#909090"


class SheetPen:
    """A painter with mm from the upper left of the margins."""

    def __init__(self, painter: QPainter, dpi: int) -> None:
        self.painter = painter
        self._dpi = dpi

    def px(self, mm: float) -> float:
        """Return a length in dots."""
        return mm * self._dpi / MM_PER_INCH

    def box(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        """Return a box in dots."""
        x, y = self.px(MARGIN_MM + left), self.px(MARGIN_MM + top)
        return QRectF(x, y, self.px(right - left), self.px(bottom - top))

    def text(
        self,
        box: QRectF,
        text: str,
        mm: float = TEXT_MM,
        *,
        flags: int = LEFT,
        weight: QFont.Weight = PLAIN,
        colour: str = INK,
    ) -> None:
        """Draw a text in one line; in smaller letters if it is long, in two lines if very long."""
        smallest = self.px(SMALLEST_MM)
        letters = _within(text, box.width(), self.px(mm), smallest, weight)
        self.painter.setFont(letters)
        self.painter.setPen(QColor(colour))
        if QFontMetricsF(letters).horizontalAdvance(text) > box.width():
            flags |= _wrap(text, letters, box.width())
            room = int(2 * box.width() * 0.9)
            text = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.painter.drawText(box, flags, text)

    def wrapped(self, box: QRectF, text: str, mm: float = SMALL_MM, colour: str = INK) -> float:
        """Draw a text in as many lines as it needs, from the top of a box; return its mm."""
        self.painter.setFont(_plain(self.px(mm)))
        self.painter.setPen(QColor(colour))
        taken = self.painter.boundingRect(box, WRAPPED, text)
        self.painter.drawText(taken, WRAPPED, text)
        return taken.height() / self.px(1)

    def line(self, left: float, top: float, right: float, thick: float, colour: str = INK) -> None:
        """Draw a horizontal line."""
        self.painter.setPen(QPen(QColor(colour), self.px(thick)))
        y = self.px(MARGIN_MM + top)
        self.painter.drawLine(QLineF(self.px(MARGIN_MM + left), y, self.px(MARGIN_MM + right), y))

    def fill(self, box: QRectF, colour: str) -> None:
        """Fill a box."""
        self.painter.fillRect(box, QColor(colour))

    def across(self, text: str, colour: str) -> None:
        """Draw a word in large light letters from the lower left to the upper right."""
        self.painter.save()
        wide, high = self.px(PAGE_WIDTH_MM), self.px(PAGE_HEIGHT_MM)
        self.painter.translate(wide / 2, high / 2)
        self.painter.rotate(-55)
        room = QRectF(-high * 0.55, -wide * 0.25, high * 1.1, wide * 0.5)
        self.painter.setFont(_within(text, room.width() * 0.9, self.px(44), self.px(10), BOLD))
        self.painter.setPen(QColor(colour))
        self.painter.drawText(room, CENTRE, text)
        self.painter.restore()


def _plain(pixels: float, weight: QFont.Weight = PLAIN) -> QFont:
    """Return a font that is the same on every screen, without other forms of letters."""
    letters = searchable(font(pixels, weight))
    letters.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return letters


def _wrap(text: str, letters: QFont, width: float) -> int:
    """Return how Qt divides a text over lines: within a word if that is longer than a line."""
    longest = max(QFontMetricsF(letters).horizontalAdvance(word) for word in text.split(" "))
    return int(Qt.TextFlag.TextWordWrap if longest <= width else Qt.TextFlag.TextWrapAnywhere)


def _within(text: str, width: float, pixels: float, smallest: float, weight: QFont.Weight) -> QFont:
    """Return the largest font, between two sizes in pixels, in which a line fits a width."""
    size = round(pixels)
    while size > smallest:
        letters = _plain(size, weight)
        if QFontMetricsF(letters).horizontalAdvance(text) <= width:
            return letters
        size -= 1
    return _plain(size, weight)
