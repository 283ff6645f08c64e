"""A question with a few answers, of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kiosk.ui.widgets.section import WrappedLabel, fill


class ChoiceRows(QWidget):
    """A heading and a radio button for each answer; the first one is chosen.

    Signals:
        entered: Enter was pressed.
        changed: another answer was chosen.
    """

    entered = Signal()
    changed = Signal()

    def __init__(self, answers: Sequence[str], parent: QWidget | None = None) -> None:
        """`answers` are the keys of the answers."""
        super().__init__(parent)
        self._question = WrappedLabel("panelTitle", self)
        self._group = QButtonGroup(self)
        self._buttons = {key: QRadioButton(self) for key in answers}
        column = fill(QVBoxLayout(self), self._question, margins=0, spacing=0)
        for button in self._buttons.values():
            self._group.addButton(button)
            column.addWidget(button)
        self.choose(answers[0])
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)

    @property
    def chosen(self) -> str:
        """The key of the chosen answer."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def focus_stop(self) -> QWidget:
        """The button of the chosen answer."""
        return self._buttons[self.chosen]

    def choose(self, key: str) -> None:
        """Choose an answer."""
        self._buttons[key].setChecked(True)

    def show_texts(self, question: str, answers: Sequence[str]) -> None:
        """Show the question and its answers in the current language."""
        self._question.show_text(question)
        for button, text in zip(self._buttons.values(), answers, strict=True):
            button.setText(text)
            button.setAccessibleDescription(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
