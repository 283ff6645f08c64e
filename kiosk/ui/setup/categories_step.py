"""The part of the event's page about categories: group, hand-out and colour."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.setting_values import AUDIENCE_GROUPS
from kiosk.texts import Texts
from kiosk.ui.files.category_section import category_fields
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.field_grid import FieldRows
from kiosk.ui.widgets.labels import with_properties
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_SHARES = (10, 13, 12, 14)
"""Of a category, its group, its hand-out and its colour: nothing is shortened at 910 pixels."""

_COLORS = {
    "": "event_page.color.none",
    "white": "event_page.color.white",
    "yellow": "event_page.color.yellow",
    "pink": "event_page.color.pink",
    "purple": "event_page.color.purple",
    "turquoise": "event_page.color.turquoise",
    "brown": "event_page.color.brown",
    "black": "event_page.color.black",
}


class CategoriesStep(WizardStep):
    """A row for each category that the guest lists have."""

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self._known: Mapping[str, str] = {}
        self._rows: dict[str, tuple[ComboBox, QLineEdit, ComboBox]] = {}
        self._about = WrappedLabel("mutedText", self)
        self._each = FieldRows(_SHARES, self)
        fill(QVBoxLayout(self), self._about, self._each, Stretch(), margins=0)

    @property
    def first_field(self) -> QWidget:
        """The group of the first category, or the part itself if there is none."""
        return next((picker for picker, *_ in self._rows.values()), self)

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        self._known = {**self._known, **self.settings()}
        self.show_categories(tuple(self._rows))

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Use the settings of an event; `show_categories` shows them."""
        self._known = settings

    def show_categories(self, categories: Sequence[str]) -> None:
        """Show a row for each category."""
        key = "event_page.categories_about" if categories else "event_page.no_categories"
        self._about.show_text(self._words.say(key))
        self._each.clear()
        self._rows = {name: self._add_row(name) for name in categories}

    def settings(self) -> Mapping[str, str]:
        """Return the group, the hand-out and the colour of each category."""
        typed: dict[str, str] = {}
        for name, (picker, handout, color) in self._rows.items():
            typed |= {
                f"group.{name}": str(picker.currentData()),
                f"handout.{name}": handout.text().strip(),
                f"color.{name}": str(color.currentData()),
            }
        return typed

    def _add_row(self, name: str) -> tuple[ComboBox, QLineEdit, ComboBox]:
        group = self._known.get(f"group.{name}", AUDIENCE_GROUPS[-1])
        handout = self._known.get(f"handout.{name}", "")
        label, picker, typed = category_fields(name, group, handout, self._words, self._theme)
        typed.setCursorPosition(0)
        typed.setPlaceholderText(QCoreApplication.translate("Event", "hand-out"))
        about = QCoreApplication.translate("Event", "Colour")
        colors = with_properties(ComboBox(self._theme), accessibleName=f"{about}: {name}")
        for color, key in _COLORS.items():
            colors.addItem(self._words.say(key), color)
        colors.setCurrentIndex(max(0, colors.findData(self._known.get(f"color.{name}", ""))))
        self._each.add_row(label, picker, typed, colors)
        return picker, typed, colors
