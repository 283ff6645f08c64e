"""Hand scanners that work as a keyboard: separates their keys from a person's."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.key_readings import Stroke, readings
from kiosk.ui.input.held_keys import Field, HeldBack, Touched, field_in_focus
from kiosk.ui.input.key_positions import (
    COMMANDS,
    EDITING,
    ENDS,
    ENTERS,
    SILENT,
    RawKey,
    RawKeys,
    is_keypad,
    is_line_end,
    stroke_of,
)
from kiosk.ui.input.key_sequence import PACE, Train, TypingPace
from kiosk.ui.input.typed_keys import Typed, TypedKeys

_HANGS_MS = 200  # no system repeats a key sooner
_TAIL_MS = 500
"""Time after the last key of a code in which its end keys (Enter, Tab) may still come."""
_OF_KEYS = (QKeyEvent, QInputMethodEvent)


class WedgeScanner(QObject):
    """Filters the keys of the whole application; a scanned code changes no widget.

    A field is restored. Elsewhere a key can have an effect at once (a digit chooses from a list),
    so there it is delayed for the longest pause of a scanner.

    Signals:
        scanned: the possible readings of a scanner's keys (a tuple), the most likely first.
        suspected: keys in a field that may be a slow scanner's (`Typed`), for `take`.
    """

    scanned = Signal(object)
    suspected = Signal(object)

    def __init__(self, pace: TypingPace = PACE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pace = pace
        self._train = Train(pace)
        self._touched = Touched()
        self.typed_keys = TypedKeys()
        self._held = HeldBack()
        self._raw: list[tuple[RawKey, Field | None]] = []
        self._down = 0
        self._done_ms: int | None = None
        self._entered_ms: int | None = None
        self._hanging = 0
        self._key = self._let_go = (0, 0)
        self.raw_keys = RawKeys(self._pressed_raw)
        self._pause = QTimer(self, singleShot=True)
        # Keys that came while the program was busy are read before this counts as a pause.
        self._over = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._over.start)
        self._over.timeout.connect(self._paused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read keys on their way to a widget; drop those of a scanner."""
        if not isinstance(event, _OF_KEYS):  # first: a window that opens gets 30,000 other events
            return False
        if self._held.sending or not _is_aimed_at(watched):
            return False
        if isinstance(event, QInputMethodEvent) and event.commitString():
            self._composed(event.commitString())
        if not isinstance(event, QKeyEvent):
            return False
        match event.type():
            case QEvent.Type.ShortcutOverride:
                return self._overrides(event)
            case QEvent.Type.KeyPress:
                return self._pressed(event)
            case QEvent.Type.KeyRelease:
                self._released(event)
        return False

    def _overrides(self, event: QKeyEvent) -> bool:
        """Prevent a shortcut by a key in the middle or at the end of a code."""
        at_ms = event.timestamp()
        if self._train.is_fast_at(at_ms) or self._follows(self._done_ms, at_ms, self._pace.gap_ms):
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        at_ms = event.timestamp()
        self._take_raw(event.nativeScanCode(), at_ms)
        repeats = event.isAutoRepeat() or self._hangs(event)
        if repeats and not self._train.repeats_at_once(at_ms):
            return self._repeated(event)
        if event.key() in SILENT:
            return False
        self._key = (event.nativeScanCode(), at_ms)
        if not event.isAutoRepeat():
            self._hanging = 0
        if event.key() in ENDS or is_line_end(event):
            return self._ended(event)
        return self._typed(event) if self._is_typed(event) else self._other(event)

    def _is_typed(self, event: QKeyEvent) -> bool:
        """Return whether a key belongs to a text, or is a control character within a code."""
        if event.key() in EDITING:
            return False
        if event.modifiers() & COMMANDS and not event.text().isprintable():
            return len(event.text()) == 1 and self._train.is_fast_at(event.timestamp())
        return len(event.text()) == 1 or (not event.text() and is_keypad(event))

    def _hangs(self, event: QKeyEvent) -> bool:
        """Return whether a held key repeats although Qt reports new presses, as it may on X11."""
        key, at_ms = event.nativeScanCode(), event.timestamp()
        same = 0 < key == self._key[0] == self._let_go[0]
        return same and at_ms - self._let_go[1] <= 1 and at_ms - self._key[1] >= _HANGS_MS

    def _repeated(self, event: QKeyEvent) -> bool:
        """Drop a repeated key of a scanner, and each repeated Enter."""
        self._train.note_activity(event.timestamp())
        if event.key() in ENDS or 0 < self._hanging == event.nativeScanCode():
            return True
        return self._train.first is not None or self._train.is_fast_at(self._train.last_ms)

    def _released(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        self._let_go = (event.nativeScanCode(), event.timestamp())
        self._train.release(event.nativeScanCode(), event.timestamp())
        if event.nativeScanCode() == self._down:
            self._down = 0
            if self._pause.isActive():
                self._pause.start(self._pace.late_ms)

    def _typed(self, event: QKeyEvent) -> bool:
        if self._follows(self._done_ms, event.timestamp(), self._pace.gap_ms):
            self._done_ms = event.timestamp()  # further lines of the same code
            return True
        self._finish_if_paused(event.timestamp())
        if event.key() == Qt.Key.Key_Space and not len(self._train):
            return False  # it presses a button; no code starts with it
        before = field_in_focus()
        self._add(before, stroke_of(event), event.timestamp(), event.nativeScanCode())
        self._down = event.nativeScanCode()
        self._pause.start(self._pace.held_ms)
        if before is not None:
            return False
        self._held.keep(event)
        if not self._train.may_be_scanned:
            self._forget()
        return True

    def _add(self, before: Field | None, stroke: Stroke, at_ms: int, key: int = 0) -> None:
        self._touched.add(before)
        self.typed_keys.add(before, stroke)
        self._train.add(stroke, at_ms, key)

    def _finish_if_paused(self, at_ms: int) -> None:
        """Finish the keys before a pause; a person's keys go to their widget."""
        if len(self._train) and not self._train.continues_at(at_ms):
            self._finish()

    def _ended(self, event: QKeyEvent) -> bool:
        at_ms = event.timestamp()
        self._finish_if_paused(at_ms)
        if self._begins is not None:
            self._finish()
            self._done_ms, self._hanging = at_ms, event.nativeScanCode()
            return True
        ends_line = self._follows(self._entered_ms, at_ms, _TAIL_MS)  # as a scanner's Tab
        if ends_line or self._follows(self._done_ms, at_ms, _TAIL_MS):
            return True
        if event.key() not in ENTERS:
            self._suspect()
        elif self.typed_keys.readings():
            self._entered_ms = at_ms
            self.typed_keys.enter()
        before = QApplication.focusWidget()
        self._forget()
        # A digit may have closed a dialog: the Enter after it must not reach the next widget.
        return QApplication.focusWidget() is not before

    def _other(self, event: QKeyEvent) -> bool:
        """End the keys at a key that types nothing; some scanners send one at the end of a code."""
        if self._train.is_fast_at(event.timestamp()) and self._train.first is not None:
            return self._ended(event)
        if event.key() not in EDITING and self._follows(
            self._done_ms, event.timestamp(), self._pace.gap_ms
        ):
            return True
        self._forget()
        self.typed_keys.clear()
        return False

    def _follows(self, before_ms: int | None, at_ms: int, within_ms: int) -> bool:
        """Return whether a key comes soon after the end of a code, with none between them."""
        if before_ms is None or len(self._train):
            return False
        return 0 <= at_ms - before_ms <= within_ms

    def _paused(self) -> None:
        if not self._pause.isActive():
            unseen, self._raw = self._raw, []
            self._add_unseen(unseen)
            self._finish()

    def _finish(self) -> None:
        """Report a scanner's code; release a person's keys."""
        begins = self._begins
        if begins is None:
            self._suspect()
            self._forget()
            return
        found: list[str] = []
        doubtful = self._train.early(begins) if self._train.first is not None else 0
        for early in range(doubtful + 1):
            found += readings(self._train.strokes[begins + early :])
        self._hanging = self._down
        self._done_ms = self._train.last_ms
        self._pause.stop()
        self._train.clear()
        self._held.discard()
        self._touched.restore(begins)
        self.typed_keys.clear()
        self.scanned.emit(tuple(dict.fromkeys(found)))

    @property
    def _begins(self) -> int | None:
        """The place of the first key of a scanner; None for a person's keys.

        A person types no text outside a field, so there slow keys count if their pace is even.
        """
        first = self._train.first
        return (
            0 if first is None and self._train.is_even and not self._touched.has_fields else first
        )

    def _suspect(self) -> None:
        if (typed := self.typed_keys.typed(evenly=self._train.is_even)) is not None:
            self.suspected.emit(typed)

    def take(self, typed: Typed) -> bool:
        """Treat keys as a scanner's after all; return False if the field changed since."""
        if not typed.restore_if_unchanged():
            return False
        self.typed_keys.clear()
        self._done_ms = self._let_go[1]
        return True

    def _forget(self) -> None:
        self._pause.stop()
        self._train.clear()
        self._touched.clear()
        self._held.send()

    def _composed(self, text: str) -> None:
        """Take the text that an input method made from keys that reach no widget."""
        if self._raw:
            key, before = self._raw[-1]
            self._raw[-1] = replace(key, text=key.text + text), before
        elif len(self._train):
            self._add(field_in_focus(), Stroke(text), self._train.last_ms)

    def _pressed_raw(self, key: RawKey) -> None:
        self._raw.append((key, field_in_focus()))
        if not self._pause.isActive() or self._pause.remainingTime() < self._pace.late_ms:
            self._pause.start(self._pace.late_ms)  # an input method may consume it

    def _take_raw(self, key: int, at_ms: int) -> None:
        """Add the keys that came before this one and reached no widget."""
        # Several keys can be in the queue at once; those after this one are still in it.
        known = [(one.key, one.at_ms) for one, _ in self._raw]
        place = known.index((key, at_ms)) if (key, at_ms) in known else None
        if place is not None:
            unseen, self._raw = self._raw[:place], self._raw[place + 1 :]
            self._add_unseen(unseen)

    def _add_unseen(self, unseen: Iterable[tuple[RawKey, Field | None]]) -> None:
        for one, before in unseen:
            if one.stroke.on_us:
                self._finish_if_paused(one.at_ms)
                self._add(before, one.stroke, one.at_ms)
                self._down = 0
                self._pause.start(self._pace.late_ms)


def _is_aimed_at(watched: QObject) -> bool:
    """Return whether the event is at its target; it also passes the QWindow and the parents."""
    if not isinstance(watched, QWidget):
        return False
    return watched is (QApplication.focusWidget() or watched.window())
