"""What is said of a stick above the camera's picture: beside the verdict, never over it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from kiosk.ui.announce import announce
from kiosk.ui.labels import named
from kiosk.ui.sheet import Sentence

SAID_MS = 20_000


class StickBar(QFrame):
    """Offers an exchange with a stick that was put in, and says how it goes.

    Signals:
        asked: exchange with the stick.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, said_ms: int = SAID_MS) -> None:
        super().__init__(parent)
        self.setObjectName("stickbar")
        self._said = Sentence("stickSaid", self)
        self._go = named("stickGo", QPushButton(self))
        self._go.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap leaves the keys to the field
        self._go.clicked.connect(self.asked)
        self._later = named("stickLater", QPushButton("×", self))
        self._later.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._later.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(self._go, 1)
        row.addWidget(self._later)
        self._until = QTimer(self, singleShot=True, interval=said_ms)
        self._until.timeout.connect(self.clear)
        self.clear()

    @property
    def offers(self) -> bool:
        """Whether an exchange is offered now."""
        return self._go.isVisibleTo(self)

    @property
    def said(self) -> str:
        """What it says."""
        return self._said.text()

    def offer(self) -> None:
        """Offer an exchange, until it is taken or put aside."""
        translate = QCoreApplication.translate
        self._until.stop()
        self._said.silence()
        self._go.setText(translate("Stick", "Stick: exchange (F5)"))
        self._later.setAccessibleName(translate("Stick", "Not now"))
        self._go.show()
        self._later.show()
        self.show()
        self._announce(self._go.text())

    def say(self, sentence: str, *, stays: bool = False) -> None:
        """Say something for some seconds; `stays`: until something else is said."""
        self._go.hide()
        self._later.setVisible(not stays)
        self._said.say(sentence)
        self.show()
        if stays:
            self._until.stop()
        else:
            self._until.start()
        self._announce(sentence)

    def clear(self) -> None:
        """There is nothing to say."""
        self._until.stop()
        self._go.hide()
        self._said.silence()
        self.hide()

    def _announce(self, sentence: str) -> None:
        announce(self, sentence)
