"""Exchanges with sticks and folders on a worker thread; keeps a stick that stays in up to date."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.runtime.disks import Stick
from kiosk.texts import Texts
from kiosk.ui.laptops.laptops_interface import LaptopsBackend
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.laptops_texts import exchange_text
from kiosk.ui.laptops.stick_bar import StickBars
from kiosk.ui.laptops.stick_watcher import StickWatch
from kiosk.ui.shell.error_text import error_text

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptops
    from kiosk.sync.carrier import Carrier

T = TypeVar("T")
Say = Callable[[Texts], str]

COPY_MS = 60_000
"""Interval at which a stick that stays in is written again, if there are changes."""


class ExchangeController(QObject):
    """Does one action at a time, and shows its progress on the page and next to the verdict.

    Signals:
        copied: the time (ms UTC) as of which the stick has everything; None: no second copy.
        exchanged: a person exchanged with a stick.
    """

    copied = Signal(object)
    exchanged = Signal()

    def __init__(
        self,
        page: LaptopsPage,
        bars: StickBars,
        watch: StickWatch,
        backend: LaptopsBackend,
        *,
        copy_ms: int = COPY_MS,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._bars = bars
        self._text: Say | None = None
        self._failing = False
        self._watch = watch
        self._backend = backend
        self._runner = watch.runner
        self._asked = False
        self._copying = False
        self._waiting: Callable[[], None] | None = None
        self._copy: Stick | None = None
        self._again = QTimer(self, interval=copy_ms)
        self._again.timeout.connect(self._copy_again)
        watch.plugged.connect(self._plugged)
        watch.pulled.connect(self._pulled)
        bars.asked.connect(self.exchange_with_stick)
        page.exchange_asked.connect(self.exchange)
        page.appeared.connect(self._refresh_folders)

    @property
    def stick(self) -> Stick | None:
        """The stick that was put in last; None without one."""
        return self._watch.newest

    def exchange_with_stick(self) -> None:
        """Exchange with the stick that is in."""
        if self.stick is not None:
            self.exchange(self.stick.path)

    def exchange(self, folder: Path) -> None:
        """Exchange with a folder in both directions."""
        stick = self._stick_of(folder)
        work = partial(self._backend.exchange, _carrier(folder, stick))
        self._do(work, partial(self._exchanged, stick), stick)

    def hand_in(self, folder: Path) -> None:
        """Close this laptop's day and hand it in."""
        stick = self._stick_of(folder)
        work = partial(self._backend.hand_in, _carrier(folder, stick))
        self._do(work, partial(self._handed_in, stick), stick)

    def ask_to_hand_in(self, asked: bool) -> None:
        """Ask all connected laptops to hand in, or no longer."""
        work = partial(self._backend.ask_to_hand_in, asked)
        key = "closing.all.done" if asked else "closing.all.stopped"
        self._do(work, lambda _: self._page.show_done(self._page.words.say(key)), None)

    def check_everyone_out(self, at: int) -> None:
        """Check out everyone who was inside at a time (ms UTC)."""
        work = partial(self._backend.check_everyone_out, at)
        self._do(work, partial(self._page.show_checked_out, at), None)

    def ask_laptops(
        self, done: Callable[[Laptops], None], failed: Callable[[Exception], None]
    ) -> None:
        """Ask for the states of the laptops after an exchange."""
        self._runner.submit(self._backend.laptops, done, failed)

    def retranslate(self, words: Texts) -> None:
        """Show the same in these texts."""
        self._bars.retranslate(self._text(words) if self._text is not None else "")

    def _show_text(self, text: Say, *, stays: bool = False, trouble: bool = False) -> None:
        self._text, self._failing = text, trouble
        self._bars.show_text(text(self._page.words), stays=stays, trouble=trouble)

    def finish(self, then: Callable[[], None]) -> None:
        """Write no more copies; return once no write to a stick is running."""
        self._again.stop()
        self._runner.submit(lambda: None, lambda _: then(), lambda _: then())

    def _do(self, work: Callable[[], T], done: Callable[[T], None], stick: Stick | None) -> None:
        """Do an action of a person, after a running copy; ignore it while another one runs."""
        if self._asked:
            return
        self._asked = True
        self._page.show_busy()
        if stick is not None:
            self._show_text(lambda words: words.say("exchange.busy"), stays=True)
        begin = partial(self._submit, work, done, stick)
        if self._copying:
            self._waiting = begin
        else:
            begin()

    def _submit(
        self, work: Callable[[], T], done: Callable[[T], None], stick: Stick | None
    ) -> None:
        def ended(result: T) -> None:
            self._asked = False
            done(result)

        self._runner.submit(work, ended, partial(self._failed, stick))

    def _exchanged(self, stick: Stick | None, swap: ExchangeSummary) -> None:
        self._page.show_exchanged(swap, stick=stick is not None)
        if stick is not None:
            self._show_text(lambda words: exchange_text(swap, words, stick=True))
            if swap.other_disk:
                self._keep(stick)
            self.exchanged.emit()
        self._refresh_folders()

    def _handed_in(self, stick: Stick | None, other_disk: bool) -> None:
        words = self._page.words
        if not other_disk:
            self._page.show_trouble(words.say("closing.handed_in_here"))
            if stick is not None:  # this laptop's own folder is on it
                self._show_text(lambda words: words.say("closing.handed_in_here"))
        elif stick is None:
            self._page.show_done(words.say("closing.handed_in"))
        else:
            self._page.show_done(words.say("closing.handed_in_stick"))
            self._show_text(lambda words: words.say("closing.handed_in_stick"))
            self._keep(stick)

    def _failed(self, stick: Stick | None, error: Exception) -> None:
        self._asked = False
        self._show_failure(stick, error)

    def _show_failure(self, stick: Stick | None, error: Exception) -> None:
        self._page.show_trouble(error_text(error, self._page.words))
        if stick is not None:
            self._show_text(lambda words: error_text(error, words), trouble=True)
            self._forget(stick)
        self._watch.poller.poll()

    def _plugged(self, stick: Stick) -> None:
        self._page.exchange.show_stick(stick)
        if not self._asked:
            self._failing = False
            self._page.banner.clear()  # it was about another stick
            self._bars.offer()

    def _pulled(self, stick: Stick) -> None:
        self._page.exchange.show_stick(self.stick)
        self._forget(stick)
        if self.stick is None and not self._asked and not self._failing:
            self._bars.clear()  # an error stays until a person closes it

    def _keep(self, stick: Stick) -> None:
        """Keep a stick as a copy for as long as it stays in."""
        self._copy = stick
        self._again.start()
        self.copied.emit(self._page.now())

    def _forget(self, stick: Stick) -> None:
        if stick == self._copy:
            self._copy = None
            self._again.stop()
            self.copied.emit(None)

    def _copy_again(self) -> None:
        stick = self._copy
        if stick is None or self._asked or self._copying:
            return
        self._copying = True
        self._runner.submit(
            partial(_if_due, self._backend, _carrier(stick.path, stick)),
            partial(self._copied, stick),
            partial(self._not_copied, stick),
        )

    def _copied(self, stick: Stick, _: ExchangeSummary | None) -> None:
        if stick == self._copy:
            self.copied.emit(self._page.now())
        self._copy_ended()

    def _not_copied(self, stick: Stick, error: Exception) -> None:
        self._show_failure(stick, error)
        self._copy_ended()

    def _copy_ended(self) -> None:
        """Start the action that waited for the copy."""
        self._copying = False
        begin, self._waiting = self._waiting, None
        if begin is not None:
            begin()

    def _refresh_folders(self) -> None:
        self._runner.submit(
            self._backend.known_folders, self._page.exchange.show_folders, _not_important
        )

    def _stick_of(self, folder: Path) -> Stick | None:
        """Return the stick that a folder is on, if it is on one."""
        return self.stick if self.stick and folder.is_relative_to(self.stick.path) else None


def _carrier(folder: Path, stick: Stick | None) -> Carrier:
    from kiosk.sync.targets import carrier_in  # noqa: PLC0415 - SQLite comes with it

    return carrier_in(folder, stick.path if stick is not None else None)


def _if_due(backend: LaptopsBackend, carrier: Carrier) -> ExchangeSummary | None:
    return backend.exchange(carrier) if backend.is_due(carrier) else None


def _not_important(_: Exception) -> None:
    """Ignore the error: no folders are offered."""
