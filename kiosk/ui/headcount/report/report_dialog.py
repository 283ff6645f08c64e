"""The dialogs of the report of the day, and of the figures at a moment of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QRadioButton, QSlider, QWidget

from kiosk.domain.event_settings import Event
from kiosk.reports.day_report.report_texts import missing_text
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.headcount.band_texts import numbers
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
    from kiosk.reports.day_report.day_report import DayReport, Moment

_WIDTH = 760
_MOMENT_WIDTH = 640
_HALF_HOUR = 6  # steps of five minutes
_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
_KINDS = {".pdf": "report.dialog.pdf", ".png": "report.dialog.png", ".csv": "report.dialog.csv"}


class ReportDialog(Dialog):
    """Names the missing laptops, and asks for the file to write and the report's language.

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


class MomentDialog(Dialog):
    """Shows the moment that a slider is at; the arrow keys move it by five minutes."""

    def __init__(self, event: Event, words: Texts, theme: Theme) -> None:
        super().__init__(words.say("report.moment.title"), _MOMENT_WIDTH)
        self._event = event
        self._words = words
        self._moments: Sequence[Moment] = ()
        self._arrivals = False
        about = named("mutedText", QLabel(words.say("report.moment.about"), wordWrap=True))
        self._time = named("momentTime", QLabel(self.frame))
        self._figures = named("momentFigures", QLabel(self.frame, wordWrap=True))
        self._came = named("mutedText", QLabel(self.frame, wordWrap=True))
        self._slider = QSlider(Qt.Orientation.Horizontal, self.frame)
        self._slider.setAccessibleName(words.say("report.moment.time"))
        self._slider.setPageStep(_HALF_HOUR)
        self._status = StatusLabel("overlayStatus", self.frame)
        fill(self.column, about, self._time, self._slider, self._figures, self._came, self._status)
        self._slider.valueChanged.connect(self._show_moment)
        self._slider.setEnabled(False)
        apply_page_style(self, theme)

    @property
    def texts(self) -> tuple[str, str, str]:
        """The time, the people inside and the people who came."""
        return self._time.text(), self._figures.text(), self._came.text()

    def show_report(self, report: DayReport) -> None:
        """Show the last moment, and let a person move to earlier ones."""
        self._moments, self._arrivals = report.moments, report.arrivals
        if not self._moments:
            self._status.show_status(self._words.say("report.fact.none_came"))
            return
        self._status.hide()
        self._slider.setEnabled(True)
        self._slider.setRange(0, len(self._moments) - 1)
        self._slider.setValue(len(self._moments) - 1)
        self._show_moment(self._slider.value())
        self._slider.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Show an error."""
        self._status.show()
        self._status.show_trouble(sentence)

    def _show_moment(self, place: int) -> None:
        shown, say, number = self._moments[place], self._words.say, numbers(self._words)
        self._time.setText(event_moment(shown.at, self._event, self._words.language))
        kind = "report.moment.came" if self._arrivals else "report.moment.inside"
        figures = say(kind, inside=number(shown.inside), at_most=number(shown.at_most))
        capacity = self._event.areas[0].capacity
        allowed = say("report.fact.allowed", capacity=number(capacity)) if capacity else ""
        self._figures.setText(f"{figures}{allowed}.")
        came = say("report.moment.until_then", came=number(shown.came))
        self._came.setText("" if self._arrivals else came)


def ask_where_to_save(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Open the dialog for a file of this name; its suffix stays."""
    suffix = Path(name).suffix
    title = QCoreApplication.translate("Files", "Make the file …")
    kind = f"{suffix[1:].upper()} (*{suffix})"
    open_save_dialog(parent, title, name, chosen, kinds=[kind])
