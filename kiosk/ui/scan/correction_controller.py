"""Corrects the last result: another number, one more guest, an override, or an undo."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.verdict import Direction, Outcome, OverrideReason, Policy
from kiosk.ui.scan.action_texts import SETTLED, guest_text, no_count_text
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.undo_controller import ResultPlace, UndoController
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.digits_dialog import DigitsDialog

if TYPE_CHECKING:
    from kiosk.domain.pin_rules import PinProof
    from kiosk.ui.scan.scan_interface import ResultView

_REASONS: Mapping[Outcome, tuple[OverrideReason, ...]] = {
    Outcome.ALREADY_INSIDE: (OverrideReason.WRISTBAND, OverrideReason.WITH_GROUP),
    Outcome.WRONG_ENTRANCE: (OverrideReason.HARD_TO_WALK, OverrideReason.WITH_GROUP),
    Outcome.TOO_EARLY: (OverrideReason.HARD_TO_WALK, OverrideReason.WITH_GROUP),
    Outcome.ON_HOLD: (OverrideReason.HARD_TO_WALK, OverrideReason.WITH_GROUP),
    Outcome.FULL: (OverrideReason.HARD_TO_WALK, OverrideReason.WITH_GROUP),
}
_OTHER_REASONS = (OverrideReason.SETTLED, OverrideReason.WRONG_LIST)
_REASON_TEXTS = {
    OverrideReason.WRISTBAND: "scan.let_in.wristband",
    OverrideReason.HARD_TO_WALK: "scan.let_in.hard-to-walk",
    OverrideReason.WITH_GROUP: "scan.let_in.with-group",
    OverrideReason.SETTLED: "scan.let_in.settled",
    OverrideReason.WRONG_LIST: "scan.let_in.wrong-list",
    OverrideReason.ORGANISER: "scan.let_in.organiser",
    OverrideReason.OTHER: "scan.let_in.other",
}
_TOO_SOON_S = 0.6  # a late Enter of a scanner; no person counts a group this fast


class CorrectionController(RoomController[ScanBackend]):
    """Asks for the details in a dialog, records the correction, and shows the result.

    Each dialog names its guest, and its answer applies to that guest, also after another scan.
    """

    def __init__(
        self,
        ui: UiContext[ScanBackend],
        page: ScanPage,
        scans: ScanController,
        pins: PinPrompt,
        desk: ResultView | None = None,
    ) -> None:
        """`desk` shows the result while it is visible."""
        super().__init__(ui)
        self._page = page
        self._scans = scans
        self._pins = pins
        self._place = ResultPlace(page, desk)
        self.undoing = UndoController(ui, page, scans, pins, self._place)
        self.undoing.undone.connect(self._forget)
        self._last: ScanResult | None = None
        self._question: ScanResult | None = None
        self._asked_at = 0.0
        self._dialog: DigitsDialog | None = None
        self.soon_s = _TOO_SOON_S
        strip = page.strip
        strip.number_chosen.connect(self.change_people)
        strip.number_asked.connect(self._ask_number)
        strip.companion_came.connect(self._add_companion)
        strip.let_in.connect(self.let_in)
        strip.undone.connect(self.undoing.undo)
        page.number_typed.connect(self.change_people)
        page.companion_typed.connect(self._add_companion)
        page.answer_shown.connect(self._remember)
        page.panel.settled.connect(self._unanswered)
        page.panel.left.connect(lambda: QTimer.singleShot(0, self, self._unanswered))

    def on_desk_action(self, answer: ScanResult | None) -> None:
        """Make an action of the desk the last one; `answer` is its result, if it has one."""
        self._page.forget_answer()
        self._remember(answer)
        self._scans.count()
        if answer is not None and answer.verdict.outcome is Outcome.HOW_MANY:
            self._ask_how_many(answer)

    def change_people(self, people: int) -> None:
        """Set the number of people of the last ticket, or answer the question about a group."""
        answer, numbers = self._page.answer, self._page.strip.offer.numbers
        if answer is None or people not in numbers:
            if numbers:
                most = max(numbers)
                self._place.view.show_trouble(self._words.say("scan.impossible_number", most=most))
        elif answer.verdict.outcome is Outcome.HOW_MANY:
            self._answer_how_many(answer, people)
        elif answer.entry is not None:
            self._change_people(answer.entry, people)

    def let_in(self) -> None:
        """Let the refused guest of the last result in, for a reason; some policies need a PIN."""
        answer = self._page.answer if self._page.shows_earlier else self._last
        policy = answer.verdict.policy if answer and answer.verdict.ticket else Policy.REFUSE
        refused = answer is not None and answer.verdict.outcome not in SETTLED
        match policy if refused else Policy.REFUSE:
            case Policy.VOLUNTEER if answer:
                self._ask_why(answer, None)
            case Policy.PIN if answer:
                self._pins.ask(lambda proof: self._ask_why(answer, proof), self._named(answer))
            case _:
                self._place.view.show_trouble(self._words.say("scan.let_in.nothing"))

    def _forget(self, action: PastAction) -> None:
        """Forget the last result if this undone action recorded it."""
        if self._last is not None and self._last.entry in action.entries:
            self._last = None

    def _add_companion(self) -> None:
        entry = self._page.answer.entry if self._page.answer else None
        if entry and self._page.strip.offer.companion:
            self._replace(lambda door: door.add_companion(entry), once=("companion", entry))

    def _ask_number(self) -> None:
        answer = self._page.answer
        if answer is None:
            return
        if answer.verdict.outcome is Outcome.HOW_MANY:
            self._ask_how_many(answer)
            return
        dialog = DigitsDialog(self._words.say("scan.number"), about=self._named(answer))
        entry, numbers = answer.entry, self._page.strip.offer.numbers

        def given(digits: str) -> None:
            if entry is None or int(digits) not in numbers:
                dialog.show_trouble(self._words.say("scan.impossible_number", most=max(numbers)))
                return
            dialog.dismiss()
            self._change_people(entry, int(digits))

        dialog.given.connect(given)
        self._window.show_overlay(dialog)

    def _ask_how_many(self, answer: ScanResult) -> None:
        words, most = self._words, answer.verdict.max_people
        title = "scan.number_out" if answer.direction is Direction.OUT else "scan.number"
        dialog = DigitsDialog(words.say(title), about=self._named(answer), filled=str(most))
        self._dialog = dialog

        def given(digits: str) -> None:
            if time.monotonic() - self._asked_at < self.soon_s:
                return
            if not 1 <= int(digits) <= most:
                dialog.show_trouble(words.say("scan.impossible_number", most=most))
                return
            self._answer_how_many(answer, int(digits))
            dialog.dismiss()

        def closed() -> None:
            if self._question is answer:
                self._remember(None)

        dialog.given.connect(given)
        dialog.closed.connect(closed)
        self._window.show_overlay(dialog)

    def _answer_how_many(self, answer: ScanResult, people: int) -> None:
        if time.monotonic() - self._asked_at >= self.soon_s:
            self._question = None
            self._ask(
                lambda door: door.answer_how_many(answer, people),
                once=("how many", answer.verdict.ticket),
            )

    def _ask_why(self, answer: ScanResult, proof: PinProof | None) -> None:
        words = self._words
        likely = _REASONS.get(answer.verdict.outcome, _OTHER_REASONS)
        whys = (*likely, OverrideReason.ORGANISER, OverrideReason.OTHER)
        dialog = ChoiceDialog(
            words.say("scan.let_in.title", action=self._named(answer)),
            [(why.value, words.say(_REASON_TEXTS[why])) for why in whys],
        )
        dialog.chosen.connect(
            lambda why: self._ask(
                lambda door: door.let_in(answer, OverrideReason(why), proof),
                once=("let in", answer.verdict.ticket),
            )
        )
        self._window.show_overlay(dialog)

    def _change_people(self, entry: str, people: int) -> None:
        self._replace(lambda door: door.change_people(entry, people), once=("people", entry))

    def _replace(self, question: Callable[[ScanBackend], ScanResult], *, once: Hashable) -> None:
        """Replace the result on the page by a corrected one, unless another guest came since."""
        before = self._page.answer

        def show(answer: ScanResult) -> None:
            same = self._page.answer is before
            if before is not None:
                self._page.answer_undone.emit(before)
            if same:
                self._scans.show_corrected(answer)
            else:
                text = self._words.say("scan.changed", action=self._named(answer))
                self._place.view.show_done(text)
                self._scans.count()

        if not self._client.ask(question, show, self._failed, once=once):
            self._show_busy()

    def _ask(self, question: Callable[[ScanBackend], ScanResult], *, once: Hashable) -> None:
        self._place.await_result()
        if not self._client.ask(question, self._show, self._failed, once=once):
            self._show_busy()

    def _show_busy(self) -> None:
        self._place.view.show_done(self._words.say("scan.writing"))

    def _show(self, answer: ScanResult) -> None:
        if (desk := self._place.desk) is None:
            self._scans.show(answer)
            return
        self.on_desk_action(answer)
        desk.show_answer(answer)

    def _remember(self, answer: ScanResult | None) -> None:
        """Remember the last result; show that a group without an answer is not counted."""
        question, self._question = self._question, None
        self._last = answer
        if question is not None:
            self._place.view.show_trouble(no_count_text(question, self._words))
        if answer is not None and answer.verdict.outcome is Outcome.HOW_MANY:
            self._question = answer
            self._asked_at = time.monotonic()

    def _unanswered(self) -> None:
        """End the question about a group when its card is gone, unless a dialog still asks it."""
        asking = self._dialog is not None and self._dialog.is_open
        if self._question is not None and not asking:
            self._remember(None)

    def _named(self, answer: ScanResult) -> str:
        return guest_text(answer, self._page.context.event.zone)

    def _failed(self, error: Exception) -> None:
        self._place.view.show_trouble(self._error_text(error))
