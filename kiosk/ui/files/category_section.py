"""New categories of a list: the group that each counts in, and the hand-out of its guests."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.admin.requests import CategoryRule
from kiosk.domain.headcount import GROUP_NAMES
from kiosk.domain.setting_values import AUDIENCE_GROUPS, MAX_SETTING_LENGTH
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.field_grid import FieldRows
from kiosk.ui.widgets.labels import with_properties
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill

_MOST = 20
_OTHERS = AUDIENCE_GROUPS[-1]


class CategorySection(Section):
    """A row for each category that is in no group yet, and a button for all that have no choice.

    Signals:
        changed: a person chose a group.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, "lines")
        self._theme = theme
        self._categories: tuple[str, ...] = ()
        self._language = ""
        self._others_counted = False
        self._groups: dict[str, ComboBox] = {}
        self._handouts: dict[str, QLineEdit] = {}
        self._rows = FieldRows((1, 1, 1), self)
        self._rest = ChoiceButton(parent=self)
        self._rest.clicked.connect(self._count_with_others)
        fill(self.column, self._rows, self._rest)
        self.hide()

    @property
    def rules(self) -> Mapping[str, CategoryRule]:
        """The rules of the categories for which a person chose a group."""
        unlisted = self._categories[_MOST:] if self._others_counted else ()
        return dict.fromkeys(unlisted, CategoryRule(_OTHERS)) | {
            category: CategoryRule(group, self._handouts[category].text().strip())
            for category, picker in self._groups.items()
            if (group := str(picker.currentData() or ""))
        }

    @property
    def next_stop(self) -> QWidget | None:
        """The picker of the first category without a group."""
        pickers = self._groups.values() if self.isVisible() else ()
        return next((one for one in pickers if not one.currentData()), None)

    def reset(self) -> None:
        """Forget all choices, for another file."""
        self._categories, self._others_counted = (), False
        self._groups, self._handouts = {}, {}

    def show_categories(self, categories: Sequence[str], words: Texts) -> None:
        """Ask about these categories; earlier choices about them stay."""
        self.setVisible(bool(categories))
        if tuple(categories) != self._categories or words.language != self._language:
            before, handouts = self.rules, {name: w.text() for name, w in self._handouts.items()}
            self._categories, self._language = tuple(categories), words.language
            self._show_rows(before, handouts, words)
        self._rest.setVisible(any(one not in self.rules for one in categories))

    def _show_rows(
        self, before: Mapping[str, CategoryRule], handouts: Mapping[str, str], words: Texts
    ) -> None:
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "New categories: which group, and what do we give?"))
        self._rest.setText(translate("Files", "Count the others as other guests"))
        self._groups, self._handouts = {}, {}
        self._rows.clear()
        for category in self._categories[:_MOST]:
            rule = before.get(category, CategoryRule("", handouts.get(category, "")))
            fields = category_fields(category, rule.group, rule.handout, words, self._theme)
            _, picker, handout = fields
            picker.insertItem(0, translate("Files", "Choose a group"), "")
            picker.setCurrentIndex(picker.findData(rule.group))
            picker.activated.connect(self.changed)
            handout.setPlaceholderText(translate("Files", "For example: lanyard"))
            self._rows.add_row(*fields)
            self._groups[category], self._handouts[category] = picker, handout

    def _count_with_others(self) -> None:
        self._others_counted = True
        for picker in self._groups.values():
            if not picker.currentData():
                picker.setCurrentIndex(picker.findData(_OTHERS))
        self.changed.emit()


def category_fields(
    category: str, group: str, handout: str, words: Texts, theme: Theme
) -> tuple[WrappedLabel, ComboBox, QLineEdit]:
    """Return the label of a category, the picker of its group, and the field of its hand-out."""
    translate = QCoreApplication.translate
    label = WrappedLabel("fieldName")
    label.setText(category)
    group_name, given = translate("Files", "Group"), translate("Files", "Hand-out")
    picker = with_properties(ComboBox(theme), accessibleName=f"{group_name}: {category}")
    for each in AUDIENCE_GROUPS:
        picker.addItem(words.say(GROUP_NAMES[each]), each)
    picker.setCurrentIndex(picker.findData(group))
    field = QLineEdit(handout, maxLength=MAX_SETTING_LENGTH)
    return label, picker, with_properties(field, accessibleName=f"{given}: {category}")
