"""Lists the last actions of this laptop, and shows one of them again."""

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.event_settings import Event
from kiosk.domain.verdict import Outcome
from kiosk.texts import Texts
from kiosk.ui.scan.action_texts import action_card
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.style.symbols import draw
from kiosk.ui.style.theme import Theme, font, font_within
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import fill
from kiosk.ui.widgets.verdict_card import Card, card_of

_log = logging.getLogger(__name__)
KEPT = 20
_ROW = 60  # pixels
_SIGN = 34.0
_WIDTH = 720
_SMALLEST_NAME = 14  # pixels; a longer name ends in …
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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


class RecentDialog(Dialog):
    """Lists actions.

    Signals:
        chosen: the `PastAction` to show again.
    """

    chosen = Signal(object)

    def __init__(
        self, actions: Sequence[PastAction], event: Event, words: Texts, theme: Theme
    ) -> None:
        super().__init__(words.say("scan.recent.title" if actions else "scan.recent.none"), _WIDTH)
        if actions:
            self._list(actions, event, words, theme)

    def _list(
        self, actions: Sequence[PastAction], event: Event, words: Texts, theme: Theme
    ) -> None:
        rows = QWidget(self.frame)
        column = fill(QVBoxLayout(rows), margins=(0, 0, 8, 0), spacing=6)
        for action in actions:
            row = _Row(_card(action, event, words), clock_time(action.at, event.zone), theme)
            row.clicked.connect(partial(self._choose, action))
            column.addWidget(row)
        column.addStretch(1)
        area = named("scrolled", QScrollArea(self.frame, widgetResizable=True))
        area.setWidget(rows)
        area.setMinimumHeight(min(len(actions), 5) * (_ROW + 6))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area)

    def _choose(self, action: PastAction) -> None:
        self.dismiss()
        self.chosen.emit(action)


def _card(action: PastAction, event: Event, words: Texts) -> Card:
    """Return the card of an action with the guest's name, which some cards leave out."""
    if action.answer is None:
        return action_card(action, words)
    ticket = action.answer.verdict.ticket
    return replace(card_of(action.answer, event, words), name=ticket.name if ticket else "")


class _Row(QPushButton):
    """A sign, the time and the headline, with the guest's name below."""

    def __init__(self, card: Card, time: str, theme: Theme) -> None:
        super().__init__(autoDefault=True)
        self._card = card
        self._time = time
        self._theme = theme
        self._said = " · ".join(filter(None, (card.headline.rstrip("."), card.people)))
        self.setFixedHeight(_ROW)
        self.setAccessibleName(" ".join(filter(None, (time, self._said, card.name))))

    def sizeHint(self) -> QSize:
        """Ask for a width; the layout stretches the row."""
        return QSize(400, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row on its button."""
        super().paintEvent(event)
        painter = QPainter(self)
        colours = self._theme.verdicts[self._card.colour]
        middle = self.height() / 2
        sign = QRectF(16, middle - _SIGN / 2, _SIGN, _SIGN)
        draw(painter, self._card.shape, sign, QColor(colours.paper), QColor(colours.ink))
        painter.setPen(QColor(self._theme.text))
        painter.setFont(font(19, QFont.Weight.DemiBold))
        painter.drawText(QRectF(64, 0, 70, self.height()), _LEFT, self._time)
        room = QRectF(134, 0, self.width() - 150, self.height())
        if self._card.name:
            painter.drawText(room.adjusted(0, 4, 0, -middle), _LEFT, self._said)
            self._paint_name(painter, room.adjusted(0, middle, 0, -6))
        else:
            painter.drawText(room, _LEFT, self._said)

    def _paint_name(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(font_within(self._card.name, room.width(), 17, _SMALLEST_NAME))
        name = painter.fontMetrics().elidedText(
            self._card.name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _LEFT, name)
