"""The desk's buttons for how many people of a small group are here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton

MAX_BUTTONS = 4
"""A larger group is asked about in a sheet."""


class NumberRow(QWidget):
    """Offers the numbers of people that are possible, each a button.

    Signals:
        chosen: so many people.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions")
        self._how_many = named("fieldName", QLabel(self))
        self._buttons = [ChoiceButton(f"people{one}", self) for one in range(1, MAX_BUTTONS + 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._how_many, 1)
        for number, button in enumerate(self._buttons, start=1):
            button.setText(str(number))
            button.setProperty("number", True)
            button.clicked.connect(partial(self.chosen.emit, number))
            row.addWidget(button)
        self.hide()

    def use_language(self, *, leaving: bool) -> None:
        """Ask how many come in, or leave, in the language of now."""
        translate = QCoreApplication.translate
        coming = translate("Desk", "How many in?")
        self._how_many.setText(translate("Desk", "How many out?") if leaving else coming)
        for number, button in enumerate(self._buttons, start=1):
            one = number == 1
            text = translate("Strip", "1 person") if one else translate("Strip", "{n} people")
            button.setAccessibleName(text.format(n=number))

    def show_up_to(self, most: int) -> None:
        """Offer the numbers up to this one; none for one person, or for a large group."""
        self.setVisible(1 < most <= MAX_BUTTONS)
        for number, button in enumerate(self._buttons, start=1):
            button.setVisible(number <= most)
