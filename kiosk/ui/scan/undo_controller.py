"""Undoes the last action of this laptop by one key, after a question that names it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kiosk.checkin.undo_history import PastAction, UndoOffer
from kiosk.domain.entry import Kind
from kiosk.domain.roles import Role
from kiosk.ui.scan.action_strip import OFFERED_MS
from kiosk.ui.scan.action_texts import deed_of, deed_text, undone_deed_card
from kiosk.ui.scan.result_place import ResultPlace
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_interface import ScanBackend
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
            self.ask_about(deed_of(looked_at))
        else:
            self._client.ask(lambda door: door.undo_offer(), self._offer, self._failed)

    def ask_about(self, deed: PastAction, later: PastAction | None = None) -> None:
        """Ask whether to undo an action; `later` is a newer one that cannot be undone.

        At a door, an action older than a minute needs an organiser's PIN.
        """
        if not deed.undoable:
            words = self._words
            self._place.show_trouble(f"{self._named(deed)}: {words.say('error.not_taken_back')}")
        elif self._page.context.role.covers(Role.DESK) or self._ui.now() - deed.at <= OFFERED_MS:
            self._ask_reason(deed, later)
        else:
            self._pins.ask(lambda _: self._ask_reason(deed, later), self._named(deed))

    def _offer(self, offer: UndoOffer) -> None:
        if offer.action is not None:
            self.ask_about(offer.action, offer.later)
        elif offer.later is not None:
            self.ask_about(offer.later)
        else:
            self._place.show_trouble(self._words.say("scan.undo.nothing"))

    def _ask_reason(self, deed: PastAction, later: PastAction | None) -> None:
        words, plain = self._words, deed.kind is Kind.STATUS
        reasons = [(reason, words.say(key)) for reason, key in _REASONS.items()]
        first = words.say("scan.undo.later", deed=self._named(later)) if later else ""
        why = "" if plain else words.say("scan.undo.why")
        dialog = ChoiceDialog(
            words.say("scan.undo.title", deed=self._named(deed)),
            [("mistake", words.say("scan.undo.yes"))] if plain else reasons,
            "\n".join(filter(None, (first, why))),
        )
        dialog.chosen.connect(lambda reason: self._undo(deed, reason))
        self._window.show_overlay(dialog)

    def _undo(self, deed: PastAction, reason: str) -> None:
        self._place.await_result()
        self._client.ask(
            lambda door: door.take_back(deed.entries, reason),
            lambda _: self._show_undone(deed),
            self._failed,
            once=deed.entries,
        )

    def _show_undone(self, deed: PastAction) -> None:
        zone = self._page.context.event.zone
        self.undone.emit(deed)
        if (desk := self._place.desk) is not None:
            self._page.forget_answer()
            desk.show_card(undone_deed_card(deed, zone, self._words))
            self._scans.count()
        elif deed.answer is not None:
            self._scans.show_undone(deed.answer)
        else:
            self._scans.show_undone(None, lambda words: undone_deed_card(deed, zone, words))

    def _named(self, deed: PastAction) -> str:
        return deed_text(deed, self._page.context.event.zone, self._words)

    def _failed(self, error: Exception) -> None:
        self._place.show_trouble(self._error_text(error))
