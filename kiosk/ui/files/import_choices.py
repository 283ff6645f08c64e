"""The choices about a whole list: guests left off, errors, doubles, the category."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft, withdraws_many
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import left_off
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import WrappedLabel

_AS_IN_FILE, _ANOTHER = "", "\0"
_LONGEST = 60


class ImportChoices(QWidget):
    """Check boxes and a category, each visible only if it applies to the list.

    Signals:
        changed: the choices changed, so that the list is checked again.
        sure_changed: a person is sure that many tickets are withdrawn, or not (bool).
    """

    changed = Signal()
    sure_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_off = WrappedLabel("line", self)
        self._withdraw, self._skip, self._sure = (CheckBox(theme, self) for _ in range(3))
        self._label = named("fieldName", QLabel(self))
        self._picker = ComboBox(theme, self)
        self._typed = QLineEdit(self, maxLength=_LONGEST)
        self._typed.hide()
        line = QHBoxLayout()
        line.addWidget(self._label)
        line.addWidget(self._picker, 1)
        line.addWidget(self._typed, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for box in (self._skip, self._left_off, self._withdraw, self._sure):
            whole.addWidget(box)
        whole.addLayout(line)
        for box in (self._withdraw, self._skip):
            box.clicked.connect(self.changed)
        self._sure.clicked.connect(self.sure_changed)
        self._picker.activated.connect(self._pick)
        self._typed.editingFinished.connect(self._type)

    @property
    def withdraw(self) -> bool:
        """Whether the tickets of guests who are left off lapse."""
        return self._withdraw.isChecked()

    @property
    def skip(self) -> bool:
        """Whether rows with an error are skipped."""
        return self._skip.isChecked()

    @property
    def category(self) -> str:
        """The category of the whole list, empty if the file has categories."""
        chosen = self._picker.currentData()
        return self._typed.text().strip() if chosen == _ANOTHER else str(chosen or "")

    @property
    def next_stop(self) -> QWidget | None:
        """The box that keeps the list out, if one does."""
        boxes = (self._skip, self._sure)
        return next((one for one in boxes if one.isVisible() and not one.isChecked()), None)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self._withdraw.setText(translate("Files", "Let their tickets lapse"))
        self._skip.setText(translate("Files", "Skip the rows with an error"))
        self._sure.setText(translate("Files", "Withdraw them, I am sure"))
        category = translate("Files", "Category of the whole list")
        self._label.setText(category)
        self._picker.setAccessibleName(category)
        self._typed.setAccessibleName(translate("Files", "New category"))
        self._typed.setPlaceholderText(translate("Files", "New category"))

    def reset(self) -> None:
        """Reset all choices for another file."""
        for box in (self._withdraw, self._skip, self._sure):
            box.setChecked(False)
        self._picker.clear()
        self._typed.clear()
        self._typed.hide()

    def show_choices(self, report: Report | None, draft: ListDraft | None, words: Texts) -> None:
        """Show the choices that apply to this file."""
        self.setVisible(report is not None)
        if report is None or draft is None:
            return
        self._sure.setChecked(draft.sure)
        gone = report.preview.left_off
        self._left_off.show_text(left_off(report, words))
        self._withdraw.setVisible(bool(gone) or self._withdraw.isChecked())
        self._skip.setVisible(report.rejected_rows > 0)
        self._sure.setVisible(withdraws_many(report))
        self._offer(report.preview.categories, draft.options.fixed.get("category", ""))

    def _offer(self, categories: Sequence[str], chosen: str) -> None:
        translate = QCoreApplication.translate
        another = self._picker.currentData() == _ANOTHER
        self._picker.clear()
        self._picker.addItem(translate("Files", "As in the file"), _AS_IN_FILE)
        offered = categories if another or not chosen else (*categories, chosen)
        for category in dict.fromkeys(offered):
            self._picker.addItem(category, category)
        self._picker.addItem(translate("Files", "Another category …"), _ANOTHER)
        self._picker.setCurrentIndex(self._picker.findData(_ANOTHER if another else chosen))

    def _pick(self) -> None:
        another = self._picker.currentData() == _ANOTHER
        self._typed.setVisible(another)
        if another:
            self._typed.setFocus()
        else:
            self.changed.emit()

    def _type(self) -> None:
        if self._typed.isModified():
            self._typed.setModified(False)
            self.changed.emit()
