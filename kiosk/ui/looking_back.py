"""Looks back at the last answers: which they were, and one of them again on the page."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from kiosk.answers import Answer
from kiosk.domain.rules import Event
from kiosk.domain.verdict import Outcome
from kiosk.ui.doorway import Closing, Doorway
from kiosk.ui.post import Post
from kiosk.ui.recent_sheet import RecentSheet
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.theme import Theme
from kiosk.ui.window import Window

_log = logging.getLogger(__name__)
KEPT = 20
_NOT_KEPT = (Outcome.NOT_A_TICKET, Outcome.CANNOT_RECORD)


class Remembering(Closing, Protocol):
    """A station that remembers what it answered, on the thread that owns the store."""

    def last_answers(self) -> Sequence[Answer]:
        """Return the last answers of this station that still count, newest first."""
        ...


class LookingBack(QObject):
    """Keeps the last answers, those before the start too; what was undone is gone from them."""

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

    def remember(self, doorway: Doorway[Remembering]) -> None:
        """Ask what was answered before the start."""
        doorway.ask(lambda station: station.last_answers(), self._fill, _not_told)

    def follow(self, post: Post) -> None:
        """Say what was answered by the event as it is set now."""
        self._event = post.event

    def show(self) -> None:
        """List the last answers over the page."""
        sheet = RecentSheet(self.kept, self._event, self._window.words, self._theme)
        sheet.chosen.connect(self._page.look_again)
        self._window.show_scan()
        self._window.show_overlay(sheet)

    def _keep(self, answer: Answer) -> None:
        if answer.verdict.outcome not in _NOT_KEPT:
            self._kept.appendleft(answer)

    def _fill(self, answers: Sequence[Answer]) -> None:
        known = {answer.entry for answer in self._kept}
        for answer in answers:
            if answer.entry not in known and len(self._kept) < KEPT:
                self._kept.append(answer)

    def _drop(self, answer: Answer) -> None:
        if answer in self._kept:
            self._kept.remove(answer)


def _not_told(error: Exception) -> None:
    _log.warning("the last answers cannot be looked at again", exc_info=error)
