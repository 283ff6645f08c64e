"""Offers to undo the scans from before the doors opened, which may have been tests."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from kiosk.admin.preflight.open_points import EARLY_KEY
from kiosk.domain.roles import Role
from kiosk.texts import Texts
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.shell.poller import Poller
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.station.health_texts import StatusLine
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.choice_dialog import ChoiceDialog

if TYPE_CHECKING:
    from kiosk.checkin.early_scans import EarlyScans

_log = logging.getLogger(__name__)
_EVERY_MS = 60_000
_WIDTH = 680
_LATER, _TESTS, _REAL = "later", "tests", "real"


class EarlyScansController(ScanPageController[ScanBackend]):
    """Asks once the doors are open, in a line on the page; the key opens the question.

    Signals:
        answered: the scans were undone, or a person said that they were real.
    """

    answered = Signal()

    def __init__(
        self, ui: UiContext[ScanBackend], page: ScanPage, health: HealthMonitor, pins: PinPrompt
    ) -> None:
        super().__init__(ui, page)
        self._health = health
        self._pins = pins
        self._scans: EarlyScans | None = None
        self.poller: Poller[tuple[EarlyScans | None]] = Poller(
            self._poll,
            self._found,
            _not_read,
            every_ms=_EVERY_MS,
            parent=self,
        )
        page.destroyed.connect(self.poller.stop)
        health.add(self._line)
        ui.window.add_action(
            EARLY_KEY,
            lambda: QCoreApplication.translate("Desktop", "Early scans"),
            self.ask,
        )
        self.poller.start()

    def ask(self) -> None:
        """Ask whether the scans from before the doors opened were tests."""
        self._client.ask(lambda door: door.early_scans(), self._ask, self._failed)

    def _poll(
        self,
        done: Callable[[tuple[EarlyScans | None] | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Look once the doors are open: before that, more may come."""
        opens = self._page.context.event.opens_at
        if opens is None or self._ui.now() < opens:
            done((None,))
        else:
            self._client.ask(lambda door: (door.early_scans(),), done, failed)

    def _found(self, found: tuple[EarlyScans | None]) -> None:
        if found[0] != self._scans:
            self._scans = found[0]
            self._health.refresh()

    def _line(self, words: Texts) -> StatusLine:
        """Return the question as a warning, once the doors are open."""
        scans = self._scans
        if scans is None or self._ui.now() < scans.opens:
            return StatusLine()
        question = self._question(scans, words)
        return StatusLine(warning=f"{question} {words.say('scan.early.press', key=EARLY_KEY)}")

    def _question(self, scans: EarlyScans, words: Texts) -> str:
        time = clock_time(scans.opens, self._page.context.event.zone)
        return words.say("scan.early.question", n=len(scans.entries), time=time)

    def _ask(self, scans: EarlyScans | None) -> None:
        words = self._words
        self._found((scans,))
        if scans is None:
            self._page.notices.show_done(words.say("scan.early.none"))
            return
        count = len(scans.entries)
        dialog = ChoiceDialog(
            self._question(scans, words),
            [
                (_LATER, words.say("scan.early.later")),  # a late Enter undoes nothing
                (_TESTS, words.say("scan.early.tests", n=count)),
                (_REAL, words.say("scan.early.real")),
            ],
            "\n".join(
                [_named(scans, words), *([words.say("scan.early.about")] if count > 1 else [])]
            ),
            width=_WIDTH,
        )
        dialog.chosen.connect(lambda chosen: self._answer(scans, chosen))
        self._window.show_overlay(dialog)

    def _answer(self, scans: EarlyScans, chosen: str) -> None:
        if chosen == _REAL:
            self._client.ask(
                lambda door: door.keep_early_scans(scans),
                lambda _: self._settle("scan.early.kept", scans),
                self._failed,
                once="early scans",
            )
        elif chosen == _TESTS and self._page.context.role.covers(Role.DESK):
            self._undo(scans)
        elif chosen == _TESTS:
            self._pins.ask(lambda _: self._undo(scans), self._question(scans, self._words))

    def _undo(self, scans: EarlyScans) -> None:
        self._client.ask(
            lambda door: door.undo_entries(scans.entries, "mistake"),
            lambda _: self._settle("scan.early.undone", scans),
            self._failed,
            once="early scans",
        )

    def _settle(self, key: str, scans: EarlyScans) -> None:
        self.poller.poll()
        self.answered.emit()
        self._page.notices.show_done(self._words.say(key, n=len(scans.entries)))


def _named(scans: EarlyScans, words: Texts) -> str:
    """Return the names of the guests; the rest is counted."""
    names = ", ".join(scans.guests)
    if not scans.more:
        return f"{names}."
    return words.say("scan.early.names", names=names, n=scans.more)


def _not_read(error: Exception) -> None:
    _log.warning("the early scans could not be read: %s", type(error).__name__)
