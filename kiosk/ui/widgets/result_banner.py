"""The result of the last action, in a strip with the sign and colour of a verdict."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.symbols import Shape, draw
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import WrappedLabel, fill
from kiosk.ui.widgets.verdict_card import Card

_SIGN_PX = 44


class ResultBanner(QFrame):
    """Shows the result of the last action; hidden before the first one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        named("banner", self, visible=False)
        self._sign = _Sign(theme, self)
        self._headline = WrappedLabel("bannerHeadline", self)
        self._step = WrappedLabel("bannerStep", self)
        words = fill(QVBoxLayout(), self._headline, self._step, spacing=2)
        fill(QHBoxLayout(self), self._sign, (words, 1), margins=(14, 10, 14, 10), spacing=14)

    @property
    def message(self) -> str:
        """The text of the banner; empty while it is hidden."""
        return " ".join(filter(None, (self._headline.text(), self._step.text())))

    def show_card(self, card: Card) -> None:
        """Show a verdict."""
        headline = " · ".join(filter(None, (card.headline, card.name, card.people)))
        step = " ".join(filter(None, (card.warning, card.step)))
        self.show_message(card.colour, card.shape, headline, step)

    def show_message(self, colour: Colour, shape: Shape, headline: str, step: str = "") -> None:
        """Show a text in the colour of a verdict, and announce it."""
        pair = self._theme.verdicts[colour]
        self.setStyleSheet(
            f"#banner {{ background: {pair.paper}; border-radius: 12px; }}"
            f"#banner QLabel {{ background: transparent; color: {pair.ink}; }}"
        )
        self._sign.show_shape(shape, colour)
        self._headline.show_text(headline)
        self._step.show_text(step)
        self.show()
        announce(self, self.message)

    def clear(self) -> None:
        """Hide the banner."""
        self._headline.show_text("")
        self._step.show_text("")
        self.hide()


class _Sign(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape = Shape.INFO
        self._colour = Colour.GREY
        self.setFixedSize(QSize(_SIGN_PX, _SIGN_PX))

    def show_shape(self, shape: Shape, colour: Colour) -> None:
        """Show another sign."""
        self._shape, self._colour = shape, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        pair = self._theme.verdicts[self._colour]
        paper, ink = QColor(pair.paper), QColor(pair.ink)
        painter.fillRect(self.rect(), paper)
        draw(painter, self._shape, QRectF(self.rect()), ink, paper)
