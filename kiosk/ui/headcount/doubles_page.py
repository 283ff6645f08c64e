"""The page of double entries: both sides of each, and the decision about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.checkin.station_context import StationContext
from kiosk.domain.double_entries import Cause
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.headcount.double_section import DoubleSection
from kiosk.ui.headcount.double_texts import CAUSES, decided_text, double_row, open_first, texts_of
from kiosk.ui.headcount.headcount_interface import HeadcountBackend
from kiosk.ui.shell.page import PolledPage
from kiosk.ui.shell.poller import EVERY_MS, Poller
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.result_list import ResultList
from kiosk.ui.widgets.section import MARGIN, apply_page_style, fill
from kiosk.ui.widgets.ticket_texts import TimeTeller

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.double_report import DoubleEntry

ALONE_MS = 300
"""A digit alone for this long is a person's: a hand scanner would have sent the next key."""

REST_MS = 600
"""Time after the page selected the next double by itself in which it takes no decision."""


class DoublesPage(PolledPage):
    """Shows the double entries, the open ones first; imports no store.

    Signals:
        decided: the id of an entry, and the Cause that a person chose for it.
    """

    decided = Signal(str, object)

    def __init__(
        self,
        post: StationContext,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        *,
        delays_ms: tuple[int, int] = (ALONE_MS, REST_MS),
    ) -> None:
        """`delays_ms` are the waits for a single digit, and after a decision."""
        super().__init__()
        alone_ms, rest_ms = delays_ms
        self._post = post
        self._words = words
        self._now = now
        self._doubles: list[DoubleEntry] | None = None
        self._decides = post.role.covers(Role.DESK)
        self._digit = ""
        self._banner = ResultBanner(theme, self)
        self._list = _Doubles(theme, parent=self)
        self._blank = EmptyState(Icon.PEOPLE, theme, self)
        self._section = DoubleSection(decides=self._decides, parent=self)
        self._pause = QTimer(self, singleShot=True, interval=rest_ms)
        self._alone = QTimer(self, singleShot=True, interval=alone_ms)
        apply_page_style(self, theme)
        found = fill(QVBoxLayout(), self._banner, (self._list, 1), (self._blank, 1), spacing=8)
        fill(QHBoxLayout(self), (found, 48), (self._section, 52), margins=MARGIN, spacing=MARGIN)
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Doubles", "Double entries")

    @property
    def message(self) -> str:
        """The text about the last decision."""
        return self._banner.message

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts; the text about the last decision is removed."""
        self._words = words
        self._banner.clear()
        self._section.use_language()
        self._list.setAccessibleName(self.title())
        self._list.retranslate(
            [double_row(one, self._time_teller()) for one in self._doubles or ()]
        )
        self._show_chosen()
        self._blank.show_text(self._empty_text())

    def on_shown(self) -> None:
        """Poll as long as the page is visible."""
        self._banner.clear()
        self._list.setFocus()
        super().on_shown()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a typed digit, and stop polling."""
        super().hideEvent(event)
        self._digit = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a single digit as a decision: a hand scanner types several."""
        alone = event.text() in _DIGITS and not self._alone.isActive() and not event.isAutoRepeat()
        self._digit = event.text() if alone else ""
        if event.text():
            self._alone.start()
        if not self._digit:
            super().keyPressEvent(event)

    def show_doubles(self, doubles: Sequence[DoubleEntry]) -> None:
        """Show these doubles; keep the selection, unless the selected one was just decided."""
        before = self._chosen()
        self._doubles = open_first(list(doubles))
        self._list.show_results([double_row(one, self._time_teller()) for one in self._doubles])
        ids = [one.entry for one in self._doubles]
        if before is None or before.entry not in ids:
            self._list.setCurrentRow(0 if ids else -1)
        elif self._was_decided(before):
            self._list.setCurrentRow(0)
            self._section.allow_decision(False)
            self._pause.start()
        else:
            self._list.setCurrentRow(ids.index(before.entry))
        self._show_chosen()

    def show_decided(self, cause: Cause) -> None:
        """Show that a decision was recorded."""
        self._banner.show_message(Colour.BLUE, Shape.INFO, decided_text(cause, self._words))

    def show_trouble(self, sentence: str) -> None:
        """Show what could not be done."""
        self._banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def _time_teller(self) -> TimeTeller:
        return TimeTeller(self._now(), self._post.event.zone, self._words)

    def _chosen(self) -> DoubleEntry | None:
        row = self._list.currentRow()
        return self._doubles[row] if self._doubles and 0 <= row < len(self._doubles) else None

    def _was_decided(self, before: DoubleEntry) -> bool:
        now = {one.entry: one.finding for one in self._doubles or ()}[before.entry]
        others = any(not one.finding.decided for one in self._doubles or ())
        return now.decided and not before.finding.decided and others

    def _empty_text(self) -> str:
        looking = self._doubles is None
        return self._words.say("doubles_page.looking" if looking else "doubles_page.none")

    def _show_chosen(self) -> None:
        double = self._chosen()
        if double is not None:
            finding = double.finding
            cause = finding.cause if finding.decided else None
            self._section.show_double(texts_of(double, self._time_teller()), cause)
        found = bool(self._doubles)  # also while rows are replaced: a hidden list loses the focus
        self._list.setVisible(found)
        self._section.setVisible(found)
        self._blank.setVisible(not found)
        self._blank.show_text(self._empty_text())

    def _alone_for_long_enough(self) -> None:
        digit, self._digit = self._digit, ""
        if digit:
            self._decide(CAUSES[_DIGITS.index(digit)])

    def _decide(self, cause: Cause) -> None:
        double = self._chosen()
        if double is not None and self._decides and not self._pause.isActive():
            self.decided.emit(double.entry, cause)

    def _connect(self) -> None:
        self._list.picked.connect(lambda _: self._show_chosen())
        self._section.decided.connect(self._decide)
        self._pause.timeout.connect(lambda: self._section.allow_decision(True))
        self._alone.timeout.connect(self._alone_for_long_enough)


_DIGITS = "".join(str(number) for number, _ in enumerate(CAUSES, start=1))


class _Doubles(ResultList):
    """The list, which passes digits to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass printable keys to the page."""
        if event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class DoublesController(RoomController[HeadcountBackend]):
    """Polls as long as the page is visible, and at once after a decision."""

    def __init__(
        self,
        ui: UiContext[HeadcountBackend],
        page: DoublesPage,
        backend: HeadcountBackend,
        runner: Runner,
        *,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(ui, page)
        self._page = page
        self.poller = Poller(
            partial(runner.submit, backend.poll_doubles),
            page.show_doubles,
            self._failed,
            every_ms=every_ms,
            parent=self,
        )
        self.poller.run_while_visible(page)
        page.decided.connect(self._decide)

    def _decide(self, entry: str, cause: Cause) -> None:
        def kept(_: None) -> None:
            self._page.show_decided(cause)
            self.poller.poll()

        self._client.ask(
            lambda station: station.decide(entry, cause), kept, self._failed, once=("decide", entry)
        )

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(self._error_text(error))
