"""Exchanges with sticks and folders off the GUI thread; a stick that stays in is a copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui.background import Runner
from kiosk.ui.exchange_work import Exchanges, Swapped
from kiosk.ui.laptops_page import LaptopsPage
from kiosk.ui.laptops_words import swapped
from kiosk.ui.proving import told
from kiosk.ui.stick_bar import StickBar
from kiosk.ui.sticks import Stick, StickWatch

COPY_MS = 60_000
"""A stick that stays in is written to again so long after the last time, if there is anything."""


class Exchanging(QObject):
    """Carries out one exchange at a time, and says on the page and beside the verdict how it goes.

    Signals:
        copied: all that is known here stands on the stick too, as of this time (ms UTC); None:
            there is no second copy any more.
        exchanged: something came in or went out.
    """

    copied = Signal(object)
    exchanged = Signal()

    def __init__(
        self,
        page: LaptopsPage,
        bar: StickBar,
        watch: StickWatch,
        exchanges: Exchanges,
        runner: Runner,
        now: Callable[[], int],
        *,
        copy_ms: int = COPY_MS,
        parent: QObject | None = None,
    ) -> None:
        """`now` is ms UTC."""
        super().__init__(parent)
        self._page = page
        self._bar = bar
        self._watch = watch
        self._exchanges = exchanges
        self._runner = runner
        self._now = now
        self._busy = False
        self._copy: Stick | None = None
        self._again = QTimer(self, interval=copy_ms)
        self._again.timeout.connect(self._copy_again)
        watch.plugged.connect(self._plugged)
        watch.pulled.connect(self._pulled)
        bar.asked.connect(self.take_offer)
        page.exchange_asked.connect(self.exchange)
        page.came.connect(self._look_back)

    def take_offer(self) -> None:
        """Exchange with the stick that is in."""
        if (stick := self._watch.newest) is not None:
            self.exchange(stick.path)

    def exchange(self, folder: Path) -> None:
        """Exchange both ways with a folder, unless an exchange is on its way."""
        if self._busy:
            return
        self._busy = True
        stick = self._stick_of(folder)
        self._page.be_busy()
        if stick is not None:
            self._bar.say(self._page.words.say("exchange.busy"), stays=True)
        self._runner.submit(
            partial(self._exchanges.exchange, folder),
            partial(self._swapped, stick),
            partial(self._failed, stick),
        )

    def _swapped(self, stick: Stick | None, swap: Swapped) -> None:
        self._busy = False
        self._page.show_swapped(swap, stick=stick is not None)
        if stick is not None:
            self._bar.say(swapped(swap, self._page.words, stick=True))
            self._keep(stick)
        self._look_back()
        self.exchanged.emit()

    def _failed(self, stick: Stick | None, error: Exception) -> None:
        self._busy = False
        sentence = told(error, self._page.words)
        self._page.show_trouble(sentence)
        if stick is not None:
            self._bar.say(sentence)
            self._forget(stick)
        self._watch.look()

    def _plugged(self, stick: Stick) -> None:
        self._page.exchange.show_stick(stick)
        if not self._busy:
            self._bar.offer()

    def _pulled(self, stick: Stick) -> None:
        self._page.exchange.show_stick(self._watch.newest)
        self._forget(stick)
        if self._watch.newest is None and not self._busy:
            self._bar.clear()

    def _keep(self, stick: Stick) -> None:
        """Keep a stick as a copy for as long as it stays in."""
        self._copy = stick
        self._again.start()
        self.copied.emit(self._now())

    def _forget(self, stick: Stick) -> None:
        if stick == self._copy:
            self._copy = None
            self._again.stop()
            self.copied.emit(None)

    def _copy_again(self) -> None:
        stick = self._copy
        if stick is None or self._busy:
            return
        self._busy = True
        self._runner.submit(
            partial(_if_due, self._exchanges, stick.path),
            partial(self._copied, stick),
            partial(self._failed, stick),
        )

    def _copied(self, stick: Stick, swap: Swapped | None) -> None:
        self._busy = False
        if stick == self._copy:
            self.copied.emit(self._now())
        if swap is not None:
            self.exchanged.emit()

    def _look_back(self) -> None:
        self._runner.submit(self._exchanges.remembered, self._page.show_folders, _not_important)

    def _stick_of(self, folder: Path) -> Stick | None:
        """Return the stick that a folder is on, if it is on one."""
        stick = self._watch.newest
        return stick if stick is not None and folder.is_relative_to(stick.path) else None


def _if_due(exchanges: Exchanges, folder: Path) -> Swapped | None:
    return exchanges.exchange(folder) if exchanges.due() else None


def _not_important(_: Exception) -> None:
    """Nothing is offered again, then."""
