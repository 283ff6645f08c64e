"""The bar about a stick: next to the verdict on the scan page, and above the other pages."""

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from kiosk.ui.style.accessibility import announce
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill
from kiosk.ui.widgets.status_label import StatusLabel

SAID_MS = 20_000


class StickBar(QFrame):
    """Offers an exchange with a stick that was put in, and shows its progress.

    Signals:
        asked: exchange with the stick.
        put_aside: a person closed the offer.
    """

    asked = Signal()
    put_aside = Signal()

    def __init__(self, parent: QWidget | None = None, *, said_ms: int = SAID_MS) -> None:
        super().__init__(parent)
        self._suppressed = False
        self.setObjectName("stickbar")
        self._label = StatusLabel("stickText", self)
        self._trouble = False
        by_tab = Qt.FocusPolicy.TabFocus  # a tap leaves the keys to the field
        self._go = named("stickGo", QPushButton(self), focusPolicy=by_tab)
        self._go.clicked.connect(self.asked)
        self._later = named("stickLater", QPushButton("×", self), focusPolicy=by_tab)
        self._later.clicked.connect(self.put_aside)
        fill(QHBoxLayout(self), (self._label, 1), (self._go, 1), self._later, margins=8, spacing=8)
        self._until = QTimer(self, singleShot=True, interval=said_ms)
        self._until.timeout.connect(self.clear)
        self.clear()

    @property
    def offers(self) -> bool:
        """True if this bar is visible and offers an exchange."""
        return self.isVisible() and self._go.isVisibleTo(self)

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._label.text()

    def suppress(self, aside: bool) -> None:
        """Hide the bar while the laptops page shows the same, or show it again."""
        self._suppressed = aside
        self._show()

    def offer(self) -> None:
        """Offer an exchange, until a person starts it or closes the offer."""
        self._until.stop()
        self._set_text("")
        self._go.show()
        self.retranslate("")
        self._show()
        self._announce(self._go.text())

    def show_text(self, sentence: str, *, stays: bool = False, trouble: bool = False) -> None:
        """Show a text for some seconds; `stays`: until the next one; `trouble`: it is an error."""
        self._go.hide()
        self._later.setVisible(not stays)
        self._trouble = trouble
        self._set_text(sentence)
        self._show()
        if stays:
            self._until.stop()
        else:
            self._until.start()
        self._announce(sentence)

    def retranslate(self, sentence: str) -> None:
        """Show the same in the current language, without announcing it."""
        translate = QCoreApplication.translate
        self._go.setText(translate("Stick", "Stick: exchange (F5)"))
        self._later.setAccessibleName(translate("Stick", "Not now"))
        if self.text:
            self._set_text(sentence)

    def clear(self) -> None:
        """Remove the text."""
        self._until.stop()
        self._go.hide()
        self._set_text("")
        self._later.show()
        self._show()

    def _set_text(self, sentence: str) -> None:
        self._label.replace_text(sentence, trouble=self._trouble and bool(sentence))
        self._label.setVisible(bool(sentence))

    def _show(self) -> None:
        something = bool(self.text) or self._go.isVisibleTo(self)
        self.setVisible(something and not self._suppressed)

    def _announce(self, sentence: str) -> None:
        if self.isVisible():
            announce(self, sentence)


class StickBars(QObject):
    """Several bars with the same text; only a visible one announces it.

    Signals:
        asked: exchange with the stick.
    """

    asked = Signal()

    def __init__(self, *bars: StickBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bars = bars
        for bar in bars:
            bar.asked.connect(self.asked)
            bar.put_aside.connect(self.clear)

    @property
    def offers(self) -> bool:
        """True if a visible bar offers an exchange."""
        return any(bar.offers for bar in self._bars)

    def offer(self) -> None:
        """Offer an exchange, until a person starts it or closes the offer."""
        for bar in self._bars:
            bar.offer()

    def show_text(self, sentence: str, *, stays: bool = False, trouble: bool = False) -> None:
        """Show a text for some seconds; `stays`: until the next one; `trouble`: it is an error."""
        for bar in self._bars:
            bar.show_text(sentence, stays=stays, trouble=trouble)

    def retranslate(self, sentence: str) -> None:
        """Show the same in the current language."""
        for bar in self._bars:
            bar.retranslate(sentence)

    def clear(self) -> None:
        """Remove the text."""
        for bar in self._bars:
            bar.clear()
