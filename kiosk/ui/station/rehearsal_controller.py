"""Test scans: starts and ends them by a key; they end by themselves, and on another page."""

import logging

from PySide6.QtCore import QCoreApplication, QTimer, Signal

from kiosk.ui.scan.idle_view import TEST_KEY
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.rehearsal_frame import RehearsalFrame
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.choice_dialog import ChoiceDialog

_log = logging.getLogger(__name__)
LASTS_MS = 10 * 60_000
_TICK_MS = 1_000
_START, _NOT_NOW = "start", "not-now"


class RehearsalController(ScanPageController[ScanBackend]):
    """Lets any person at this laptop scan tickets without an entry, for ten minutes at most.

    Signals:
        turned: test scans began or ended.
    """

    turned = Signal()

    def __init__(self, ui: UiContext[ScanBackend], page: ScanPage, scans: ScanController) -> None:
        super().__init__(ui, page)
        self._began: int | None = None
        self._noted = False
        self._frame = RehearsalFrame(ui.theme, page)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.is_on)
        scans.is_test = self.is_on
        page.card_shown.connect(lambda _: self._note())
        page.panel.left.connect(self.end)
        ui.window.add_action(TEST_KEY, self.label, self.toggle)

    def label(self) -> str:
        """Return the label of the action in the current language."""
        if self._began is not None:
            return QCoreApplication.translate("Desktop", "End the test scans")
        return QCoreApplication.translate("Desktop", "Test scan")

    def is_on(self) -> bool:
        """Return whether scans are tests now; end them if their time is over."""
        if self._began is None:
            return False
        if 0 <= self._ui.now() - self._began < LASTS_MS:  # a clock that was set back ends them too
            return True
        self.end()
        return False

    def toggle(self) -> None:
        """Start or end the test scans; ask first if the doors are open."""
        opens = self._page.context.event.opens_at
        if self._began is not None:
            self.end()
        elif opens is not None and opens <= self._ui.now():
            self._ask(opens)
        else:
            self._begin()

    def end(self) -> None:
        """Let scans count again, if they were tests; a half typed number is removed."""
        if self._began is None:
            return
        self._began = None
        self._tick.stop()
        self._frame.hide()
        self._page.footer.field.clear()
        self._page.show_test(None)
        self._page.notices.show_done(self._words.say("scan.test.ended"))
        self.turned.emit()

    def _note(self) -> None:
        """Record the first test scan: it was an open point."""
        if self._began is not None and not self._noted:
            self._noted = True
            self._client.ask(lambda door: door.note_rehearsal(), lambda _: None, _not_noted)

    def _ask(self, opens: int) -> None:
        words, zone = self._words, self._page.context.event.zone
        dialog = ChoiceDialog(
            words.say("scan.test.open_title"),
            [
                (_NOT_NOW, words.say("scan.test.not_now")),
                (_START, words.say("scan.test.start")),
            ],
            words.say("scan.test.open_about", time=clock_time(opens, zone)),
        )
        dialog.chosen.connect(lambda chosen: self._begin() if chosen == _START else None)
        self._window.show_overlay(dialog)

    def _begin(self) -> None:
        self._window.show_scan()
        began = self._began = self._ui.now()
        self._tick.start()
        self._page.footer.field.clear()
        self._frame.show_around(self._page)
        self._page.show_test(began + LASTS_MS)
        self.turned.emit()


def _not_noted(error: Exception) -> None:
    _log.warning("a test scan could not be noted: %s", type(error).__name__)
