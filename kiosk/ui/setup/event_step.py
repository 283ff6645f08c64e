"""The first step of a new event: its name, day, place, and how many people may be in at once."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.event_settings import read_setting
from kiosk.domain.setting_values import MAX_SETTING_LENGTH
from kiosk.domain.verdict import Policy
from kiosk.errors import UnusableInput
from kiosk.texts import Texts
from kiosk.ui.setup.day_field import DayField
from kiosk.ui.setup.wizard_step import Mistake, WizardStep
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.panel import NumberField
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_MOST_PEOPLE = 9_999_999


class EventStep(WizardStep):
    """Asks for the main facts of the event; only the name and the day are required."""

    def __init__(
        self,
        words: Texts,
        theme: Theme,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        asks_full: bool = True,
    ) -> None:
        """`asks_full`: asks for the rule when the event is full, else for the staff on the day."""
        super().__init__(words, parent)
        self._asks_full = asks_full
        self._name = QLineEdit(self, maxLength=MAX_SETTING_LENGTH)
        self._day = DayField(words, today, self)
        self._opens = QLineEdit(self, maxLength=10)
        self._venue = QLineEdit(self, maxLength=MAX_SETTING_LENGTH)
        self._capacity = NumberField(_MOST_PEOPLE, self)
        self._permit = WrappedLabel("mutedText", self)
        self._full = ComboBox(theme, self)
        self._crew = NumberField(_MOST_PEOPLE, self)
        self._staff = WrappedLabel("mutedText", self)
        self._form = FieldGrid()
        self._form.add_row(self._name)
        self._form.add_row(self._day, self._opens)
        self._form.add_below(self._day.in_words)
        self._form.add_row(self._venue)
        self._form.add_row(self._capacity)
        self._form.add_below(self._permit)
        self._form.add_row(self._full)
        self._form.add_row(self._crew)
        self._form.add_below(self._staff)
        self._form.show_row_if(False, self._crew if asks_full else self._full)
        fill(QVBoxLayout(self), self._form, Stretch(), margins=0)
        for field in (self._name, self._day, self._opens, self._venue, self._capacity, self._crew):
            field.returnPressed.connect(self.entered)

    @property
    def first_field(self) -> QWidget:
        """The name, or the first field that is not valid."""
        return self._name

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        translate = QCoreApplication.translate
        self._form.set_labels(
            translate("Wizard", "Name"),
            translate("Wizard", "Date"),
            translate("Wizard", "Doors open at"),
            translate("Wizard", "Place"),
            translate("Wizard", "People at most"),
            translate("Wizard", "If it is full"),
            translate("Event", "Staff"),
        )
        self._name.setPlaceholderText(translate("Wizard", "For example: Summer festival"))
        self._opens.setPlaceholderText("9:30")
        self._capacity.setPlaceholderText(translate("Wizard", "no limit"))
        chosen = max(0, self._full.currentIndex())
        self._full.clear()
        waits = translate("Wizard", "guests wait, the organiser decides")
        self._full.addItem(waits, Policy.PIN.value)
        self._full.addItem(
            translate("Wizard", "let in, and warn the organiser"), Policy.ADMIT.value
        )
        self._full.setCurrentIndex(chosen)
        self._permit.show_text(words.say("start.permit"))
        self._staff.show_text("" if self._asks_full else words.say("event_page.staff"))
        self._day.use_words(words)

    def mistake(self) -> Mistake | None:
        """Return the first missing or invalid field: name, date or time."""
        if not self._name.text().strip():
            return Mistake(self._words.say("start.unusable.name"), self._name)
        if wrong := self._day.mistake():
            return Mistake(wrong, self._day)
        try:
            read_setting("opens", self._opens.text().strip())
        except UnusableInput:
            return Mistake(self._words.say("start.unusable.opens"), self._opens)
        return None

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the settings of an event."""
        self._name.setText(settings["name"])
        self._day.show_day(date.fromisoformat(settings["date"]))
        self._opens.setText(settings["opens"])
        self._venue.setText(settings["venue"])
        self._capacity.setText(settings["capacity"])
        self._crew.setText(settings["crew"])
        for field in (self._name, self._venue):
            field.setCursorPosition(0)  # a long text shows its beginning

    def settings(self) -> Mapping[str, str]:
        """Return the settings; the rule for a full event needs a capacity."""
        day = self._day.day
        full = str(self._full.currentData()) if self._capacity.text() else ""
        asked = {"policy.full": full} if self._asks_full else {"crew": self._crew.text() or "0"}
        return asked | {
            "name": self._name.text().strip(),
            "date": day.isoformat() if day else "",
            "opens": self._opens.text().strip(),
            "venue": self._venue.text().strip(),
            "capacity": self._capacity.text(),
        }
