"""The last step of a new event: a summary, and the open points."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.style.time_format import full_day
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill


class SummaryStep(WizardStep):
    """Shows the event, and the open points; its button makes the event."""

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._made = False
        self._event = WrappedLabel("panelTitle", self)
        self._todo = WrappedLabel("strong", self)
        self._points = WrappedLabel("openPoints", self)
        self._later = WrappedLabel("mutedText", self)
        fill(
            QVBoxLayout(self),
            self._event,
            self._todo,
            self._points,
            self._later,
            Stretch(),
            margins=0,
            spacing=10,
        )

    @property
    def message(self) -> str:
        """The open points."""
        return self._points.text()

    def use_words(self, words: Texts) -> None:
        """Show the headings in the current language."""
        super().use_words(words)
        self._todo.show_text(words.say("start.todo.heading"))
        key = "start.todo.made" if self._made else "start.todo.later"
        self._later.show_text(words.say(key))

    def show_made(self) -> None:
        """Show that the event was made."""
        self._made = True
        self.use_words(self._words)

    def show_plan(self, name: str, day: date, points: Sequence[str]) -> None:
        """Show the event and its open points."""
        self._event.show_text(f"{name}, {full_day(day, self._words.language)}")
        self._points.show_text("\n".join(f"•  {point}" for point in points))
