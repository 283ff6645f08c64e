"""The desk's buttons for the number of people of a small group."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kiosk.texts import filled
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import fill

MAX_BUTTONS = 4
"""For a larger group, a dialog asks for the number."""


class NumberRow(QWidget):
    """A row of buttons, one for each possible number of people.

    Signals:
        chosen: the number of people.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions")
        self._how_many = named("fieldName", QLabel(self))
        self._buttons = [ChoiceButton(f"people{one}", self) for one in range(1, MAX_BUTTONS + 1)]
        row = fill(QHBoxLayout(self), (self._how_many, 1), margins=0, spacing=8)
        for number, button in enumerate(self._buttons, start=1):
            button.setText(str(number))
            button.setProperty("number", True)
            button.clicked.connect(partial(self.chosen.emit, number))
            row.addWidget(button)
        self.hide()

    def use_language(self, *, leaving: bool) -> None:
        """Show the question how many come in, or leave, in the current language."""
        translate = QCoreApplication.translate
        coming = translate("Desk", "How many in?")
        self._how_many.setText(translate("Desk", "How many out?") if leaving else coming)
        for number, button in enumerate(self._buttons, start=1):
            people = translate("Strip", "{n:1 person|{n} people}")
            button.setAccessibleName(filled(people, n=number))

    def show_up_to(self, most: int) -> None:
        """Show the numbers up to `most`; hide the row for one person or a large group."""
        self.setVisible(1 < most <= MAX_BUTTONS)
        for number, button in enumerate(self._buttons, start=1):
            button.setVisible(number <= most)
