"""The dialog of a moment of the day: the figures of then, as they are known now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider

from kiosk.domain.event_settings import Event
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import event_moment, locale
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import apply_page_style, fill
from kiosk.ui.widgets.status_label import StatusLabel

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.reports.day_report.day_report import DayReport, Moment

_WIDTH = 640
_HALF_HOUR = 6  # steps of five minutes


class MomentDialog(Dialog):
    """Shows the moment that a slider is at; the arrow keys move it by five minutes."""

    def __init__(self, event: Event, words: Texts, theme: Theme) -> None:
        super().__init__(words.say("report.moment.title"), _WIDTH)
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
        parts = (about, self._time, self._slider, self._figures, self._came, self._status)
        fill(self.column, *parts)
        self._slider.valueChanged.connect(self._show_moment)
        self._slider.setEnabled(False)
        apply_page_style(self, theme)

    @property
    def said(self) -> tuple[str, str, str]:
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
        shown, say, number = self._moments[place], self._words.say, self._number
        self._time.setText(event_moment(shown.at, self._event, self._words.language))
        kind = "report.moment.came" if self._arrivals else "report.moment.inside"
        figures = say(kind, inside=number(shown.inside), at_most=number(shown.at_most))
        capacity = self._event.areas[0].capacity
        allowed = say("report.fact.allowed", capacity=number(capacity)) if capacity else ""
        self._figures.setText(f"{figures}{allowed}.")
        came = "" if self._arrivals else say("report.moment.until_then", came=number(shown.came))
        self._came.setText(came)

    def _number(self, number: int) -> str:
        return locale(self._words.language).toString(number)
