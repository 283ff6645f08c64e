"""The page while the store opens: a busy sign, or the error."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.texts import Texts
from kiosk.ui.style.symbols import Shape, draw
from kiosk.ui.style.theme import Theme, font

_SIGN = 110.0
_WORDS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class StartPage(QWidget):
    """A sign and one sentence.

    Signals:
        painted: the page was painted for the first time.
    """

    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trouble = ""
        self._words = ""
        self._was_painted = False

    @property
    def message(self) -> str:
        """The sentence on the page."""
        return self._trouble or self._words

    def use_words(self, _words: Texts) -> None:
        """Show the sentence in the current language."""
        self._words = QCoreApplication.translate("StartPage", "One moment …")
        self.setAccessibleName(self.message)
        self.update()

    def show_trouble(self, sentence: str) -> None:
        """Show why the store cannot be opened."""
        self._trouble = sentence
        self.setAccessibleName(sentence)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign above the sentence."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        sign = QRectF(box.center().x() - _SIGN / 2, box.center().y() - _SIGN, _SIGN, _SIGN)
        shape, ink, paper = Shape.CHECK, self._theme.accent, self._theme.accent_ink
        if self._trouble:
            shape, ink, paper = Shape.WARNING, self._theme.trouble_ink, self._theme.trouble
        draw(painter, shape, sign, QColor(ink), QColor(paper))
        painter.setPen(QColor(self._theme.text))
        painter.setFont(font(26 if self._trouble else 34, QFont.Weight.DemiBold))
        room = QRectF(box.width() * 0.1, sign.bottom() + 34, box.width() * 0.8, box.height() / 2)
        painter.drawText(room, _WORDS, self.message)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)
