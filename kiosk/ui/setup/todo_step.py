"""The part of the event's page with the open points, and the PIN."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill


class TodoStep(WizardStep):
    """Lists the open points.

    Signals:
        pin_asked: a person wants another PIN.
    """

    pin_asked = Signal()

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._heading = WrappedLabel("panelTitle", self)
        self._points = WrappedLabel("openPoints", self)
        self._pin = ChoiceButton("eventPin", self)
        self._pin.clicked.connect(self.pin_asked)
        row = fill(QHBoxLayout(), self._pin, Stretch())
        fill(QVBoxLayout(self), self._heading, self._points, row, Stretch(), margins=0, spacing=12)

    @property
    def first_field(self) -> QWidget:
        """The button for the PIN."""
        return self._pin

    @property
    def message(self) -> str:
        """The open points."""
        return self._points.text()

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        self._heading.show_text(words.say("start.todo.heading"))
        self._pin.setText(QCoreApplication.translate("Event", "Choose another PIN …"))

    def show_points(self, points: Sequence[str]) -> None:
        """Show the open points, or that there are none."""
        lines = [f"•  {point}" for point in points] or [self._words.say("event_page.nothing_to_do")]
        self._points.show_text("\n".join(lines))
