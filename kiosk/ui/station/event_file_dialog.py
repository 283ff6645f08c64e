"""The dialog to set up laptops: the numbers for doors, desk and spares, and a passphrase."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from kiosk.admin.requests import SUFFIX, EnrolmentRequest
from kiosk.domain.passphrases import MIN_PASSPHRASE_LENGTH, is_strong_passphrase
from kiosk.domain.roles import Role
from kiosk.keys.word_passphrase import new_passphrase
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.file_choice import open_folder_dialog, open_save_dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton, NumberField
from kiosk.ui.widgets.section import apply_page_style, fill
from kiosk.ui.widgets.status_label import StatusLabel

_MAX_LAPTOPS = 500
_NUMBER_PX = 72
_UNFIT = '/\\:*?"<>|'  # in file names, on some system


class _Kind(StrEnum):
    LAPTOPS = "laptops"
    ADMIN = "admin"
    RECOVERY = "recovery"


_EXPLAINED = {
    _Kind.LAPTOPS: "pack.explained",
    _Kind.ADMIN: "pack.explained_admin",
    _Kind.RECOVERY: "pack.keep",
}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """An event file to write."""

    path: Path
    request: EnrolmentRequest


class EventFileDialog(Dialog):
    """Stays open until the files are written, or the dialog is cancelled.

    Signals:
        asked: a tuple with a `PlannedFile` for each kind of laptop.
    """

    asked = Signal(object)

    def __init__(self, words: Texts, event: str, theme: Theme) -> None:
        """`event` is the base of the file names."""
        translate = QCoreApplication.translate
        super().__init__(translate("Pack", "Set up laptops"), 680)
        self._words = words
        self._event = "".join(" " if each in _UNFIT else each for each in event)
        self._kind = ComboBox(theme, self.frame)
        self._numbers = named("actions", QWidget(self.frame))
        self._counts = [NumberField(_MAX_LAPTOPS, self._numbers) for _ in range(3)]
        self._passphrase = QLineEdit(new_passphrase(words.language), self.frame)
        self._other = ChoiceButton("otherWords", self.frame, translate("Wizard", "Other words"))
        self._status = StatusLabel("overlayStatus", self.frame)
        self._make = ChoiceButton("primary", self.frame)
        self._done = False
        apply_page_style(self, theme)
        self._form = FieldGrid(label="", spacing=(18, 8))
        self._lay_out()
        for number, count in zip(self._counts, ("1", "0", "0"), strict=True):
            number.setText(count)
        self._make.clicked.connect(self._ask)
        self._other.clicked.connect(self._propose)
        for field in (*self._counts, self._passphrase):
            field.returnPressed.connect(self._ask)
            field.textEdited.connect(self._reset)
        self._kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self._show_kind()

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    def show_busy(self) -> None:
        """Show that the files are being written."""
        self._status.show_status(self._words.say("pack.busy"))
        self._enable(False)

    def show_trouble(self, sentence: str) -> None:
        """Show an error, and ask again."""
        self._status.show_trouble(sentence)
        self._enable(True)
        self._passphrase.setFocus()

    def show_written(self, sentence: str) -> None:
        """Show that the files were written; the words stay, an edit starts another one."""
        self._done = True
        self._make.setText(QCoreApplication.translate("Pack", "Done"))
        self._enable(True)
        self._status.show_status(sentence)
        self._make.setFocus()

    def _reset(self) -> None:
        self._done = False
        self._make.setText(QCoreApplication.translate("Pack", "Make the files …"))

    def _propose(self) -> None:
        self._passphrase.setText(new_passphrase(self._words.language))
        self._reset()

    def _ask(self) -> None:
        if self._done:
            self.dismiss()
        elif trouble := self._trouble():
            self.show_trouble(trouble)
        elif self._chosen is _Kind.LAPTOPS:
            open_folder_dialog(self, self._make.text(), self._plan_laptops)
        else:
            recovery = self._chosen is _Kind.RECOVERY
            mark = self._words.say("pack.recovery_name" if recovery else "pack.admin_file")
            name = f"{self._event} {mark}{SUFFIX}"
            open_save_dialog(self, self._make.text(), name, self._plan_admin)

    @property
    def _chosen(self) -> _Kind:
        return _Kind(self._kind.currentData())

    def _trouble(self) -> str:
        if self._chosen is _Kind.LAPTOPS and not any(one.value for one in self._counts):
            return self._words.say("pack.none")
        if not is_strong_passphrase(self._passphrase.text()):
            return self._words.say("error.passphrase_weak", least=MIN_PASSPHRASE_LENGTH)
        return ""

    def _plan_laptops(self, folder: Path) -> None:
        say = self._words.say
        kinds = (
            (Role.DOOR, False, say("pack.door_file")),
            (Role.DESK, False, say("pack.desk_file")),
            (Role.DOOR, True, say("pack.spare_file")),
        )
        files = tuple(
            PlannedFile(
                folder / f"{self._event} {mark}{SUFFIX}",
                EnrolmentRequest(self._passphrase.text(), field.value, role, spare=spare),
            )
            for field, (role, spare, mark) in zip(self._counts, kinds, strict=True)
            if field.value
        )
        self._emit(files)

    def _plan_admin(self, path: Path) -> None:
        recovery = self._chosen is _Kind.RECOVERY
        request = EnrolmentRequest(self._passphrase.text(), role=Role.ADMIN, recovery=recovery)
        self._emit((PlannedFile(path, request),))

    def _emit(self, files: tuple[PlannedFile, ...]) -> None:
        self.show_busy()
        self.asked.emit(files)

    def _show_kind(self) -> None:
        """Hide the numbers for an admin and for the recovery file."""
        self._reset()
        kind = self._chosen
        self._form.show_row_if(kind is _Kind.LAPTOPS, self._numbers)
        self._status.show_status(self._words.say(_EXPLAINED[kind]))

    def _enable(self, enabled: bool) -> None:
        for field in (self._kind, *self._counts, self._passphrase, self._other, self._make):
            field.setEnabled(enabled)

    def _lay_out(self) -> None:
        translate = QCoreApplication.translate
        kinds = (
            (translate("Pack", "laptops for doors and desk"), _Kind.LAPTOPS),
            (translate("Pack", "admin: everything"), _Kind.ADMIN),
            (translate("Pack", "recovery file: to keep yourself"), _Kind.RECOVERY),
        )
        for text, kind in kinds:
            self._kind.addItem(text, kind.value)
        self._lay_out_numbers()
        for field in (self._kind, self._numbers, self._passphrase):
            self._form.add_row(field)
        self._form.set_labels(
            translate("Pack", "What it is for"),
            translate("Pack", "How many laptops"),
            translate("Join", "Passphrase"),
        )
        below = fill(QHBoxLayout(), self._other, (self._make, 1), spacing=18)
        fill(self.column, self._form, self._status, below)

    def _lay_out_numbers(self) -> None:
        """Put the three numbers side by side: a small screen has no room below."""
        translate = QCoreApplication.translate
        names = (
            (translate("Pack", "doors"), translate("Pack", "Laptops at the doors")),
            (translate("Pack", "desk"), translate("Pack", "Laptops at the desk")),
            (translate("Pack", "spare"), translate("Pack", "Spare laptops")),
        )
        row = fill(QHBoxLayout(self._numbers), margins=0, spacing=10)
        for field, (label, name) in zip(self._counts, names, strict=True):
            field.setAccessibleName(name)
            field.setFixedWidth(_NUMBER_PX)
            fill(row, field, (QLabel(label, self._numbers), 1))
