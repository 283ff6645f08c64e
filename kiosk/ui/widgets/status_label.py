"""A label below fields for hints and errors; an error has its own sign and colours."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.painting import smooth_painter
from kiosk.ui.style.symbols import Shape, draw
from kiosk.ui.style.theme import LIGHT, THEMES
from kiosk.ui.widgets.labels import restyle

_SIGN, _LEFT, _TEXT = 26.0, 16.0, 54  # pixels
_RADIUS, _BAR = 8.0, 6.0
_PAPERS = {theme.trouble_ink: theme.trouble for theme in THEMES.values()}


class StatusLabel(QLabel):
    """Shows a hint, a status or an error."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the object name for the stylesheet."""
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setProperty("trouble", False)

    @property
    def is_trouble(self) -> bool:
        """True if it shows an error."""
        return bool(self.property("trouble"))

    def show_status(self, sentence: str) -> None:
        """Show a hint or a result."""
        self.replace_text(sentence, trouble=False)

    def show_trouble(self, sentence: str) -> None:
        """Show an error, and announce it."""
        self.replace_text(sentence, trouble=bool(sentence))
        if sentence:
            announce(self, sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint background and sign of an error, then the text."""
        if self.is_trouble:
            ink = self.palette().color(self.foregroundRole())
            self._paint_ground(ink, QColor(_PAPERS.get(ink.name(), LIGHT.trouble)))
        super().paintEvent(event)

    def _paint_ground(self, ink: QColor, paper: QColor) -> None:
        painter = smooth_painter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paper)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.fillRect(QRectF(0, _RADIUS, _BAR, self.height() - 2 * _RADIUS), ink)
        top = (self.height() - _SIGN) / 2
        draw(painter, Shape.WARNING, QRectF(_LEFT, top, _SIGN, _SIGN), ink, paper)
        painter.end()

    def replace_text(self, sentence: str, *, trouble: bool) -> None:
        """Show a sentence without announcing it, such as one that was translated."""
        self.setProperty("trouble", trouble)
        self.setContentsMargins(*((_TEXT, 8, 12, 8) if trouble else (0, 0, 0, 0)))
        restyle(self)
        self.setText(sentence)
