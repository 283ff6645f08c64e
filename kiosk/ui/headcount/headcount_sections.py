"""The sections of the headcount page: the number, sentences, totals, bars."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.ui.headcount.headcount_texts import HeadcountTexts
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.bar_chart import Bar, Bars, Fill
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel

_BREATH_PX = 6
_BLANK_PX = 180
_LINE = 1.14  # of a number's size: digits stay above the line, a comma reaches below it


class NumberSection(Section):
    """The number with its word, its upper bound, its age, and the free capacity."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = named("number", QLabel(self))
        self._word = named("figureWord", QLabel(self))
        self._at_most = named("atMost", QLabel(self))
        self._age = WrappedLabel("quiet", self)
        self._trouble = WrappedLabel("notice", self)
        self._room = WrappedLabel("room", self)
        self._fill = Fill(theme, self)
        self._blank = EmptyState(Icon.PEOPLE, theme, self)
        self._blank.setMinimumHeight(_BLANK_PX)
        self._blank.hide()
        self._lay_out()

    def show_number(self, glance: HeadcountTexts) -> None:
        """Show a headcount; a screen reader announces a new number."""
        spoken = f"{glance.number} {glance.word}, {glance.at_most}"
        if spoken != self._number.accessibleName():
            self._number.setAccessibleName(spoken)
            changed = QAccessibleEvent(self._number, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(changed)
        self._blank.hide()
        self._number.show()
        self._number.setText(glance.number)
        self._word.setText(glance.word)
        self._at_most.setText(glance.at_most)
        self._room.show_text(" ".join(filter(None, (glance.room + ".", glance.crew))))
        self._fill.setVisible(glance.filled is not None)
        self._fill.show_share(glance.filled or 0.0)

    def show_age(self, sentence: str, *, failed: bool) -> None:
        """Show the age of the number; `failed` emphasises it."""
        self._age.show_text("" if failed else sentence)
        self._trouble.show_text(sentence if failed else "")

    def show_nothing(self, sentence: str, *, failed: bool) -> None:
        """Show why there is no number yet."""
        self._number.hide()
        self._fill.hide()
        self._blank.show_text(sentence)
        self._blank.setVisible(not failed)
        self._trouble.show_text(sentence if failed else "")

    def resize_number(self, pixels: float) -> None:
        """Set the height of the number (px)."""
        self._number.setFixedHeight(round(pixels * _LINE))
        self._number.setStyleSheet(f"font-size: {round(pixels)}px; font-weight: 700;")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(18)
        bottom = Qt.AlignmentFlag.AlignBottom
        line.addWidget(self._word, 0, bottom)
        line.addWidget(self._at_most, 0, bottom)
        line.addStretch(1)
        self.column.setSpacing(0)
        self.column.addWidget(self._blank, 1)
        self.column.addStretch(1)
        self.column.addWidget(self._number)
        self.column.addLayout(line)
        self.column.addSpacing(_BREATH_PX)
        self.column.addWidget(self._age)
        self.column.addWidget(self._trouble)
        self.column.addSpacing(2 * _BREATH_PX)
        self.column.addWidget(self._fill)
        self.column.addSpacing(_BREATH_PX)
        self.column.addWidget(self._room)
        self.column.addStretch(1)


class SentencesSection(Section):
    """Sentences below each other, and an optional button below them.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[WrappedLabel] = []
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(self.column.spacing())
        self._offer = ChoiceButton("lookInto", self)
        self._offer.clicked.connect(self.asked)
        self._offer.hide()
        self.column.addLayout(self._sentences)
        self.column.addWidget(self._offer)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show these sentences."""
        while len(self._lines) < len(sentences):
            line = WrappedLabel("line", self)
            self._lines.append(line)
            self._sentences.addWidget(line)
        for number, line in enumerate(self._lines):
            line.show_text(sentences[number] if number < len(sentences) else "")

    def show_button(self, words: str) -> None:
        """Show the button with a label; an empty one hides it."""
        self._offer.setText(words)
        self._offer.setVisible(bool(words))


class TotalsSection(Section):
    """People arrived, expected and still to come: three numbers side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = [named("total", QLabel(self)) for _ in range(3)]
        self._names = [named("totalOf", QLabel(self)) for _ in range(3)]
        row = QHBoxLayout()
        row.setSpacing(18)
        for number, name in zip(self._numbers, self._names, strict=True):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(number)
            pair.addWidget(name)
            row.addLayout(pair, 1)
        self.column.addLayout(row)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        arrived, expected, to_come = self._names
        arrived.setText(translate("TotalsSheet", "arrived"))
        expected.setText(translate("TotalsSheet", "expected"))
        to_come.setText(translate("TotalsSheet", "still to come"))

    def show_totals(self, arrived: str, expected: str, to_come: str) -> None:
        """Show how many people came, are expected, and are still to come."""
        text = (arrived, expected, to_come)
        for label, name, number in zip(self._numbers, self._names, text, strict=True):
            label.setText(number)
            label.setAccessibleName(f"{number} {name.text()}")


class BarsSection(Section):
    """Bars, and a sentence below them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = Bars(theme, self)
        self.sentence = WrappedLabel("quiet", self)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.sentence)
        self.column.addStretch(1)

    def show_bars(self, bars: Sequence[Bar], sentence: str) -> None:
        """Show these bars and this sentence about them."""
        self.bars.show_bars(bars)
        self.sentence.show_text(sentence)
