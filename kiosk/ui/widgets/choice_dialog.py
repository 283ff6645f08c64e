"""A dialog with a list of choices: by number, by Enter or by a tap."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill, scrolled

WIDTH = 560
_MAX_ROWS = 5  # visible without a scroll bar
_BY_NUMBER = 9


class ChoiceDialog(Dialog):
    """Asks for one of several choices, each a key and its text.

    Signals:
        chosen: the key of the choice.
    """

    chosen = Signal(str)

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], text: str = "", *, width: int = WIDTH
    ) -> None:
        """`text` explains the choices; a long list scrolls."""
        super().__init__(title, width)
        self._keys = [key for key, _ in choices]
        if text:
            self.column.addWidget(named("mutedText", QLabel(text, self.frame, wordWrap=True)))
        rows = named("sheetRows", QWidget(self.frame))
        buttons = [self._row(number, *choice) for number, choice in enumerate(choices, start=1)]
        fill(QVBoxLayout(rows), *buttons, margins=0, spacing=self.column.spacing())
        if len(choices) > _MAX_ROWS:
            visible = rows.sizeHint().height() * _MAX_ROWS // len(choices)
            rows = scrolled(rows, self.frame, minimum_height=visible)
        self.column.addWidget(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number; move the focus by the arrow keys."""
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= min(_BY_NUMBER, len(self._keys)):
            self._choose(self._keys[int(text) - 1])
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def _row(self, number: int, key: str, words: str) -> QPushButton:
        before = f"{number}   " if number <= _BY_NUMBER else ""
        button = QPushButton(f"{before}{words}", autoDefault=True)
        button.clicked.connect(partial(self._choose, key))
        return named(f"choice-{key}", button, choice=True)

    def _choose(self, key: str) -> None:
        self.dismiss()
        self.chosen.emit(key)
