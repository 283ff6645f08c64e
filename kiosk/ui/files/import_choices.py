"""The choices about a whole list: rows with errors, and the category."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill

_AS_IN_FILE, _ANOTHER = "", "\0"
_LONGEST = 60


class ImportChoices(QWidget):
    """A category, and a check box that is visible only if rows have errors.

    Signals:
        changed: the choices changed, so that the list is checked again.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = named("fieldName", QLabel(self))
        self._picker = ComboBox(theme, self)
        self._typed = QLineEdit(self, maxLength=_LONGEST)
        self._skip = CheckBox(theme, self)
        self._typed.hide()
        line = fill(QHBoxLayout(), self._label, (self._picker, 1), (self._typed, 1))
        fill(QVBoxLayout(self), line, self._skip, margins=0, spacing=6)
        self._skip.clicked.connect(self.changed)
        self._picker.activated.connect(self._pick)
        self._typed.editingFinished.connect(self._type)

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
        """The check box that stops the import, if there is one."""
        waits = self._skip.isVisible() and not self._skip.isChecked()
        return self._skip if waits else None

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self._skip.setText(translate("Files", "Skip the rows with an error"))
        category = translate("Files", "Category of the whole list")
        self._label.setText(category)
        self._picker.setAccessibleName(category)
        self._typed.setAccessibleName(translate("Files", "New category"))
        self._typed.setPlaceholderText(translate("Files", "New category"))

    def reset(self) -> None:
        """Reset all choices for another file."""
        self._skip.setChecked(False)
        self._picker.clear()
        self._typed.clear()
        self._typed.hide()

    def show_choices(self, report: Report | None, draft: ListDraft | None) -> None:
        """Show the choices that apply to this file."""
        self.setVisible(report is not None)
        if report is None or draft is None:
            return
        self._skip.setVisible(report.rejected_rows > 0)
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
