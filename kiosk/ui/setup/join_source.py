"""The first fields of joining: the admin's file with its passphrase, or an invite."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.admin.requests import SUFFIX
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.keyboard_focus import open_dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill


class JoinSource(QWidget):
    """Has the file or the invite that the admin gave for this laptop.

    Signals:
        file_chosen: the file (Path) that a person chose in the dialog.
        entered: Enter was pressed in a field.
    """

    file_chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._file = QPushButton(self, autoDefault=True)
        self._passphrase = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self._seen = CheckBox(theme, self)
        self._invite = named("joinInvite", QLineEdit(self))
        self._form = FieldGrid(label="", spacing=(18, 10))
        self._form.add_row(self._file)
        self._form.add_row(self._passphrase)
        self._form.add_below(self._seen)
        self._form.add_row(self._invite)
        fill(QVBoxLayout(self), self._form, margins=0)
        self._file.clicked.connect(self.choose_file)
        self._seen.toggled.connect(self._show_passphrase)
        for field in (self._passphrase, self._invite):
            field.returnPressed.connect(self.entered)

    @property
    def passphrase(self) -> str:
        """The typed passphrase of the file."""
        return self._passphrase.text()

    @property
    def invite(self) -> str:
        """The invite, empty if none was typed."""
        return self._invite.text().strip()

    def use_language(self) -> None:
        """Show the labels in the current language."""
        translate = QCoreApplication.translate
        self._form.set_labels(
            translate("Join", "The admin's file"),
            translate("Join", "Passphrase"),
            translate("Join", "Or an invite"),
        )
        self._seen.setText(translate("Join", "Show the passphrase"))
        self._invite.setPlaceholderText(translate("Join", "Paste the whole line"))
        self._show_file()

    def use_file(self, path: Path | None) -> None:
        """Use a file; None waits for another one."""
        self.path = path
        self._show_file()

    def take_focus(self, *, select: bool = False) -> None:
        """Focus the first empty field or button; `select` its text, so that it can be replaced."""
        file: QWidget = self._passphrase if self.path else self._file
        field = self._invite if self.invite else file
        field.setFocus()
        if select and isinstance(field, QLineEdit):
            field.selectAll()

    def forget(self) -> None:
        """Remove the passphrase and the invite."""
        self._passphrase.clear()
        self._invite.clear()

    def choose_file(self) -> None:
        """Open the file dialog."""
        translate = QCoreApplication.translate
        title, mode = translate("Join", "Choose the file …"), QFileDialog.FileMode.ExistingFile
        dialog = QFileDialog(self, title, fileMode=mode)
        kinds = translate("Join", "Event files"), translate("Join", "All files")
        dialog.setNameFilters([f"{kinds[0]} (*{SUFFIX})", f"{kinds[1]} (*)"])
        dialog.fileSelected.connect(lambda name: self.file_chosen.emit(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_dialog(dialog)

    def _show_file(self) -> None:
        chosen = self.path.name.replace("&", "&&") if self.path else ""
        self._file.setText(chosen or QCoreApplication.translate("Join", "Choose the file …"))

    def _show_passphrase(self, seen: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password
        self._passphrase.setEchoMode(mode)
