"""The headcount for a beamer or a second screen: large, and without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import band_texts, wall_age_text
from kiosk.ui.headcount.capacity_bar import CapacityBar, StepMarks
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.labels import named, set_texts
from kiosk.ui.widgets.section import Stretch, apply_page_style, fill

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport

_NUMBER_OF_HEIGHT = 0.38
_WORD_OF_HEIGHT = 0.08
_TEXT_OF_HEIGHT = 0.045
_LARGEST_OF_WIDTH = 0.22  # five characters of a number fit
_MARGIN_OF_HEIGHT = 0.04
_LINE = 1.14  # of the number's size: digits need no more
_APART_PX = 16


class WallView(QWidget):
    """A window of its own that fills a screen; Esc closes it.

    Signals:
        closed: a person closed it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        """`window` is the program's window, with which it closes too."""
        super().__init__(window, Qt.WindowType.Window)
        self.setObjectName("wall")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        apply_page_style(self, theme)
        self._number, self._word = named("number", QLabel(self)), named("wallWord", QLabel(self))
        self._bound, self._room = named("wallText", QLabel(self)), named("wallText", QLabel(self))
        self._age = named("wallText", QLabel(self))
        self._hold = named("wallText", QLabel(self))
        self._bar, self._steps = CapacityBar(theme, self), StepMarks(theme, self)
        self._step = named("wallText", QLabel(self))
        self._lay_out()

    def show_report(self, report: HeadcountReport, words: Texts) -> None:
        """Show a headcount."""
        self.setWindowTitle(QCoreApplication.translate("HeadcountPage", "Headcount"))
        texts = band_texts(report, words)
        set_texts(
            {
                self._number: texts.number,
                self._word: texts.word,
                self._bound: texts.bound,
                self._age: wall_age_text(report, words),
                self._room: texts.room,
                self._step: texts.step,
            }
        )
        held = report.event.rules.hold
        self._hold.setText(words.say("first_glance.on_hold") if held else "")
        self._hold.setVisible(held)
        self._steps.show_steps(texts.steps)
        self._bar.show_marks(texts.marks)

    def show_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit `closed`."""
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the texts to the screen."""
        super().resizeEvent(event)
        high = self.height()
        number = min(high * _NUMBER_OF_HEIGHT, self.width() * _LARGEST_OF_WIDTH)
        self._number.setStyleSheet(f"font-size: {round(number)}px; font-weight: 700;")
        self._number.setFixedHeight(round(number * _LINE))
        margin = round(high * _MARGIN_OF_HEIGHT)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._word.setStyleSheet(f"font-size: {round(high * _WORD_OF_HEIGHT)}px; font-weight: 700;")
        for label in (self._bound, self._room, self._step, self._age, self._hold):
            label.setStyleSheet(f"font-size: {round(high * _TEXT_OF_HEIGHT)}px;")

    def _lay_out(self) -> None:
        line = fill(QHBoxLayout(), (self._bar, 1), self._steps, self._step, spacing=_APART_PX)
        self._column = fill(
            QVBoxLayout(self),
            (self._number, 0, Qt.AlignmentFlag.AlignHCenter),
            (self._word, 0, Qt.AlignmentFlag.AlignHCenter),
            (self._bound, 0, Qt.AlignmentFlag.AlignHCenter),
            (self._age, 0, Qt.AlignmentFlag.AlignHCenter),
            Stretch(),
            (self._hold, 0, Qt.AlignmentFlag.AlignHCenter),
            line,
            (self._room, 0, Qt.AlignmentFlag.AlignHCenter),
        )


def wall_screen(beside: QScreen) -> QScreen:
    """Return another screen than the one of the window; that one if there is no other."""
    return next((one for one in QGuiApplication.screens() if one is not beside), beside)
