"""Looks back at the last answers: which they were, and one of them again on the page."""

from collections import deque

from PySide6.QtCore import QObject

from kiosk.answers import Answer
from kiosk.domain.rules import Event
from kiosk.domain.verdict import Outcome
from kiosk.ui.recent_sheet import RecentSheet
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.theme import Theme
from kiosk.ui.window import Window

KEPT = 20
_NOT_KEPT = (Outcome.NOT_A_TICKET, Outcome.CANNOT_RECORD)


class LookingBack(QObject):
    """Keeps the last answers of this sitting; what was undone is gone from them."""

    def __init__(self, window: Window, page: ScanPage, event: Event, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._event = event
        self._theme = theme
        self._kept: deque[Answer] = deque(maxlen=KEPT)
        page.answer_shown.connect(self._keep)
        page.answer_undone.connect(self._drop)

    @property
    def kept(self) -> tuple[Answer, ...]:
        """The last answers, newest first."""
        return tuple(self._kept)

    def show(self) -> None:
        """List the last answers over the page."""
        sheet = RecentSheet(self.kept, self._event, self._window.words, self._theme)
        sheet.chosen.connect(self._page.look_again)
        self._window.show_scan()
        self._window.show_overlay(sheet)

    def _keep(self, answer: Answer) -> None:
        if answer.verdict.outcome not in _NOT_KEPT:
            self._kept.appendleft(answer)

    def _drop(self, answer: Answer) -> None:
        if answer in self._kept:
            self._kept.remove(answer)
