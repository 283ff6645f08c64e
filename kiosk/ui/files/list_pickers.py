"""Choices about a list with their labels: its source, its sheet, and its category."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill

_MOST_SOURCES = 12
_AS_IN_FILE, _ANOTHER = "", "\0"
_LONGEST = 60


class LabelledPicker(QWidget):
    """A label and its choice; hidden at first.

    Signals:
        chosen: the data (str) of the item that a person chose.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = named("fieldName", QLabel(self))
        self._picker = ComboBox(theme, self)
        self.column = fill(QVBoxLayout(self), self._label, self._picker, margins=0, spacing=2)
        self._picker.activated.connect(lambda: self.chosen.emit(str(self._picker.currentData())))
        self.hide()

    def set_label(self, label: str) -> None:
        """Show the label, and read it out with the choice."""
        self._label.setText(label)
        self._picker.setAccessibleName(label)


class SourcePicker(LabelledPicker):
    """The sources of all lists by name, with how many of the file's guests each has."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._picker.setObjectName("sourcePicker")

    def show_sources(self, report: Report | None, words: Texts) -> None:
        """Show the current source, and the possible ones."""
        self.set_label(QCoreApplication.translate("Files", "Whose list is this?"))
        self._picker.clear()
        self.setVisible(report is not None)
        if report is None:
            return
        preview = report.preview
        key = "files.source.new" if preview.is_new else "files.source.next"
        self._picker.addItem(words.say(key, source=report.source), report.source)
        for source, rows in preview.others[:_MOST_SOURCES]:
            key = "files.source.shared" if rows else "files.source.next"
            text = words.say(key, source=source, count=rows, rows=preview.rows)
            self._picker.addItem(text, source)


class SheetPicker(LabelledPicker):
    """The sheets of a workbook by name; hidden if there is only one."""

    def show_sheets(self, sheets: Sequence[str], sheet: str | None) -> None:
        """Show the sheets, and the one that is read."""
        self.set_label(QCoreApplication.translate("Files", "Sheet"))
        self._picker.clear()
        for name in sheets:
            self._picker.addItem(name, name)
        self._picker.setCurrentText(sheet or "")
        self.setVisible(len(sheets) > 1)


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
        self.column.addWidget(self._typed)
        self.chosen.connect(self._pick)
        self._typed.editingFinished.connect(self._type)

    @property
    def category(self) -> str:
        """The category of the whole list, empty if the file has categories."""
        chosen = self._picker.currentData()
        return self._typed.text().strip() if chosen == _ANOTHER else str(chosen or "")

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
        self.set_label(translate("Files", "Category of the whole list"))
        self._typed.setAccessibleName(translate("Files", "New category"))
        self._typed.setPlaceholderText(translate("Files", "New category"))
        chosen = draft.options.fixed.get("category", "")
        another = self._picker.currentData() == _ANOTHER
        also_chosen = () if another or not chosen else (chosen,)
        self._picker.clear()
        self._picker.addItem(translate("Files", "As in the file"), _AS_IN_FILE)
        for category in dict.fromkeys((*report.preview.categories, *also_chosen)):
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
