"""Hand scanners that type: tells their bursts of keys from a person's, anywhere in the window."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a scanner types: keys at most `gap_ms` apart, `shortest` characters or more.

    A scanner that sends no Enter or Tab is done after `pause_ms`; from `shortest` characters on it
    may hesitate as long, as those without a wire do. A held key repeats after more than
    `repeat_ms`.
    """

    gap_ms: int = 35
    pause_ms: int = 120
    shortest: int = 6
    repeat_ms: int = 12


PACE = Pace()


@dataclass(slots=True)
class Burst:
    """Keys that came faster than a person types; times are ms."""

    pace: Pace
    text: str = ""
    _last_ms: int = 0

    def add(self, character: str, at_ms: int) -> bool:
        """Take a character; True if it begins a new burst."""
        begins = not self.text or self._is_late(at_ms)
        self.text = character if begins else self.text + character
        self._last_ms = at_ms
        return begins

    def end(self, at_ms: int | None = None) -> str | None:
        """Start afresh; return the code if the keys up to `at_ms` were a scanner's."""
        slow = at_ms is not None and self._is_late(at_ms)
        text, self.text = self.text, ""
        return None if slow or len(text) < self.pace.shortest else text

    def goes_on(self, at_ms: int) -> bool:
        """Whether a key at that time follows faster than any held key repeats."""
        return bool(self.text) and at_ms - self._last_ms <= self.pace.repeat_ms

    def _is_late(self, at_ms: int) -> bool:
        sure = len(self.text) >= self.pace.shortest
        return at_ms - self._last_ms > (self.pace.pause_ms if sure else self.pace.gap_ms)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as it was before a burst began to fill it."""

    edit: QLineEdit
    text: str
    cursor: int

    def restore(self) -> None:
        self.edit.setText(self.text)
        self.edit.setCursorPosition(self.cursor)


class WedgeScanner(QObject):
    """Listens to the keys of the whole application; a burst leaves no trace anywhere.

    A field is put back as it was. Elsewhere a key may do something at once (a digit chooses from a
    list), so there it is kept back for the moment in which a scanner would type the next one.

    Signals:
        scanned: the code that a scanner typed.
    """

    scanned = Signal(str)

    def __init__(self, pace: Pace = PACE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._burst = Burst(pace)
        self._before: _Field | None = None
        self._kept_back: list[QKeyEvent] = []
        self._giving = False
        self._done_ms = -pace.pause_ms
        self._pause = QTimer(self, singleShot=True, interval=pace.pause_ms)
        self._pause.timeout.connect(self._paused)
        self._alone = QTimer(self, singleShot=True, interval=pace.gap_ms)
        self._alone.timeout.connect(self._stayed_alone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read keys on their way to a widget; those that are a scanner's go no further."""
        if event.type() != QEvent.Type.KeyPress or self._giving or not _is_aimed_at(watched):
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101 - what the type says, told to mypy
        # A held key repeats as fast as a slow scanner types. A fast one that types a letter twice
        # within a millisecond looks like a held key to Qt on X11: that letter is not left out.
        if event.isAutoRepeat() and not self._burst.goes_on(event.timestamp()):
            return False
        if event.key() in _ENDS:
            return self._ended(event.timestamp())
        text = event.text()
        if len(text) == 1 and text.isprintable():
            return self._typed(event)
        return False

    def _typed(self, event: QKeyEvent) -> bool:
        if self._burst.add(event.text(), event.timestamp()):
            self._give()
            self._before = _field_in_focus()
            self._alone.start()
        self._pause.start()
        if self._before is not None:
            return False
        self._kept_back.append(event.clone())
        return True

    def _ended(self, at_ms: int) -> bool:
        if self._report(self._burst.end(at_ms)):
            self._done_ms = at_ms
            return True
        # Some scanners send Enter and a line feed, or Enter and Tab.
        return 0 <= at_ms - self._done_ms <= self._burst.pace.gap_ms

    def _paused(self) -> None:
        self._report(self._burst.end())

    def _stayed_alone(self) -> None:
        if len(self._burst.text) == 1:
            self._give()

    def _report(self, code: str | None) -> bool:
        self._pause.stop()
        if code is None:
            self._give()
            return False
        self._kept_back.clear()
        if self._before is not None:
            self._before.restore()
        self.scanned.emit(code)
        return True

    def _give(self) -> None:
        """Give a person's keys to what they were for."""
        keys, self._kept_back = self._kept_back, []
        self._giving = True
        for key in keys:
            if (widget := QApplication.focusWidget() or QApplication.activeWindow()) is not None:
                QApplication.sendEvent(widget, key)
                _let_go(widget, key)
        self._giving = False


def _is_aimed_at(watched: QObject) -> bool:
    """Whether a key comes here first: it also passes the QWindow, and parents when not used."""
    if not isinstance(watched, QWidget):
        return False
    return watched is (QApplication.focusWidget() or watched.window())


def _let_go(widget: QWidget, key: QKeyEvent) -> None:
    """Let the space bar go of a button: it was, before the button was told that it is down."""
    if isinstance(widget, QAbstractButton) and key.key() == Qt.Key.Key_Space:
        up = QKeyEvent(QEvent.Type.KeyRelease, key.key(), key.modifiers(), key.text())
        QApplication.sendEvent(widget, up)


def _field_in_focus() -> _Field | None:
    edit = QApplication.focusWidget()
    if not isinstance(edit, QLineEdit):
        return None
    return _Field(edit, edit.text(), edit.cursorPosition())
