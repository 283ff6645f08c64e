"""The choice of the sheet of a workbook."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from kiosk.ui.files.pickers.labelled_picker import LabelledPicker


class SheetPicker(LabelledPicker):
    """The sheets of a workbook by name; hidden if there is only one."""

    def use_language(self) -> None:
        """Show the label in the current language."""
        self.set_label(QCoreApplication.translate("Files", "Sheet"))

    def show_sheets(self, sheets: Sequence[str], sheet: str | None) -> None:
        """Show the sheets, and the one that is read."""
        self._picker.clear()
        for name in sheets:
            self._picker.addItem(name, name)
        self._picker.setCurrentText(sheet or "")
        self.setVisible(len(sheets) > 1)
