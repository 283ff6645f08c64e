"""The fifth step of a new event: the organiser's PIN, and a recovery file to keep."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.admin.requests import SUFFIX
from kiosk.domain.pin_rules import MIN_PIN_LENGTH, is_valid_pin
from kiosk.keys.word_passphrase import new_passphrase
from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import Mistake, WizardStep
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.file_choice import open_save_dialog
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_MOST_DIGITS = 12


class KeysStep(WizardStep):
    """Asks for a PIN, twice, and for the path of the recovery file; both are optional."""

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._path: Path | None = None
        self._passphrase = ""
        self._about = WrappedLabel("mutedText", self)
        self._pin, self._again = (_pin_field(self) for _ in range(2))
        self._why_file = WrappedLabel("mutedText", self)
        self._choose = ChoiceButton("chooseRecovery", self)
        self._other = ChoiceButton("otherWords", self)
        self._kept = WrappedLabel("passphrase", self)
        self._keep = WrappedLabel("mutedText", self)
        self._form = FieldGrid()
        self._form.add_row(self._pin, self._again)
        row = fill(QHBoxLayout(), self._choose, self._other, Stretch())
        column = fill(QVBoxLayout(self), self._about, self._form, margins=0, spacing=8)
        column.addSpacing(8)
        fill(column, self._why_file, row, self._kept, self._keep, Stretch())
        self._choose.clicked.connect(self._ask_where)
        self._other.clicked.connect(self._propose)
        for field in (self._pin, self._again):
            field.returnPressed.connect(self.entered)

    @property
    def first_field(self) -> QWidget:
        """The PIN."""
        return self._pin

    @property
    def pin(self) -> str:
        """The PIN; empty if it was skipped."""
        return self._pin.text()

    @property
    def recovery(self) -> tuple[Path | None, str]:
        """The recovery file and its passphrase; no file if it was skipped."""
        return self._path, self._passphrase if self._path else ""

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        translate = QCoreApplication.translate
        self._form.set_labels(
            translate("Wizard", "PIN"), translate("Wizard", "The same PIN once more")
        )
        self._other.setText(translate("Wizard", "Other words"))
        self._about.show_text(words.say("start.pin_about", least=MIN_PIN_LENGTH))
        self._why_file.show_text(words.say("start.recovery_about"))
        self._show_file()

    def mistake(self) -> Mistake | None:
        """Return that the PIN is too short, or typed in two ways."""
        if self.pin and not is_valid_pin(self.pin):
            return Mistake(self._words.say("error.pin_form", least=MIN_PIN_LENGTH), self._pin)
        if self.pin != self._again.text():
            return Mistake(self._words.say("start.unusable.pin"), self._again)
        return None

    def choose(self, path: Path) -> None:
        """Write the recovery file here, when the event is made."""
        self._path = path
        if not self._passphrase:
            self._propose()
        self._show_file()

    def _propose(self) -> None:
        self._passphrase = new_passphrase(self._words.language)
        self._show_file()

    def _show_file(self) -> None:
        translate, path, words = QCoreApplication.translate, self._path, self._words
        name = path.name.replace("&", "&&") if path else ""
        self._choose.setText(name or translate("Wizard", "Choose where the recovery file goes …"))
        self._other.setVisible(path is not None)
        self._kept.show_text(self._passphrase if path else "")
        self._keep.show_text(words.say("start.recovery_words") if path else "")

    def _ask_where(self) -> None:
        name = f"{self._words.say('pack.recovery_name')}{SUFFIX}"
        open_save_dialog(self, self._choose.text(), name, self.choose)


def _pin_field(parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent, maxLength=_MOST_DIGITS, echoMode=QLineEdit.EchoMode.Password)
    field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), field))
    return field
