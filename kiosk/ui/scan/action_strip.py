"""The strip below the camera: buttons to correct the last result, or else the status."""

from functools import partial
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from kiosk.texts import filled
from kiosk.ui.scan.possible_actions import MAX_BUTTONS, NOTHING, PossibleActions
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.key_button import KeyButton
from kiosk.ui.widgets.labels import mark_chosen, named, set_texts
from kiosk.ui.widgets.section import fill

B = TypeVar("B", bound=QPushButton)

OFFERED_MS = 60_000
_HEIGHT = 60  # pixels
_BAR_HIGH, _BAR_ASIDE = 6.0, 8.0  # pixels


class WaitingButton(QPushButton):
    """A button whose key takes effect after a delay, which a bar along its lower edge shows."""

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._done = 0.0
        self._filling = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._filling.valueChanged.connect(self._fill)

    @property
    def is_waiting(self) -> bool:
        """True if the delay is running."""
        return self._filling.state() is QVariantAnimation.State.Running

    def wait(self, waits_ms: int) -> None:
        """Fill the bar in this time (ms); 0 removes it."""
        self._filling.stop()
        self._fill(0.0)
        if waits_ms:
            self._filling.setDuration(waits_ms)
            self._filling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar over the button."""
        super().paintEvent(event)
        if not self.is_waiting:
            return
        ink = self._theme.accent_ink if self.property("chosen") else self._theme.accent
        whole = QRectF(self.rect()).adjusted(_BAR_ASIDE, 0, -_BAR_ASIDE, -5)
        track = QRectF(whole.left(), whole.bottom() - _BAR_HIGH, whole.width(), _BAR_HIGH)
        bar = QRectF(track.topLeft(), QSizeF(track.width() * self._done, _BAR_HIGH))
        still = QColor(ink)
        still.setAlpha(70)
        with QPainter(self) as painter:
            painter.fillRect(track, still)
            painter.fillRect(bar, QColor(ink))

    def _fill(self, done: float) -> None:
        self._done = done
        self.update()


class ActionStrip(QFrame):
    """Offers corrections; its size is fixed, so that nothing on the page moves.

    Signals:
        number_chosen: the number of people on the last ticket.
        number_asked: a person wants to enter another number.
        companion_came: one more guest without a ticket came with the last ticket.
        let_in: let the guest in despite the refusal.
        undone: undo the last entry.
    """

    number_chosen = Signal(int)
    number_asked = Signal()
    companion_came = Signal()
    let_in = Signal()
    undone = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, offered_ms: int = OFFERED_MS
    ) -> None:
        super().__init__(parent)
        self.offer = NOTHING
        self.status = self._shorter = ""  # shown while no action is offered
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        middle = Qt.AlignmentFlag.AlignCenter
        self._words = named("mutedText", QLabel(self, wordWrap=True, alignment=middle))
        self._numbers = [
            _filling(f"number{one}", WaitingButton(str(one), theme, self)) for one in range(1, 5)
        ]
        for number, button in enumerate(self._numbers, start=1):
            button.setProperty("number", True)
            button.clicked.connect(partial(self.number_chosen.emit, number))
        self._other_number = _filling("otherNumber", WaitingButton("", theme, self))
        self._companion = _filling("companion", WaitingButton("", theme, self))
        self._let_in = _filling("letIn", QPushButton(self))
        self._undo = _filling("undo", QPushButton(self))
        self._small_undo = KeyButton(Icon.UNDO, "F8", theme, self)
        others = (self._other_number, self._companion, self._let_in, self._undo)
        parts = (*self._numbers, *others, self._small_undo, self._words)
        fill(QHBoxLayout(self), *parts, margins=0, spacing=6)
        self._connect()
        self._until = QTimer(self, singleShot=True, interval=offered_ms)
        self._until.timeout.connect(self.withdraw)
        self._show()

    def show_offer(self, offer: PossibleActions) -> None:
        """Offer actions for a minute, or until the next result."""
        self.offer = offer
        self._until.start()
        self._show()

    def show_waiting(self, key: str, waits_ms: int) -> None:
        """Show that a typed number or plus takes effect after a delay (ms); an empty key: none."""
        buttons = {str(number): one for number, one in enumerate(self._numbers, start=1)}
        waiting = self._companion if key == "+" else buttons.get(key, self._other_number)
        for button in (*self._numbers, self._other_number, self._companion):
            button.wait(waits_ms if key and button is waiting else 0)

    def withdraw(self) -> None:
        """Offer no action."""
        self.offer = NOTHING
        self._until.stop()
        self._show()

    def show_status(self, quiet: str, shorter: str = "") -> None:
        """Show the status, or a shorter text where it does not fit."""
        self.status, self._shorter = quiet, shorter
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the status as fits."""
        super().resizeEvent(event)
        self._words.setText(self._fitting_status())

    def use_language(self) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        self._small_undo.set_name(translate("Strip", "Undo"))
        set_texts(
            {
                self._undo: translate("Strip", "Undo (F8)"),
                self._let_in: translate("Strip", "Let in after all (F7)"),
                self._other_number: translate("Strip", "Other number"),
            }
        )
        self._companion.setAccessibleName(translate("Strip", "One more without a ticket"))
        self._companion.setToolTip(self._companion.accessibleName())
        self._show()
        for number, button in enumerate(self._numbers, start=1):
            people = translate("Strip", "{n:1 person|{n} people}")
            button.setAccessibleName(filled(people, n=number))

    def _show(self) -> None:
        offer, shown = self.offer, bool(self.offer)
        few = 1 < offer.places <= MAX_BUTTONS
        for number, button in enumerate(self._numbers, start=1):
            button.setVisible(few and number <= offer.places)
            mark_chosen(button, number == offer.people)
        self._other_number.setVisible(offer.places > MAX_BUTTONS)
        self._companion.setVisible(offer.companion)
        alone = QCoreApplication.translate("Strip", "+1 without a ticket")
        self._companion.setText("+1" if offer.numbers else alone)  # short next to numbers
        self._let_in.setVisible(offer.lets_in)
        narrow = bool(offer.numbers) or offer.companion
        self._undo.setVisible(offer.undo and not narrow)
        self._small_undo.setVisible(offer.undo and narrow)
        self._words.setVisible(not shown)
        self._words.setText(self._fitting_status())

    def _fitting_status(self) -> str:
        room = QRect(0, 0, self.width(), 0)
        wrapped = Qt.TextFlag.TextWordWrap
        needed = self._words.fontMetrics().boundingRect(room, wrapped, self.status).height()
        return self.status if needed <= self.height() else self._shorter or self.status

    def _connect(self) -> None:
        self._other_number.clicked.connect(self.number_asked)
        self._companion.clicked.connect(self.companion_came)
        self._let_in.clicked.connect(self.let_in)
        self._undo.clicked.connect(self.undone)
        self._small_undo.clicked.connect(self.undone)


def _filling(name: str, button: B) -> B:
    """Let a button take its share of the strip; a click does not move the focus."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return named(name, button)
