"""The category of a guest: a button for each, or a list if there are many."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.flow_layout import FlowLayout
from kiosk.ui.widgets.labels import mark_chosen, named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import fill

_MOST_BUTTONS = 8


class CategoryButtons(QWidget):
    """One tap chooses a category; another tap on it removes the choice."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = ""  # empty for none
        self._buttons: dict[str, ChoiceButton] = {}
        self._list = ComboBox(theme, self)
        self._flow = QWidget(self)
        self._column = fill(QVBoxLayout(self), self._flow, self._list, margins=0)
        self._list.activated.connect(lambda _: self._choose(self._list.currentText()))
        self.show_categories(())

    def setAccessibleName(self, name: str) -> None:
        """Name the list and each button for a screen reader."""
        super().setAccessibleName(name)
        self._list.setAccessibleName(name)
        for category, button in self._buttons.items():
            button.setAccessibleName(f"{name}: {category}")

    def show_categories(self, categories: Sequence[str]) -> None:
        """Offer these categories; the one of the last guest stays chosen."""
        few = len(categories) <= _MOST_BUTTONS
        self._list.setVisible(not few)
        self._list.clear()
        self._list.addItems(["", *categories])
        self._show_buttons(categories if few else ())
        self._choose(self.chosen if self.chosen in categories else "")

    def _show_buttons(self, categories: Sequence[str]) -> None:
        flow = named("actions", QWidget(self))
        row = FlowLayout(flow)
        self._buttons = {}
        for category in categories:
            button = ChoiceButton("category", flow)
            button.setText(category.replace("&", "&&"))
            button.setAccessibleName(f"{self.accessibleName()}: {category}")
            button.setCheckable(True)
            button.clicked.connect(
                lambda _, name=category: self._choose("" if name == self.chosen else name)
            )
            self._buttons[category] = button
            row.addWidget(button)
        row.addWidget(QWidget(flow))  # takes the rest of the last row
        self._column.replaceWidget(self._flow, flow)
        self._flow.hide()
        self._flow.deleteLater()
        self._flow = flow
        flow.setVisible(bool(categories))

    def _choose(self, category: str) -> None:
        self.chosen = category
        self._list.setCurrentText(category)
        for name, button in self._buttons.items():
            mark_chosen(button, name == category)
