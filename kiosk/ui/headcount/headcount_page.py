"""The page of the headcount: the number, its uncertainty, and the current flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.headcount.doors_section import DoorsSection
from kiosk.ui.headcount.headcount_sections import (
    BarsSection,
    NumberSection,
    SentencesSection,
    TotalsSection,
)
from kiosk.ui.headcount.headcount_texts import age_text, texts_of_headcount
from kiosk.ui.shell.page import PolledPage
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.section import MARGIN, apply_page_style, scrolled

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport

_FIGURE_PX = (80, 190)  # smallest, largest
_FIGURE_OF_HEIGHT = 0.23


class HeadcountPage(PolledPage):
    """Shows the newest headcount and its age; imports no store.

    Signals:
        doubles_asked: show the page of double entries.
    """

    doubles_asked = Signal()

    def __init__(
        self,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        *,
        decides: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`decides`: this laptop's role may hold and open all doors."""
        super().__init__(parent)
        self._decides = decides
        self._words = words
        self._now = now
        self._report: HeadcountReport | None = None
        self._failed = False
        self._figure = NumberSection(theme, self)
        self._unsure = SentencesSection(self)
        self._totals = TotalsSection(self)
        self._pace = BarsSection(theme, self)
        self._groups = BarsSection(theme, self)
        self._odd = BarsSection(theme, self)
        self.doors = DoorsSection(self)
        self._whole = QWidget(self)
        self._columns = QHBoxLayout(self._whole)
        apply_page_style(self, theme)
        self._unsure.asked.connect(self.doubles_asked)
        self._lay_out()
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("HeadcountPage", "Headcount")

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = words
        translate = QCoreApplication.translate
        self._unsure.set_heading(translate("HeadcountPage", "What makes it unsure"))
        self._totals.use_language()
        self.doors.use_language()
        self._pace.set_heading(translate("HeadcountPage", "Coming in now, per entrance"))
        self._odd.set_heading(translate("HeadcountPage", "Refused in the last 15 minutes"))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the number to the new size."""
        super().resizeEvent(event)
        self._fit_number()

    def show_report(self, seen: HeadcountReport) -> None:
        """Show a new headcount."""
        self._report, self._failed = seen, False
        self._show()

    def show_failure(self) -> None:
        """Show that counting failed; the last figure stays, with its age."""
        self._failed = True
        self._show()

    def update_age(self) -> None:
        """Update the age of the figure."""
        if self._report is not None:
            text = age_text(self._report, self._now(), self._words, failed=self._failed)
            self._figure.show_age(text, failed=self._failed)

    def _groups_heading(self) -> str:
        if self._report is not None and not self._report.event.rules.exits:
            return QCoreApplication.translate("HeadcountPage", "Who meets whom: came in")
        return QCoreApplication.translate("HeadcountPage", "Who meets whom: inside now")

    def _show(self) -> None:
        self._groups.set_heading(self._groups_heading())
        if self._report is None:
            key = "first_glance.never_counted" if self._failed else "first_glance.counting"
            self._figure.show_nothing(self._words.say(key), failed=self._failed)
        else:
            texts = texts_of_headcount(self._report, self._words)
            self._figure.show_number(texts)
            self._unsure.show_sentences(texts.unsure)
            self._unsure.show_button(self._doubles(self._report))
            self._totals.show_totals(texts.admitted, texts.expected, texts.to_come)
            self._pace.show_bars(texts.pace, texts.busiest)
            self._groups.show_bars(texts.groups, texts.balance)
            self._odd.show_bars(texts.refused, texts.advice)
            rules = self._report.event.rules
            self.doors.show_doors(
                held=rules.hold, opened=rules.all_doors_open, sentences=texts.doors
            )
            self.update_age()
        self._show_sections()
        self._fit_number()

    def _show_sections(self) -> None:
        for section in (self._unsure, self._totals, self._pace, self._groups, self._odd):
            section.setVisible(self._report is not None)
        self.doors.setVisible(self._report is not None and self._decides)

    def _fit_number(self) -> None:
        """Show the number as large as the other sections allow, within its limits."""
        smallest, largest = _FIGURE_PX
        wanted = min(largest, self.height() * _FIGURE_OF_HEIGHT)
        self._figure.resize_number(wanted)
        self._columns.activate()
        over = self._whole.minimumSizeHint().height() - self.height()
        if over > 0:
            self._figure.resize_number(max(smallest, wanted - over))

    @staticmethod
    def _doubles(seen: HeadcountReport) -> str:
        """Return the label of the button to the double entries; empty without any."""
        if not seen.headcount.totals.doubles:
            return ""
        return QCoreApplication.translate("HeadcountPage", "Look at double entries (Shift+F3)")

    def _lay_out(self) -> None:
        columns = self._columns
        columns.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        columns.setSpacing(MARGIN)
        for sections, stretch in (
            ((self._figure, self._unsure, self._totals, self.doors), 53),
            ((self._pace, self._groups, self._odd), 47),
        ):
            column = QVBoxLayout()
            column.setSpacing(MARGIN)
            for section in sections:
                column.addWidget(section, int(section in (self._figure, self._odd)))
            columns.addLayout(column, stretch)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled(self._whole, self))
