"""A field for a date, which repeats the date in words."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kiosk.texts import Texts
from kiosk.ui.setup.typed_days import read_typed_day
from kiosk.ui.style.time_format import full_day
from kiosk.ui.widgets.labels import named

_LONGEST = 40


class DayField(QLineEdit):
    """Takes a date in any Dutch or English form; `in_words` is the label that repeats it."""

    def __init__(
        self, words: Texts, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, maxLength=_LONGEST)
        self._today = today
        self._words = words
        self.in_words = named("mutedText", QLabel(parent))
        self.textChanged.connect(self._show_in_words)

    def use_words(self, words: Texts) -> None:
        """Repeat the date in these words."""
        self._words = words
        self.setPlaceholderText(words.say("start.day_example"))
        self._show_in_words()

    @property
    def day(self) -> date | None:
        """The date; None if the text is none, or its weekday is another one."""
        try:
            typed = read_typed_day(self.text(), self._today())
        except ValueError:
            return None
        return None if typed.other_weekday else typed.day

    def show_day(self, day: date) -> None:
        """Show a date in words."""
        self.setText(full_day(day, self._words.language))
        self.setCursorPosition(0)  # the weekday is in sight where the field is narrow

    def mistake(self) -> str:
        """Return the sentence about a text that is no date; empty if it is one."""
        try:
            typed = read_typed_day(self.text(), self._today())
        except ValueError:
            return self._words.say("start.unusable.date")
        if not typed.other_weekday:
            return ""
        day = full_day(typed.day, self._words.language)
        return self._words.say("start.unusable.weekday", day=day)

    def _show_in_words(self) -> None:
        day = self.day
        self.in_words.setText(full_day(day, self._words.language) if day else "")
