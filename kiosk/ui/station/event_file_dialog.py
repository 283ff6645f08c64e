"""The dialog to set up laptops: how many, for which role, with which passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from kiosk.admin.requests import SUFFIX, EnrolmentRequest
from kiosk.domain.passphrases import (
    MIN_PASSPHRASE_LENGTH,
    is_strong_passphrase,
    normalise_passphrase,
)
from kiosk.domain.roles import Role
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.keyboard_focus import open_dialog
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import apply_page_style
from kiosk.ui.widgets.status_label import StatusLabel

_MAX_LAPTOPS = 500
_RECOVERY = "recovery"
_UNFIT = '/\\:*?"<>|'  # in file names, on some system


class EventFileDialog(Dialog):
    """Stays open until the file is written, or the dialog is cancelled.

    Signals:
        asked: the file (Path) to write, and its `EnrolmentRequest`.
    """

    asked = Signal(object, object)

    def __init__(self, words: Texts, event: str, theme: Theme) -> None:
        """`event` is the base of the file name."""
        translate = QCoreApplication.translate
        super().__init__(translate("Pack", "Set up laptops"), 640)
        self._words = words
        self._event = "".join(" " if each in _UNFIT else each for each in event)
        self._number = QLineEdit("1", self.frame, maxLength=3)
        self._number.setValidator(QIntValidator(0, _MAX_LAPTOPS, self._number))
        self._role = ComboBox(theme, self.frame)
        self._passphrase, self._again = (
            QLineEdit(self.frame, echoMode=QLineEdit.EchoMode.Password) for _ in range(2)
        )
        self._seen = CheckBox(theme, self.frame)
        self._status = StatusLabel("overlayStatus", self.frame)
        self._make = ChoiceButton("primary", self.frame)
        self._done = False
        apply_page_style(self, theme)
        self._lay_out()
        self._seen.toggled.connect(self._show_passphrase)
        self._make.clicked.connect(self._ask)
        for field in (self._number, self._passphrase, self._again):
            field.returnPressed.connect(self._ask)
            field.textEdited.connect(self._reset)
        self._role.currentIndexChanged.connect(self._offer_number)

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    def show_busy(self) -> None:
        """Show that the file is being written."""
        self._status.show_status(self._words.say("pack.busy"))
        self._fields_enabled(False)

    def show_trouble(self, sentence: str) -> None:
        """Show an error, and ask again."""
        self._status.show_trouble(sentence)
        self._fields_enabled(True)
        self._passphrase.setFocus()

    def show_written(self, sentence: str) -> None:
        """Show that the file was written; an edit starts another one."""
        self._done = True
        self._make.setText(QCoreApplication.translate("Pack", "Done"))
        self._passphrase.clear()
        self._again.clear()
        self._fields_enabled(True)
        self._status.show_status(sentence)
        self._make.setFocus()

    def _reset(self) -> None:
        self._done = False
        self._make.setText(QCoreApplication.translate("Pack", "Make the file …"))

    def _ask(self) -> None:
        if self._done:
            self.dismiss()
            return
        translate = QCoreApplication.translate
        if trouble := self._trouble():
            self.show_trouble(self._words.say(trouble, least=MIN_PASSPHRASE_LENGTH))
            return
        dialog = QFileDialog(self, translate("Pack", "Make the file …"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(self._file_name())
        dialog.fileSelected.connect(self._write)
        open_dialog(dialog)

    def _trouble(self) -> str:
        first, second = (
            normalise_passphrase(one.text()) for one in (self._passphrase, self._again)
        )
        if not is_strong_passphrase(first):
            return "error.passphrase_weak"
        return "" if first == second else "error.passphrases_differ"

    def _write(self, name: str) -> None:
        recovery = self._role.currentData() == _RECOVERY
        wanted = EnrolmentRequest(
            passphrase=self._passphrase.text(),
            stations=max(1, int(self._number.text() or 1)),
            role=Role.ADMIN if recovery else Role(self._role.currentData()),
            recovery=recovery,
        )
        self.show_busy()
        self.asked.emit(Path(name), wanted)

    def _file_name(self) -> str:
        kept = self._role.currentData() == _RECOVERY
        mark = f" {self._words.say('pack.recovery_name')}" if kept else ""
        return f"{self._event}{mark}{SUFFIX}"

    def _offer_number(self) -> None:
        """Hide the number of laptops for the recovery file, which is not for joining."""
        self._reset()
        recovery = self._role.currentData() == _RECOVERY
        for part in (self._number_label, self._number):
            part.setVisible(not recovery)
        self._status.show_status(self._words.say("pack.keep" if recovery else "pack.explained"))

    def _show_passphrase(self, seen: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password
        for field in (self._passphrase, self._again):
            field.setEchoMode(mode)

    def _fields_enabled(self, enabled: bool) -> None:
        for field in (self._number, self._role, self._passphrase, self._again, self._make):
            field.setEnabled(enabled)

    def _lay_out(self) -> None:
        translate = QCoreApplication.translate
        roles = (
            (translate("Pack", "door: scan and count"), Role.DOOR.value),
            (translate("Pack", "desk: also guests with a question"), Role.DESK.value),
            (translate("Pack", "admin: everything"), Role.ADMIN.value),
            (translate("Pack", "recovery file: to keep yourself"), _RECOVERY),
        )
        for text, role in roles:
            self._role.addItem(text, role)
        self._seen.setText(translate("Join", "Show the passphrase"))
        self._make.setText(translate("Pack", "Make the file …"))
        rows: tuple[tuple[str, QWidget], ...] = (
            (translate("Pack", "How many laptops"), self._number),
            (translate("Pack", "What they may do"), self._role),
            (translate("Join", "Passphrase"), self._passphrase),
            (translate("Pack", "Once more"), self._again),
        )
        form = QGridLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        labels = [QLabel(text, self.frame) for text, _ in rows]
        self._number_label, *_ = labels
        for row, (label, (text, field)) in enumerate(zip(labels, rows, strict=True)):
            field.setAccessibleName(text)
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignRight)
            form.addWidget(field, row, 1)
        form.setColumnStretch(1, 1)
        self.column.addLayout(form)
        self._status.show_status(self._words.say("pack.explained"))
        self.column.addWidget(self._status)
        below = QHBoxLayout()
        below.setSpacing(18)
        below.addWidget(self._seen)
        below.addWidget(self._make, 1)
        self.column.addLayout(below)
