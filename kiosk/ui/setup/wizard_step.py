"""The base of the steps in which a new event is described."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.texts import Texts


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field that cannot be used as it is, and the sentence about it."""

    sentence: str
    field: QWidget


class WizardStep(QWidget):
    """A step with its fields; nothing is written before the last step.

    Signals:
        entered: Enter was pressed in a field.
    """

    entered = Signal()

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    @property
    def first_field(self) -> QWidget:
        """The widget that gets the focus when the step is shown; the step itself without one."""
        return self

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        self._words = words

    def mistake(self) -> Mistake | None:
        """Return the first field that cannot be used; None if the step is done."""
        return None

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the settings of an event, texts by key."""

    def settings(self) -> Mapping[str, str]:
        """Return the settings of the event as they were typed, by key."""
        return {}
