"""Undoes the last action of this laptop by one key, after a question that names it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from kiosk.checkin.undo_history import PastAction, UndoOffer
from kiosk.domain.entry import Kind
from kiosk.domain.roles import Role
from kiosk.ui.scan.action_strip import OFFERED_MS
from kiosk.ui.scan.action_texts import action_of, action_text, undone_action_card
from kiosk.ui.scan.notices import Notices
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_interface import ResultView, ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.widgets.choice_dialog import ChoiceDialog

_REASONS = {
    "mistake": "scan.undo.mistake",
    "wrong-guest": "scan.undo.wrong-guest",
    "wrong-number": "scan.undo.wrong-number",
    "left": "scan.undo.left",
    "other": "scan.undo.other",
}
_ABOUT_A_GUEST = frozenset({"wrong-guest", "left"})
_COUNTED = frozenset({Kind.CLICKER, Kind.RECOUNT})
"""Kinds of entries without a guest."""


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """Chooses where the result of a correction is shown: the visible desk, or the scan page."""

    page: ScanPage
    desk_page: ResultView | None

    @property
    def desk(self) -> ResultView | None:
        """The desk, if it is visible."""
        desk = self.desk_page
        return desk if desk is not None and desk.isVisible() else None

    @property
    def view(self) -> ResultView | Notices:
        """The visible one of both, which shows a result or an error in one sentence."""
        return self.desk or self.page.notices

    def await_result(self) -> None:
        """Let the desk take the focus with the next result, unless a person types meanwhile."""
        if (desk := self.desk) is not None:
            desk.await_result()


class UndoController(RoomController[ScanBackend]):
    """Asks about the newest action that can be undone; names a later one that cannot.

    Signals:
        undone: the `PastAction` that was undone.
    """

    undone = Signal(object)

    def __init__(
        self,
        ui: UiContext[ScanBackend],
        page: ScanPage,
        scans: ScanController,
        pins: PinPrompt,
        place: ResultPlace,
    ) -> None:
        super().__init__(ui)
        self._page = page
        self._scans = scans
        self._pins = pins
        self._place = place

    def undo(self) -> None:
        """Ask about the last action of this laptop, or the earlier one that is shown."""
        looked_at = self._page.answer if self._page.shows_earlier else None
        if looked_at is not None and looked_at.entry is not None and self._page.strip.offer.undo:
            self.ask_about(action_of(looked_at))
        else:
            self._client.ask(lambda door: door.undo_offer(), self._offer, self._failed)

    def ask_about(self, action: PastAction, later: PastAction | None = None) -> None:
        """Ask whether to undo an action; `later` is a newer one that cannot be undone.

        At a door, an action older than a minute needs an organiser's PIN.
        """
        if not action.undoable:
            words = self._words
            self._place.view.show_trouble(
                f"{self._named(action)}: {words.say('error.not_taken_back')}"
            )
        elif self._page.context.role.covers(Role.DESK) or self._ui.now() - action.at <= OFFERED_MS:
            self._ask_reason(action, later)
        else:
            self._pins.ask(lambda _: self._ask_reason(action, later), self._named(action))

    def _offer(self, offer: UndoOffer) -> None:
        if offer.action is not None:
            self.ask_about(offer.action, offer.later)
        elif offer.later is not None:
            self.ask_about(offer.later)
        else:
            self._place.view.show_trouble(self._words.say("scan.undo.nothing"))

    def _ask_reason(self, action: PastAction, later: PastAction | None) -> None:
        words, plain = self._words, action.kind is Kind.STATUS
        left_out = _ABOUT_A_GUEST if action.kind in _COUNTED else ()
        reasons = [(one, words.say(key)) for one, key in _REASONS.items() if one not in left_out]
        first = words.say("scan.undo.later", action=self._named(later)) if later else ""
        why = "" if plain else words.say("scan.undo.why")
        dialog = ChoiceDialog(
            words.say("scan.undo.title", action=self._named(action)),
            [("mistake", words.say("scan.undo.yes"))] if plain else reasons,
            "\n".join(filter(None, (first, why))),
        )
        dialog.chosen.connect(lambda reason: self._undo(action, reason))
        self._window.show_overlay(dialog)

    def _undo(self, action: PastAction, reason: str) -> None:
        self._place.await_result()
        self._client.ask(
            lambda door: door.undo_entries(action.entries, reason),
            lambda _: self._show_undone(action),
            self._failed,
            once=action.entries,
        )

    def _show_undone(self, action: PastAction) -> None:
        zone = self._page.context.event.zone
        self.undone.emit(action)
        if (desk := self._place.desk) is not None:
            self._page.forget_answer()
            desk.show_card(undone_action_card(action, zone, self._words))
            self._scans.count()
        elif action.answer is not None:
            self._scans.show_undone(action.answer)
        else:
            self._scans.show_undone(None, lambda words: undone_action_card(action, zone, words))

    def _named(self, action: PastAction) -> str:
        return action_text(action, self._page.context.event.zone, self._words)

    def _failed(self, error: Exception) -> None:
        self._place.view.show_trouble(self._error_text(error))
