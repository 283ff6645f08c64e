"""The part of the event's page about categories: group, hand-out and colour."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.headcount import GROUP_NAMES
from kiosk.domain.setting_values import AUDIENCE_GROUPS, MAX_SETTING_LENGTH
from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_STRETCHES = (10, 13, 12, 14)
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
        self._each = named("actions", QWidget(self))
        self._column = fill(QVBoxLayout(self), self._about, self._each, Stretch(), margins=0)

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
        each = named("actions", QWidget(self))
        grid = QGridLayout(each)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, stretch in enumerate(_STRETCHES):
            grid.setColumnStretch(column, stretch)
        rows = enumerate(categories)
        self._rows = {name: self._row(each, grid, row, name, self._words) for row, name in rows}
        self._column.replaceWidget(self._each, each)
        self._each.hide()
        self._each.deleteLater()
        self._each = each
        each.show()

    def settings(self) -> Mapping[str, str]:
        """Return the group, the hand-out and the colour of each category."""
        typed = {}
        for name, (picker, handout, color) in self._rows.items():
            typed[f"group.{name}"] = str(picker.currentData())
            typed[f"handout.{name}"] = handout.text().strip()
            typed[f"color.{name}"] = str(color.currentData())
        return typed

    def _row(
        self, each: QWidget, grid: QGridLayout, row: int, name: str, words: Texts
    ) -> tuple[ComboBox, QLineEdit, ComboBox]:
        translate = QCoreApplication.translate
        label, picker = WrappedLabel("fieldName", each), ComboBox(self._theme, each)
        label.show_text(name)
        for group in AUDIENCE_GROUPS:
            picker.addItem(words.say(GROUP_NAMES[group]), group)
        usual = AUDIENCE_GROUPS[-1]
        picker.setCurrentIndex(picker.findData(self._known.get(f"group.{name}", usual)))
        picker.setAccessibleName(f"{translate('Files', 'Group')}: {name}")
        handout = QLineEdit(self._known.get(f"handout.{name}", ""), each)
        handout.setMaxLength(MAX_SETTING_LENGTH)
        handout.setCursorPosition(0)
        handout.setPlaceholderText(translate("Event", "hand-out"))
        handout.setAccessibleName(f"{translate('Files', 'Hand-out')}: {name}")
        color = self._color_picker(each, name, words)
        for column, widget in enumerate((label, picker, handout, color)):
            grid.addWidget(widget, row, column)
        return picker, handout, color

    def _color_picker(self, each: QWidget, name: str, words: Texts) -> ComboBox:
        picker = ComboBox(self._theme, each)
        for color, key in _COLORS.items():
            picker.addItem(words.say(key), color)
        picker.setCurrentIndex(max(0, picker.findData(self._known.get(f"color.{name}", ""))))
        about = QCoreApplication.translate("Event", "Colour")
        picker.setAccessibleName(f"{about}: {name}")
        return picker
