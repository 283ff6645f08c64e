"""The strip below the camera: buttons to correct the last result, or else the status."""

from functools import partial

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
from kiosk.ui.widgets.labels import mark_chosen, named
from kiosk.ui.widgets.section import fill

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
        self._offer = NOTHING
        self._status = self._shorter = ""
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self._words = named("mutedText", QLabel(self, wordWrap=True))
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._theme = theme
        self._numbers = [self._waiting(f"number{one}", str(one)) for one in range(1, 5)]
        for number, button in enumerate(self._numbers, start=1):
            button.setProperty("number", True)
            button.clicked.connect(partial(self.number_chosen.emit, number))
        self._other_number = self._waiting("otherNumber")
        self._companion = self._waiting("companion")
        self._let_in = self._button("letIn")
        self._undo = self._button("undo")
        self._small_undo = KeyButton(Icon.UNDO, "F8", theme, self)
        self._lay_out()
        self._connect()
        self._until = QTimer(self, singleShot=True, interval=offered_ms)
        self._until.timeout.connect(self.withdraw)
        self._show()

    @property
    def offer(self) -> PossibleActions:
        """The actions that are offered."""
        return self._offer

    @property
    def status(self) -> str:
        """The status that is shown while no action is offered."""
        return self._status

    def show_offer(self, offer: PossibleActions) -> None:
        """Offer actions for a minute, or until the next result."""
        self._offer = offer
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
        self._offer = NOTHING
        self._until.stop()
        self._show()

    def show_status(self, quiet: str, shorter: str = "") -> None:
        """Show the status, or a shorter text where it does not fit."""
        self._status, self._shorter = quiet, shorter
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the status as fits."""
        super().resizeEvent(event)
        self._words.setText(self._fitting_status())

    def use_language(self) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        self._undo.setText(translate("Strip", "Undo (F8)"))
        self._small_undo.set_name(translate("Strip", "Undo"))
        self._let_in.setText(translate("Strip", "Let in after all (F7)"))
        self._other_number.setText(translate("Strip", "Other number"))
        self._companion.setAccessibleName(translate("Strip", "One more without a ticket"))
        self._companion.setToolTip(self._companion.accessibleName())
        self._show()
        for number, button in enumerate(self._numbers, start=1):
            people = translate("Strip", "{n:1 person|{n} people}")
            button.setAccessibleName(filled(people, n=number))

    def _show(self) -> None:
        offer, shown = self._offer, bool(self._offer)
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
        needed = self._words.fontMetrics().boundingRect(room, wrapped, self._status).height()
        return self._status if needed <= self.height() else self._shorter or self._status

    def _waiting(self, name: str, text: str = "") -> WaitingButton:
        button = named(name, WaitingButton(text, self._theme, self))
        _fill(button)
        return button

    def _button(self, name: str) -> QPushButton:
        button = named(name, QPushButton(self))
        _fill(button)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        others = (self._other_number, self._companion, self._let_in, self._undo)
        fill(row, *self._numbers, *others, self._small_undo, self._words)

    def _connect(self) -> None:
        self._other_number.clicked.connect(self.number_asked)
        self._companion.clicked.connect(self.companion_came)
        self._let_in.clicked.connect(self.let_in)
        self._undo.clicked.connect(self.undone)
        self._small_undo.clicked.connect(self.undone)


def _fill(button: QPushButton) -> None:
    """Let a button take its share of the strip; a click does not move the focus."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
