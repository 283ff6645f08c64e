"""Lists the last actions of this laptop, and shows one of them again."""

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.verdict import Outcome
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.recent_dialog import RecentDialog
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext

_log = logging.getLogger(__name__)
KEPT = 20
_NOT_KEPT = (Outcome.NOT_A_TICKET, Outcome.CANNOT_RECORD, Outcome.JUST_SCANNED, Outcome.HOW_MANY)


class RecentController(ScanPageController[ScanBackend]):
    """Lists the actions of door and desk, also from before the start, without the undone ones.

    Signals:
        undo_asked: the `PastAction` to undo, if it has no scan result to show.
    """

    undo_asked = Signal(object)

    def __init__(self, ui: UiContext[ScanBackend], page: ScanPage) -> None:
        super().__init__(ui, page)
        self._answers: deque[ScanResult] = deque(maxlen=KEPT)
        page.answer_shown.connect(self._keep)

    def show(self) -> None:
        """Open the dialog with the last actions."""
        self._client.ask(lambda station: station.recent_actions(), self._list, self._not_listed)

    def _list(self, actions: Sequence[PastAction]) -> None:
        words = self._words
        known = [self._as_answered(action) for action in actions]
        dialog = RecentDialog(known, self._page.context.event, words, self._ui.theme)
        dialog.chosen.connect(self._show_earlier)
        self._window.show_scan()
        self._window.show_overlay(dialog)

    def _as_answered(self, action: PastAction) -> PastAction:
        """Return an action with its original result, which has the overridden refusals."""
        text = action.answer
        if text is None:
            return action
        about = action.entry, text.verdict.outcome
        given = [one for one in self._answers if (one.entry, one.verdict.outcome) == about]
        return replace(action, answer=given[0]) if given else action

    def _show_earlier(self, action: PastAction) -> None:
        if action.answer is not None:
            self._page.show_earlier(action.answer)
        else:
            self.undo_asked.emit(action)

    def _keep(self, answer: ScanResult) -> None:
        if answer.verdict.outcome not in _NOT_KEPT:
            self._answers.appendleft(answer)

    def _not_listed(self, error: Exception) -> None:
        _log.warning("the last actions cannot be looked at again", exc_info=error)
        self._failed(error)
