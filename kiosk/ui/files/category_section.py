"""New categories of a list: the group that each counts in, and what its guests are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kiosk.admin.requests import CategoryRule
from kiosk.domain.setting_values import AUDIENCE_GROUPS, MAX_SETTING_LENGTH
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import Section, WrappedLabel

_MOST = 8
_OTHERS = AUDIENCE_GROUPS[-1]
_GROUP_NAMES = {
    "bewoner": "headcount.group.bewoner",
    "beleid": "headcount.group.beleid",
    "partner": "headcount.group.partner",
    "overig": "headcount.group.overig",
}


class CategorySection(Section):
    """A row for each category that is in no group; without a choice it counts with the others."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lines")
        self._theme = theme
        self._shown: tuple[tuple[str, ...], str] = ((), "")
        self._groups: dict[str, ComboBox] = {}
        self._handouts: dict[str, QLineEdit] = {}
        self._rows = named("actions", QWidget(self))
        self.column.addWidget(self._rows)
        self.hide()

    @property
    def rules(self) -> Mapping[str, CategoryRule]:
        """The rules of the categories that a person said something about."""
        found = {
            category: CategoryRule(
                str(picker.currentData()), self._handouts[category].text().strip()
            )
            for category, picker in self._groups.items()
        }
        return {name: rule for name, rule in found.items() if rule != CategoryRule(_OTHERS)}

    def show_categories(self, categories: Sequence[str], words: Texts) -> None:
        """Ask about these categories; what was chosen stays while they are the same."""
        some = tuple(categories[:_MOST])
        self.setVisible(bool(some))
        if (some, words.language) == self._shown:
            return
        self._shown = some, words.language
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "New categories: which group, and what do we give?"))
        before, self._groups, self._handouts = self.rules, {}, {}
        rows = named("actions", QWidget(self))
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        for row, category in enumerate(some):
            rule = before.get(category, CategoryRule(_OTHERS))
            self._add_row(rows, grid, row, category, rule, words)
        self.column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()

    def _add_row(
        self,
        rows: QWidget,
        grid: QGridLayout,
        row: int,
        category: str,
        rule: CategoryRule,
        words: Texts,
    ) -> None:
        translate = QCoreApplication.translate
        label, picker = WrappedLabel("fieldName", rows), ComboBox(self._theme, rows)
        label.show_text(category)
        for group in AUDIENCE_GROUPS:
            picker.addItem(words.say(_GROUP_NAMES[group]), group)
        picker.setCurrentIndex(picker.findData(rule.group))
        group_name, given = translate("Files", "Group"), translate("Files", "Hand-out")
        picker.setAccessibleName(f"{group_name}: {category}")
        handout = QLineEdit(rule.handout, rows, maxLength=MAX_SETTING_LENGTH)
        handout.setPlaceholderText(translate("Files", "Hand out, for example: keycord"))
        handout.setAccessibleName(f"{given}: {category}")
        for column, widget in enumerate((label, picker, handout)):
            grid.addWidget(widget, row, column)
        self._groups[category], self._handouts[category] = picker, handout
