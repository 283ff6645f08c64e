"""Numbers of people, typed in the field that also takes ticket numbers."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kiosk.ui.scan.possible_actions import PossibleActions

PAUSE_MS = 1_400
"""More than the time of three keys typed with one finger (400 ms each)."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMPANION = "+"
_MAX_DIGITS = 3  # digits of a number of people


class NumberKeys(QObject):
    """Applies a number after a pause or at Enter, and only while that number is offered.

    The digit stays in the field meanwhile, and has no effect once more text follows. A question
    (`PossibleActions.asks`) has no pause: it takes a number and Enter, or Enter alone for the
    number filled in.

    Signals:
        waiting: the key ("2" or "+") and its delay (ms); an empty key once none waits.
        chosen: the number of people.
        companion: one more guest without a ticket came along.
    """

    waiting = Signal(str, int)
    chosen = Signal(int)
    companion = Signal()

    def __init__(
        self, field: QLineEdit, offered: Callable[[], PossibleActions], *, pause_ms: int = PAUSE_MS
    ) -> None:
        super().__init__(field)
        self._field = field
        self._offered = offered
        self._waits = ""
        self._interrupted = ""
        self._before = ""
        self._by_key = False
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self.settle)
        field.textChanged.connect(self._changed)
        field.installEventFilter(self)

    def settle(self) -> None:
        """Apply the waiting key, if there is one, before the result of the next guest."""
        if (key := self._waits) and self._field.text() == key:
            self._field.clear()
            self._apply(key)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take an Enter that confirms a number; pass all other keys to the field."""
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            other = event.reason() is not Qt.FocusReason.ActiveWindowFocusReason
            if other and self._waits:
                QTimer.singleShot(0, self, self._left)  # by then the page is hidden too, or not
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER:
            return not event.isAutoRepeat() and self._entered()
        self._by_key = True
        return False

    def _entered(self) -> bool:
        text, offer = self._field.text().strip(), self._offered()
        if offer.asks and not text:
            self._apply(str(offer.people))
            return True
        if not _counts(text, offer):
            return False
        self._field.clear()
        self._apply(text)
        return True

    def _left(self) -> None:
        """Apply the number if the page was left; drop it if a dialog opened over the page."""
        if not self._field.isVisible():
            self.settle()
        elif self._waits and not self._field.hasFocus():
            self._field.clear()

    def _changed(self, text: str) -> None:
        typed, before = self._by_key, self._before
        self._by_key, self._before = False, text
        # A hand scanner's code was removed from the field, behind a key that was waiting.
        again = not typed and text == self._interrupted
        offer = self._offered()
        if text and (again or (typed and not before)) and not offer.asks and _counts(text, offer):
            self._interrupted = ""
            self._wait(text)
            return
        self._interrupted = self._waits or (self._interrupted if text else "")
        self._wait("")

    def _wait(self, key: str) -> None:
        if key != self._waits:
            self._waits = key
            self.waiting.emit(key, self._pause.interval() if key else 0)
        if key:
            self._pause.start()
        else:
            self._pause.stop()

    def _apply(self, key: str) -> None:
        if key == _COMPANION:
            self.companion.emit()
        else:
            self.chosen.emit(int(key))


def _counts(text: str, offer: PossibleActions) -> bool:
    """Return whether a text is an offered number of people, or an offered plus."""
    if text == _COMPANION:
        return offer.companion
    digits = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS and text[0] != "0"
    return digits and int(text) in offer.numbers
