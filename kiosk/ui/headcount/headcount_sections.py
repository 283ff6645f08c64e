"""The sections of the headcount page below its band: sentences, totals, bars, chips."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.ui.headcount.chips import Chip, Chips
from kiosk.ui.headcount.stacked_bar import StackedBar, StackedPart
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.bar_chart import Bar, Bars
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill


class SentencesSection(Section):
    """Sentences below each other, with buttons for the next step below them.

    Signals:
        exchange_asked: the button to the exchange was pressed.
        doubles_asked: the button to the double entries was pressed.
    """

    exchange_asked = Signal()
    doubles_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[WrappedLabel] = []
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(self.column.spacing())
        self._exchange = ChoiceButton("toExchange", self)
        self._doubles = ChoiceButton("lookInto", self)
        self._exchange.clicked.connect(self.exchange_asked)
        self._doubles.clicked.connect(self.doubles_asked)
        fill(self.column, self._sentences, self._exchange, self._doubles)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self._exchange.setText(translate("HeadcountPage", "Fetch the latest (F5)"))
        self._doubles.setText(translate("HeadcountPage", "Look at double entries (Shift+F3)"))

    def show_sentences(
        self, sentences: Sequence[str], *, silent: bool = False, doubles: bool = False
    ) -> None:
        """Show these sentences, and the buttons for silent laptops and double entries."""
        while len(self._lines) < len(sentences):
            line = WrappedLabel("line", self)
            self._lines.append(line)
            self._sentences.addWidget(line)
        for number, line in enumerate(self._lines):
            line.show_text(sentences[number] if number < len(sentences) else "")
        self._exchange.setVisible(silent)
        self._doubles.setVisible(doubles)


class TotalsRow(QWidget):
    """People who came with a ticket, are expected, and still to come: three numbers in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = [named("total", QLabel(self)) for _ in range(3)]
        self._names = [named("totalOf", QLabel(self)) for _ in range(3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        for number, name in zip(self._numbers, self._names, strict=True):
            pair = fill(QVBoxLayout(), number, name, spacing=0)
            row.addLayout(pair, 1)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        arrived, expected, to_come = self._names
        arrived.setText(translate("TotalsSheet", "came with a ticket"))
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
        fill(self.column, self.bars, self.sentence, Stretch())

    def show_bars(self, bars: Sequence[Bar], sentence: str) -> None:
        """Show these bars and this sentence about them."""
        self.bars.show_bars(bars)
        self.sentence.show_text(sentence)


class GroupsSection(Section):
    """A bar of the groups that meet, and a sentence about their balance."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = StackedBar(theme, self)
        self.sentence = WrappedLabel("quiet", self)
        fill(self.column, self.bar, self.sentence)

    def show_groups(self, parts: Sequence[StackedPart], sentence: str) -> None:
        """Show the groups and the sentence."""
        self.bar.show_parts(parts)
        self.sentence.show_text(sentence)


class ChipsSection(Section):
    """Chips, and a sentence below them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = Chips(theme, self)
        self.sentence = WrappedLabel("quiet", self)
        fill(self.column, self.chips, self.sentence, Stretch())

    def show_chips(self, chips: Sequence[Chip], sentence: str) -> None:
        """Show the chips and the sentence."""
        self.chips.show_chips(chips)
        self.sentence.show_text(sentence)
