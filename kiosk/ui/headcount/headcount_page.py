"""The page of the headcount: the number with its bounds on top, and the current flow below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.reports.chart_data import ChartData, chart_data
from kiosk.reports.visitor_groups import counts_arrivals
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import age_text
from kiosk.ui.headcount.chips import Chips
from kiosk.ui.headcount.doors_section import DoorsSection
from kiosk.ui.headcount.headcount_band import HeadcountBand
from kiosk.ui.headcount.headcount_sections import FiguresSection, SentencesSection
from kiosk.ui.headcount.headcount_texts import organisation_bars, texts_of_headcount
from kiosk.ui.headcount.stacked_bar import StackedBar
from kiosk.ui.shell.page import PolledPage
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.bar_chart import Bars
from kiosk.ui.widgets.labels import set_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import MARGIN, Stretch, apply_page_style, fill, scrolled

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport


translate = QCoreApplication.translate
_CHARTS_ROW = 2  # below all that must be visible without scrolling


class Charts(Protocol):
    """The charts of the day."""

    @property
    def widget(self) -> QWidget:
        """The widget that contains them."""

    def show_data(self, data: ChartData, words: Texts) -> None:
        """Draw other numbers."""


class HeadcountPage(PolledPage):
    """Shows the newest headcount and its age; imports no store.

    Signals:
        doubles_asked: show the page of double entries.
        exchange_asked: show the page where the other laptops' entries are fetched.
        wall_asked: show the headcount on a whole screen.
        report_asked: make the report of the day.
        moment_asked: show the figures of an earlier time of the day.
        phone_asked: show the link to the headcount for phones.
    """

    doubles_asked = Signal()
    exchange_asked = Signal()
    wall_asked = Signal()
    report_asked = Signal()
    moment_asked = Signal()
    phone_asked = Signal()

    def __init__(
        self,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        *,
        decides: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`decides`: this laptop's role may hold and open all doors, and give phones a link."""
        super().__init__(parent)
        self._decides = decides
        self._words = words
        self._now = now
        self._report: HeadcountReport | None = None
        self._charts: Charts | None = None
        self._failed = False
        self._band = HeadcountBand(theme, self)
        self._unsure = SentencesSection(self)
        self._pace = FiguresSection(Bars(theme), self)
        self._groups = FiguresSection(StackedBar(theme), self, stretches=False)
        self._odd = FiguresSection(Chips(theme), self)
        self._categories = FiguresSection(Bars(theme), self)
        self._entrances = FiguresSection(Bars(theme), self)
        self._rooms = FiguresSection(Bars(theme), self)
        self._organisations = FiguresSection(Bars(theme), self)
        self._came_from: Mapping[str, int] = {}
        self.doors = DoorsSection(self)
        self._wall = ChoiceButton("wallButton", self)
        self._wall.clicked.connect(self.wall_asked)
        self._make_report = ChoiceButton("reportButton", self)
        self._make_report.clicked.connect(self.report_asked)
        self._moment = ChoiceButton("momentButton", self)
        self._moment.clicked.connect(self.moment_asked)
        self._phone = ChoiceButton("phoneButton", self)
        self._phone.clicked.connect(self.phone_asked)
        self._below = (self._unsure, self._pace, self._groups, self._odd)
        apply_page_style(self, theme)
        self._unsure.doubles_asked.connect(self.doubles_asked)
        self._unsure.exchange_asked.connect(self.exchange_asked)
        self._lay_out()
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return translate("HeadcountPage", "Headcount")

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = words
        self._unsure.set_heading(translate("HeadcountPage", "What makes it unsure"))
        self._band.totals.use_language()
        self._unsure.use_language()
        self.doors.use_language()
        self._pace.set_heading(translate("HeadcountPage", "Arrivals now, per entrance"))
        self._odd.set_heading(translate("HeadcountPage", "Refused in the last 15 minutes"))
        self._categories.set_heading(
            translate("HeadcountPage", "Came in of those expected, per category")
        )
        self._entrances.set_heading(translate("HeadcountPage", "Per entrance, over the day"))
        set_texts(
            {
                self._wall: translate("HeadcountPage", "Show on a large screen"),
                self._make_report: translate("HeadcountPage", "Report to sign …"),
                self._moment: translate("HeadcountPage", "A moment of the day …"),
                self._phone: translate("HeadcountPage", "Follow on a phone …"),
            }
        )
        self._organisations.set_heading(
            translate("HeadcountPage", "Came with a ticket, per organisation")
        )
        self._rooms.set_heading(translate("HeadcountPage", "Rooms, counted separately"))
        self._show()

    def on_shown(self) -> None:
        """Focus no button: an Enter in haste must not stop the doors."""
        self._area.setFocus()
        super().on_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the band to the new size."""
        super().resizeEvent(event)
        self._band.fit(self.size())

    def show_report(self, report: HeadcountReport) -> None:
        """Show a new headcount."""
        self._report, self._failed = report, False
        self._show()

    def show_organisations(self, people: Mapping[str, int]) -> None:
        """Show how many people came from each organisation."""
        self._came_from = people
        self._show()

    def add_charts(self, charts: Charts) -> None:
        """Add the charts of the day, which are made after the page."""
        self._charts = charts
        self._rows.insertWidget(_CHARTS_ROW, charts.widget)
        self._show_charts()

    def show_failure(self) -> None:
        """Show that counting failed; the last figure stays, with its age."""
        self._failed = True
        self._show()

    def update_age(self) -> None:
        """Update the age of the figure."""
        if self._report is not None:
            text = age_text(self._report, self._now(), self._words, failed=self._failed)
            self._band.show_age(text, failed=self._failed)

    def _groups_heading(self) -> str:
        if self._report is not None and counts_arrivals(self._report):
            return translate("HeadcountPage", "Who meets whom: came in")
        return translate("HeadcountPage", "Who meets whom: inside now")

    def _show(self) -> None:
        self._groups.set_heading(self._groups_heading())
        if self._report is None:
            key = "first_glance.never_counted" if self._failed else "first_glance.counting"
            self._band.show_nothing(self._words.say(key), failed=self._failed)
        else:
            self._show_counted(self._report)
        for section in (
            *self._below,
            self._categories,
            self._wall,
            self._make_report,
            self._moment,
        ):
            section.setVisible(self._report is not None)
        for some in (self._entrances, self._rooms, self._organisations):
            some.setVisible(self._report is not None and bool(some.figures.figures))
        self._phone.setVisible(self._report is not None and self._decides)
        self.doors.setVisible(self._report is not None and self._decides)

    def _show_charts(self) -> None:
        if self._charts is not None and self._report is not None:
            self._charts.show_data(chart_data(self._report), self._words)

    def _show_counted(self, report: HeadcountReport) -> None:
        texts, count = texts_of_headcount(report, self._words), report.headcount
        self._band.show_headcount(texts.band)
        self._band.totals.show_totals(texts.admitted, texts.expected, texts.to_come)
        self._unsure.show_sentences(
            texts.unsure, silent=not count.is_certain, doubles=count.totals.doubles > 0
        )
        self._pace.show_figures(texts.pace, texts.busiest)
        self._groups.show_figures(texts.groups, texts.balance)
        self._odd.show_figures(texts.refused, texts.advice)
        rules = report.event.rules
        self.doors.show_doors(held=rules.hold, opened=rules.all_doors_open, sentences=texts.doors)
        self._categories.show_figures(texts.categories)
        self._entrances.show_figures(texts.entrances)
        self._rooms.show_figures(texts.rooms)
        self._organisations.show_figures(*organisation_bars(self._came_from, self._words))
        self._show_charts()
        self.update_age()

    def _lay_out(self) -> None:
        whole = QWidget(self)
        self._rows = fill(
            QVBoxLayout(whole),
            self._band,
            _columns((self._unsure, self._groups), (self.doors, self._pace, self._odd)),
            _columns((self._categories, self._rooms), (self._entrances, self._organisations)),
            _columns((self._wall, self._phone), (self._make_report, self._moment)),
            Stretch(),
            margins=MARGIN,
            spacing=MARGIN,
        )
        self._area = scrolled(whole, self)
        fill(QVBoxLayout(self), self._area, margins=0)


def _columns(*sections: Sequence[QWidget]) -> QHBoxLayout:
    """Return columns of equal width, each with its sections at the top."""
    columns = [fill(QVBoxLayout(), *some, Stretch(), spacing=MARGIN) for some in sections]
    return fill(QHBoxLayout(), *((column, 1) for column in columns), spacing=MARGIN)
