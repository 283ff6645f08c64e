"""The choice of one category for all guests of a list."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft
from kiosk.ui.files.pickers.labelled_picker import LabelledPicker
from kiosk.ui.style.theme import Theme

_AS_IN_FILE, _ANOTHER = "", "\0"
_LONGEST = 60


class CategoryPicker(LabelledPicker):
    """The known categories, and a field for another one; the file may have categories itself.

    Signals:
        changed: another category was chosen or typed.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._typed = QLineEdit(self, maxLength=_LONGEST)
        self._typed.hide()
        self.add_below(self._typed)
        self.chosen.connect(self._pick)
        self._typed.editingFinished.connect(self._type)

    @property
    def category(self) -> str:
        """The category of the whole list, empty if the file has categories."""
        chosen = self._picker.currentData()
        return self._typed.text().strip() if chosen == _ANOTHER else str(chosen or "")

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self.set_label(translate("Files", "Category of the whole list"))
        self._typed.setAccessibleName(translate("Files", "New category"))
        self._typed.setPlaceholderText(translate("Files", "New category"))

    def reset(self) -> None:
        """Forget what was chosen, for another file."""
        self._picker.clear()
        self._typed.clear()
        self._typed.hide()

    def show_choice(self, report: Report | None, draft: ListDraft | None) -> None:
        """Show the known categories, and the chosen one."""
        self.setVisible(report is not None)
        if report is None or draft is None:
            return
        translate = QCoreApplication.translate
        chosen = draft.options.fixed.get("category", "")
        another = self._picker.currentData() == _ANOTHER
        categories = report.preview.categories
        self._picker.clear()
        self._picker.addItem(translate("Files", "As in the file"), _AS_IN_FILE)
        for category in dict.fromkeys(
            categories if another or not chosen else (*categories, chosen)
        ):
            self._picker.addItem(category, category)
        self._picker.addItem(translate("Files", "Another category …"), _ANOTHER)
        self._picker.setCurrentIndex(self._picker.findData(_ANOTHER if another else chosen))

    def _pick(self, chosen: str) -> None:
        another = chosen == _ANOTHER
        self._typed.setVisible(another)
        if another:
            self._typed.setFocus()
        else:
            self.changed.emit()

    def _type(self) -> None:
        if self._typed.isModified():
            self._typed.setModified(False)
            self.changed.emit()
