"""A list to choose one from, by its number, by Enter or by a tap."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from kiosk.ui.labels import named
from kiosk.ui.overlay import Overlay


class ChoiceSheet(Overlay):
    """Asks for one of some keys, each told in words.

    Signals:
        chosen: the key.
    """

    chosen = Signal(str)

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self._keys = [key for key, _ in choices]
        for number, (key, words) in enumerate(choices, start=1):
            button = named(f"choice-{key}", QPushButton(f"{number}   {words}", self.sheet))
            button.setProperty("choice", True)
            button.setAutoDefault(True)
            button.clicked.connect(partial(self._choose, key))
            self.column.addWidget(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number; arrows go up and down."""
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self._keys):
            self._choose(self._keys[int(text) - 1])
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        self.dismiss()
        self.chosen.emit(key)
