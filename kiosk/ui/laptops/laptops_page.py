"""The page of the laptops: last contact, advice, exchange, and closing the day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Colour
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.texts import Texts
from kiosk.ui.headcount.headcount_sections import SentencesSection
from kiosk.ui.laptops.closing_section import ClosingSection
from kiosk.ui.laptops.exchange_section import ExchangeSection
from kiosk.ui.laptops.laptops_texts import (
    exchange_text,
    laptop_lines,
    list_lines,
    not_handed_in,
    summary,
)
from kiosk.ui.laptops.network_section import NetworkSection
from kiosk.ui.shell.page import PolledPage
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import clock_time, locale
from kiosk.ui.widgets.keyboard_focus import FocusMemory, open_dialog
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.result_list import ResultList
from kiosk.ui.widgets.section import MARGIN, WrappedLabel, apply_page_style, scrolled

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.laptops import Laptops


class LaptopsPage(PolledPage):
    """Shows the laptops and offers an exchange; imports no store.

    Signals:
        exchange_asked: exchange with this folder (Path).
        setup_asked: set other laptops up.
        replace_asked: a person wants to replace a laptop by this one.
    """

    exchange_asked = Signal(object)
    setup_asked = Signal()
    replace_asked = Signal()

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
        self._words = words
        self.now = now
        self._laptops: Laptops | None = None
        self._keys = FocusMemory(self)
        self._busy = WrappedLabel("notice", self)
        self._banner = ResultBanner(theme, self)
        self._summary = WrappedLabel("strong", self)
        self._list = ResultList(theme, parent=self)
        self._list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.exchange = ExchangeSection(self)
        self.network = NetworkSection(self)
        self.closing = ClosingSection(sets_outside=post.role.covers(Role.DESK), parent=self)
        self._lists = SentencesSection(self)
        self._set_up = ChoiceButton("setUp", self)
        self._set_up.hide()
        self._replace = ChoiceButton("replaceLaptop", self)
        apply_page_style(self, theme)
        self._lay_out()
        self.exchange.asked.connect(self.exchange_asked)
        self.exchange.choose_asked.connect(lambda: self.choose_folder(self.exchange_asked.emit))
        self._set_up.clicked.connect(self.setup_asked)
        self._replace.clicked.connect(self.replace_asked)
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Laptops", "Laptops and exchange")

    @property
    def words(self) -> Texts:
        """The texts in the current language."""
        return self._words

    @property
    def message(self) -> str:
        """The text about the last exchange."""
        return self._banner.message

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts; the text about the last exchange is removed."""
        self._words = words
        self._banner.clear()
        self.exchange.use_language()
        self.network.use_language()
        self.closing.use_language()
        self._lists.set_heading(QCoreApplication.translate("Laptops", "Guest lists"))
        self._set_up.setText(QCoreApplication.translate("Pack", "Set up laptops"))
        self._replace.setText(QCoreApplication.translate("Replace", "Replace a broken laptop …"))
        self._list.setAccessibleName(self.title())
        self.update_ages()

    def on_shown(self) -> None:
        """Poll the laptops as long as the page is visible."""
        self.exchange.focus_stick()
        super().on_shown()

    def show_laptops(self, laptops: Laptops) -> None:
        """Show the states of the laptops."""
        self._laptops = laptops
        self.update_ages()

    def update_ages(self) -> None:
        """Update the age of each laptop's last message."""
        if self._laptops is None:
            self._summary.show_text(self._words.say("laptops.looking"))
            self._lists.hide()
            self.closing.hide()
            return
        now = self.now()
        lines = laptop_lines(self._laptops, now, self._words)
        if self._list.count() == len(lines):
            self._list.retranslate(lines)
        else:
            self._list.show_results(lines)
        self._summary.show_text(" ".join(summary(self._laptops, now, self._words)))
        sentences = list(list_lines(self._laptops, self._words))
        self._lists.show_sentences(sentences or [self._words.say("laptops.list.no_list")])
        self._lists.show()
        self.closing.show_day(
            not_handed_in(self._laptops, now, self._words),
            handed_in=any(one.handed_in and one.status.this for one in self._laptops.laptops),
        )
        self.closing.show()

    def clear_message(self) -> None:
        """Remove the text about the last action."""
        self._banner.clear()

    def show_busy(self) -> None:
        """Show that an exchange is running, and disable the buttons."""
        self._banner.clear()
        self._busy.show_text(self._words.say("exchange.busy"))
        self._keys.remember_focus()
        self.exchange.setEnabled(False)
        self.closing.setEnabled(False)

    def show_exchanged(self, swap: ExchangeSummary, *, stick: bool) -> None:
        """Show what an exchange brought."""
        self._end_busy()
        text = exchange_text(swap, self._words, stick=stick)
        if swap.refused or swap.damaged or not swap.other_disk:
            self._banner.show_message(Colour.ORANGE, Shape.WARNING, text)
        else:
            self._banner.show_message(Colour.GREEN, Shape.CHECK, text)

    def show_done(self, text: str) -> None:
        """Show that an action succeeded."""
        self._end_busy()
        self._banner.show_message(Colour.GREEN, Shape.CHECK, text)

    def show_checked_out(self, at: int, people: int) -> None:
        """Show that everyone was checked out at a time (ms UTC), and how many people."""
        written = locale(self._words.language).toString(people)
        time = clock_time(at, self._zone)
        self.show_done(self._words.say("closing.everybody_out", at=time, people=written))

    def show_trouble(self, sentence: str) -> None:
        """Show an error."""
        self._end_busy()
        self._banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def offer_setup(self) -> None:
        """Show the button to set up other laptops."""
        self._set_up.show()

    def _end_busy(self) -> None:
        self._busy.show_text("")
        self.exchange.setEnabled(True)
        self.closing.setEnabled(True)
        self._keys.restore_focus(self.exchange.next_stop)

    def choose_folder(self, use: Callable[[Path], None]) -> None:
        """Open the folder dialog, and call `use` with the choice."""
        title = QCoreApplication.translate("Laptops", "Exchange with a folder")
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: use(Path(name)))
        open_dialog(dialog)

    def _lay_out(self) -> None:
        known = QVBoxLayout()
        known.setSpacing(8)
        known.addWidget(self._summary)
        known.addWidget(self._list, 1)
        tools = QWidget(self)
        self._tools = QVBoxLayout(tools)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(MARGIN)
        sections = (self.exchange, self.network, self._lists, self.closing)
        for section in (*sections, self._replace, self._set_up):
            self._tools.addWidget(section)
        self._tools.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(MARGIN)
        columns.addLayout(known, 58)
        columns.addWidget(scrolled(tools, self), 42)
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(8)
        page.addWidget(self._banner)
        page.addWidget(self._busy)
        page.addLayout(columns, 1)
