"""The page of the laptops: a table of all, the next step of the day, and other actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kiosk.checkin.station_context import StationContext
from kiosk.domain.verdict import Colour
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.sync.network.presence import Presence
from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_row import LaptopRow, RowAction
from kiosk.ui.laptops.laptop_rows import laptop_rows
from kiosk.ui.laptops.laptop_view import LaptopTable
from kiosk.ui.laptops.laptops_texts import exchange_text, not_handed_in, summary
from kiosk.ui.laptops.more_view import MoreView
from kiosk.ui.laptops.next_step import NextStep, may_be_emptied, next_step
from kiosk.ui.laptops.overview_bar import OverviewBar
from kiosk.ui.shell.page import PolledPage
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.file_choice import open_folder_dialog
from kiosk.ui.widgets.keyboard_focus import FocusMemory
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import MARGIN, WrappedLabel, apply_page_style, fill, scrolled

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptops


class LaptopsPage(PolledPage):
    """Shows the laptops and offers the next step; imports no store.

    Signals:
        exchange_asked: exchange with this folder (Path).
        setup_asked: set other laptops up.
        put_another_asked: a laptop (the id of its station) may be broken, and can be replaced.
    """

    exchange_asked = Signal(object)
    setup_asked = Signal()
    put_another_asked = Signal(str)

    def __init__(
        self,
        post: StationContext,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone = post.event.zone
        self.words = words
        self.now = now
        self._seen: Laptops | None = None
        self._live = False
        self._presences: Mapping[str, Presence] = {}
        self.enrols = False  # whether this laptop can set up others
        self._keys = FocusMemory(self)
        self._busy = WrappedLabel("notice", self)
        self.banner = ResultBanner(theme, self)
        self.overview = OverviewBar(self)
        self.table = LaptopTable(theme, self)
        self.more = MoreView(post.role, self)
        self.exchange, self.network = self.more.exchange, self.more.network
        self.closing = self.more.closing
        self._views = QStackedWidget(self)
        apply_page_style(self, theme)
        self._lay_out()
        self._connect()
        self.use_words(words)

    def _connect(self) -> None:
        self.overview.step_asked.connect(self._take_step)
        self.overview.more_asked.connect(lambda: self.show_more(not self.shows_more))
        self.exchange.asked.connect(self.exchange_asked)
        self.exchange.choose_asked.connect(lambda: self.choose_folder(self.exchange_asked.emit))
        self.more.setup_asked.connect(self.setup_asked)
        self.table.action_asked.connect(self._act)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Laptops", "Laptops and exchange")

    @property
    def message(self) -> str:
        """The text about the last exchange."""
        return self.banner.message

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts; the text about the last exchange is removed."""
        self.words = words
        self.banner.clear()
        self.overview.use_language()
        self.more.use_language()
        self.table.use_language(self.title())
        self.update_ages()

    def on_shown(self) -> None:
        """Show the laptops, and poll them as long as the page is visible."""
        self.show_more(False)
        super().on_shown()

    def go_back(self) -> bool:
        """Go back to the laptops from the other actions."""
        if not self.shows_more:
            return False
        self.show_more(False)
        return True

    @property
    def shows_more(self) -> bool:
        """True if the other actions are shown in place of the laptops."""
        return self._views.currentIndex() == 1

    def show_more(self, shown: bool) -> None:
        """Show the other actions, or the laptops."""
        self._views.setCurrentIndex(int(shown))
        self.overview.show_more(shown)
        (self.overview.more if shown else self.overview.next).setFocus()

    def show_laptops(self, seen: Laptops) -> None:
        """Show the states of the laptops."""
        self._seen = seen
        self.update_ages()

    def show_network(self, text: str, *, live: bool, offers_to_serve: bool) -> None:
        """Show the connection; `live`: connected, so a laptop that is silent now has a problem."""
        self.overview.show_network(text, offers_to_serve=offers_to_serve)
        if live != self._live:
            self._live = live
            self.update_ages()

    def show_presences(self, presences: Mapping[str, Presence]) -> None:
        """Show the states that the laptops reported."""
        if presences != self._presences:
            self._presences = presences
            self.update_ages()

    def update_ages(self) -> None:
        """Update the age of each laptop's last message, and the texts that depend on it."""
        seen, now = self._seen, self.now()
        self.overview.show_step(next_step(seen, enrols=self.enrols))
        if seen is None:
            self.overview.sentence.show_text(self.words.say("laptops.looking"))
            self.closing.hide()
            return
        rows = laptop_rows(
            seen,
            now,
            self.words,
            live=self._live,
            enrols=self.enrols,
            presences=self._presences,
        )
        self.table.show_rows(rows)
        sentences = summary(seen, now, self.words, live=self._live)
        self.overview.sentence.show_text(" ".join(sentences))
        self.closing.show_day(
            not_handed_in(seen, now, self.words),
            handed_in=any(one.handed_in and one.status.this for one in seen.laptops),
            may_empty=may_be_emptied(seen),
            asked=seen.event.rules.hand_in,
        )
        self.closing.show()

    def _take_step(self, step: NextStep) -> None:
        match step:
            case NextStep.SET_UP:
                self.setup_asked.emit()
            case NextStep.HAND_IN:
                self.closing.hand_in_asked.emit()
            case NextStep.EMPTY:
                self.closing.empty_asked.emit()
            case NextStep.EXCHANGE:
                self._exchange()

    def _exchange(self) -> None:
        target = self.exchange.target
        if target is None:
            text = self.words.say("exchange.live" if self._live else "exchange.no_stick")
            self.banner.show_message(Colour.BLUE, Shape.INFO, text)
        else:
            self.exchange_asked.emit(target)

    def _act(self, row: LaptopRow) -> None:
        if row.action is RowAction.SET_UP:
            self.setup_asked.emit()
        else:
            self.put_another_asked.emit(row.station)

    def show_busy(self) -> None:
        """Show that an exchange is running, and disable the buttons."""
        self.banner.clear()
        self._busy.show_text(self.words.say("exchange.busy"))
        self._keys.remember_focus()
        self._set_busy(True)

    def show_exchanged(self, swap: ExchangeSummary, *, stick: bool) -> None:
        """Show the result of an exchange."""
        wrong = swap.refused or swap.damaged or not swap.other_disk
        show = self.show_trouble if wrong else self.show_done
        show(exchange_text(swap, self.words, stick=stick))

    def show_done(self, text: str) -> None:
        """Show that an action succeeded."""
        self._end_busy()
        self.banner.show_message(Colour.GREEN, Shape.CHECK, text)

    def show_checked_out(self, at: int, people: int) -> None:
        """Show that everyone was checked out at a time (ms UTC), and how many people."""
        people_out = {"at": clock_time(at, self._zone), "people": self.words.number(people)}
        self.show_done(self.words.say("closing.all_out", **people_out))

    def show_trouble(self, sentence: str) -> None:
        """Show an error."""
        self._end_busy()
        self.banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def offer_setup(self) -> None:
        """Offer to set up other laptops."""
        self.enrols = True
        self.more.set_up.show()
        self.update_ages()

    def _set_busy(self, busy: bool) -> None:
        self.overview.next.setEnabled(not busy)
        self.table.setEnabled(not busy)
        self.more.set_busy(busy)

    def _end_busy(self) -> None:
        self._busy.show_text("")
        self._set_busy(False)
        self._keys.restore_focus(self.overview.next)

    def choose_folder(self, use: Callable[[Path], None]) -> None:
        """Open the folder dialog, and call `use` with the choice."""
        title = QCoreApplication.translate("Laptops", "Exchange with a folder")
        open_folder_dialog(self, title, use)

    def _lay_out(self) -> None:
        self._views.addWidget(self.table)
        self._views.addWidget(scrolled(self.more, self))
        fill(
            QVBoxLayout(self),
            self.overview,
            self.banner,
            self._busy,
            (self._views, 1),
            margins=MARGIN,
            spacing=8,
        )
