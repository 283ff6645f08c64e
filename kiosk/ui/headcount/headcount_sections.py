"""The sections of the headcount page below its band: sentences, totals, bars, chips."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.ui.widgets.bar_chart import F, Figures
from kiosk.ui.widgets.labels import named, set_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill

translate = QCoreApplication.translate


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
        self._sentences = fill(QVBoxLayout(), spacing=self.column.spacing())
        self._exchange = ChoiceButton("toExchange", self)
        self._doubles = ChoiceButton("lookInto", self)
        self._exchange.clicked.connect(self.exchange_asked)
        self._doubles.clicked.connect(self.doubles_asked)
        fill(self.column, self._sentences, self._exchange, self._doubles)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        set_texts(
            {
                self._exchange: translate("HeadcountPage", "Fetch the latest (F5)"),
                self._doubles: translate("HeadcountPage", "Look at double entries (Shift+F3)"),
            }
        )

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
        row = fill(QHBoxLayout(self), margins=0, spacing=18)
        for number, name in zip(self._numbers, self._names, strict=True):
            row.addLayout(fill(QVBoxLayout(), number, name, spacing=0), 1)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        arrived, expected, to_come = self._names
        set_texts(
            {
                arrived: translate("TotalsSheet", "came with a ticket"),
                expected: translate("TotalsSheet", "expected"),
                to_come: translate("TotalsSheet", "still to come"),
            }
        )

    def show_totals(self, arrived: str, expected: str, to_come: str) -> None:
        """Show how many people came, are expected, and are still to come."""
        text = (arrived, expected, to_come)
        for label, name, number in zip(self._numbers, self._names, text, strict=True):
            label.setText(number)
            label.setAccessibleName(f"{number} {name.text()}")


class FiguresSection(Section, Generic[F]):
    """Bars, chips or groups, and a sentence below them."""

    def __init__(
        self, figures: Figures[F], parent: QWidget | None = None, *, stretches: bool = True
    ) -> None:
        """`stretches`: it may be higher than its parts."""
        super().__init__(parent)
        self.figures = figures
        self.sentence = WrappedLabel("quiet", self)
        fill(self.column, figures, self.sentence, *([Stretch()] if stretches else []))

    def show_figures(self, figures: Sequence[F], sentence: str = "") -> None:
        """Show these figures and this sentence about them."""
        self.figures.show_figures(figures)
        self.sentence.show_text(sentence)
