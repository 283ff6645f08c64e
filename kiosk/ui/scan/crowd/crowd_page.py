"""The page that counts a crowd that leaves: one large number, and a key for each step."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.input.key_sequence import PACE
from kiosk.ui.shell.page import Page
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import locale
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import MARGIN, Section, Stretch, WrappedLabel, apply_page_style, fill

_FIGURE_PX, _SMALLEST_PX = 200, 110
_LINE = 1.08  # of the number's size
_BUTTON_PX = 60
_OTHERS_PX = 296  # all but the number
_SAID_PX = 42  # of either line about the last key: nothing moves
_MOST_OF_BUTTONS = 5
_DIGITS = "123456789"
_WAIT_MS = PACE.person_ms + 15


class DigitKeys(QObject):
    """Passes on a digit if no other one follows as fast as only a hand scanner types.

    The filter of hand scanners takes bursts of six keys or more; this one drops shorter bursts.

    Signals:
        chosen: the digit.
    """

    chosen = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digit = 0
        self._at_ms: int | None = None
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.settle)

    def press(self, digit: int, at_ms: int) -> None:
        """Take a digit that was pressed at a time (ms)."""
        burst = self._at_ms is not None and 0 <= at_ms - self._at_ms <= PACE.person_ms
        self._at_ms = at_ms
        if burst:
            self.drop()
            return
        self.settle()
        self._digit = digit
        self._wait.start()

    def settle(self) -> None:
        """Pass on the digit that waits, if there is one."""
        digit = self._digit
        self.drop()
        if digit:
            self.chosen.emit(digit)

    def drop(self) -> bool:
        """Drop the digit that waits; return whether there was one."""
        waited, self._digit = bool(self._digit), 0
        self._wait.stop()
        return waited


class CrowdPage(Page):
    """Counts people by keys: space for one, a digit for that many, Backspace undoes the last key.

    Signals:
        counted: a number of people left.
        taken_back: the last number was wrong.
    """

    counted = Signal(int)
    taken_back = Signal()

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._people, self._place = 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number = named("number", QLabel(self))
        self._word = WrappedLabel("figureWord", self)
        self._last = WrappedLabel("atMost", self)
        self._trouble = WrappedLabel("notice", self)
        self._how = WrappedLabel("line", self)
        self._buttons = [ChoiceButton(f"out{one}", self) for one in range(1, _MOST_OF_BUTTONS + 1)]
        self._back = ChoiceButton("takeBack", self)
        self._digits = DigitKeys(self)
        self._digits.chosen.connect(self.counted)
        apply_page_style(self, theme)
        self._lay_out()
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Crowd", "Count people leaving")

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = words
        translate = QCoreApplication.translate
        self._word.show_text(words.say("scan.crowd.word", place=self._place))
        self._how.show_text(words.say("scan.crowd.how"))
        self._back.setText(translate("Crowd", "Take the last back (Backspace)"))
        first, *others = self._buttons
        first.setText(translate("Crowd", "1 (space)"))
        for number, button in enumerate(others, start=2):
            button.setText(str(number))
        self.show_people(self._people)

    def move_to(self, place: str) -> None:
        """Count at another exit."""
        self._place = place
        self._people = 0
        self.use_words(self._words)
        self.show_last(self._words.say("scan.crowd.none"))

    def on_shown(self) -> None:
        """Take the keys."""
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the number smaller in a low window."""
        super().resizeEvent(event)
        room = round((self.height() - _OTHERS_PX) / _LINE)
        pixels = max(_SMALLEST_PX, min(_FIGURE_PX, room))
        self._number.setStyleSheet(f"font-size: {pixels}px; font-weight: 700;")
        self._number.setFixedHeight(round(pixels * _LINE))

    def show_people(self, people: int) -> None:
        """Show how many people left; a screen reader announces a new number."""
        self._people = people
        written = locale(self._words.language).toString(people)
        self._number.setText(written)
        spoken = f"{written} {self._word.text()}"
        if spoken != self._number.accessibleName():
            self._number.setAccessibleName(spoken)
            changed = QAccessibleEvent(self._number, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(changed)

    def show_last(self, sentence: str) -> None:
        """Show the effect of the last key."""
        self._trouble.show_text("")
        self._last.show_text(sentence)

    def show_trouble(self, sentence: str) -> None:
        """Show why a key counted no people."""
        self._last.show_text("")
        self._trouble.show_text(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count people, or undo the last number; a held key counts once."""
        digit = event.text() if event.text() in _DIGITS else ""
        space, back = Qt.Key.Key_Space, Qt.Key.Key_Backspace
        if not digit and event.key() not in (space, back):
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            event.accept()
        elif digit:
            self._digits.press(int(digit), event.timestamp())
        elif event.key() == space:
            self._count(1)
        else:
            self._take_back()

    def _count(self, people: int) -> None:
        self._digits.settle()
        self.counted.emit(people)

    def _take_back(self) -> None:
        if not self._digits.drop():
            self.taken_back.emit()

    def _connect(self) -> None:
        for number, button in enumerate(self._buttons, start=1):
            button.clicked.connect(partial(self._count, number))
            button.setProperty("number", number > 1)
        self._back.clicked.connect(self._take_back)
        for button in (*self._buttons, self._back):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumHeight(_BUTTON_PX)

    def _lay_out(self) -> None:
        sheet = Section(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        fill(sheet.column, Stretch(), (self._number, 0, middle))
        self._word.setAlignment(middle)
        sheet.column.addWidget(self._word)
        lines = QVBoxLayout()
        for line in (self._last, self._trouble, self._how):
            line.setAlignment(middle)
        for line in (self._last, self._trouble):
            line.setMinimumHeight(_SAID_PX)
            lines.addWidget(line)
        fill(sheet.column, lines, self._how, Stretch())
        first, *others = self._buttons
        shares = ((first, 2), *((button, 1) for button in others), (self._back, 4))
        sheet.column.addLayout(fill(QHBoxLayout(), *shares, spacing=8))
        fill(QVBoxLayout(self), sheet, margins=MARGIN)
