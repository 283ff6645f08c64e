"""The dialog of the report of the day: missing laptops, the kind of file, its language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QRadioButton, QWidget

from kiosk.domain.event_settings import Event
from kiosk.reports.day_report.report_texts import missing_text
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import event_moment
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.file_choice import open_save_dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import apply_page_style, fill
from kiosk.ui.widgets.status_label import StatusLabel

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.reports.day_report.day_report import DayReport

_WIDTH = 760
_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
_KINDS = {".pdf": "report.dialog.pdf", ".png": "report.dialog.png", ".csv": "report.dialog.csv"}


class ReportDialog(Dialog):
    """Asks for the file to write; the language of the report is a separate choice.

    Signals:
        asked: the file (Path) to write, and the language (str) of the report.
    """

    asked = Signal(object, str)

    def __init__(self, event: Event, words: Texts, theme: Theme) -> None:
        super().__init__(words.say("report.title"), _WIDTH)
        self._event = event
        self._words = words
        self._done = False
        self._about = named("mutedText", QLabel(words.say("report.dialog.about"), wordWrap=True))
        self._missing = StatusLabel("overlayStatus", self.frame)
        self._kinds = {suffix: QRadioButton(words.say(key)) for suffix, key in _KINDS.items()}
        self._language = ComboBox(theme, self.frame)
        self._status = StatusLabel("overlayStatus", self.frame)
        self._make = ChoiceButton("primary", self.frame)
        fill(
            self.column,
            self._about,
            self._missing,
            *self._kinds.values(),
            self._language_row(),
            self._status,
            self._make,
        )
        self._begin()
        apply_page_style(self, theme)

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    @property
    def missing(self) -> str:
        """The sentence about laptops that did not hand in, or that all did."""
        return self._missing.text()

    def show_report(self, report: DayReport) -> None:
        """Show which laptops did not hand in."""
        event, language = self._event, self._words.language
        missing = missing_text(report, self._words, lambda at: event_moment(at, event, language))
        if missing:
            self._missing.show_trouble(self._words.say("report.dialog.missing", missing=missing))
        else:
            self._missing.show_status(self._words.say("report.dialog.complete"))
        self._enable(True)
        self._make.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Show an error, and ask again."""
        self._make_room()
        self._status.show_trouble(sentence)
        self._enable(True)
        self._make.setFocus()

    def show_written(self, sentence: str) -> None:
        """Show that the file was written; another choice starts another one."""
        self._make_room()
        self._status.show_status(sentence)
        self._enable(True)
        self._done = True
        self._make.setText(QCoreApplication.translate("Pack", "Done"))
        self._make.setFocus()

    def _language_row(self) -> QHBoxLayout:
        label = named("mutedText", QLabel(self._words.say("report.dialog.language")))
        label.setBuddy(self._language)
        return fill(QHBoxLayout(), label, (self._language, 1))

    def _begin(self) -> None:
        for language in LANGUAGES:
            self._language.addItem(_LANGUAGE_NAMES[language], language)
        self._language.setCurrentIndex(LANGUAGES.index(self._words.language))
        self._language.setAccessibleName(self._words.say("report.dialog.language"))
        self._kinds[".pdf"].setChecked(True)
        for button in self._kinds.values():
            button.toggled.connect(lambda _: self._offer())
        self._language.currentIndexChanged.connect(lambda _: self._offer())
        self._make.clicked.connect(self._ask)
        self._offer()
        self._status.hide()
        self._enable(False)

    def _offer(self) -> None:
        self._done = False
        self._make.setText(QCoreApplication.translate("Files", "Make the file …"))
        self._language.setEnabled(not self._kinds[".csv"].isChecked())

    def _ask(self) -> None:
        if self._done:
            self.dismiss()
            return
        suffix = next(suffix for suffix, one in self._kinds.items() if one.isChecked())
        key = "report.dialog.name_csv" if suffix == ".csv" else "report.dialog.name"
        name = f"{self._event.date.isoformat()} {self._words.say(key)}{suffix}"
        ask_where_to_save(self, name, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._make_room()
        self._status.show_status(self._words.say("report.dialog.making"))
        self._enable(False)
        self.asked.emit(path, str(self._language.currentData()))

    def _make_room(self) -> None:
        """Show the status in place of the description: a small screen has room for only one."""
        self._about.hide()
        self._status.show()

    def _enable(self, enabled: bool) -> None:
        for part in (*self._kinds.values(), self._make):
            part.setEnabled(enabled)
        self._language.setEnabled(enabled and not self._kinds[".csv"].isChecked())


def ask_where_to_save(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Open the dialog for a file of this name; its suffix stays."""
    suffix = Path(name).suffix
    title = QCoreApplication.translate("Files", "Make the file …")
    kinds = [f"{suffix[1:].upper()} (*{suffix})"]
    open_save_dialog(parent, title, name, chosen, kinds=kinds)
