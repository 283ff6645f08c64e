"""Puts the last answer right: another number, one more guest, let in after all, undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from kiosk.answers import Answer
from kiosk.domain.verdict import Outcome, Policy, Why
from kiosk.ui.choice import ChoiceSheet
from kiosk.ui.doorway import Doorway
from kiosk.ui.pad import PadSheet
from kiosk.ui.proving import Keeping, Proving, told
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.scanning import Scanning
from kiosk.ui.strip import OFFERED_MS
from kiosk.ui.window import Window

if TYPE_CHECKING:
    from kiosk.domain.pins import Proof

_WHYS: Mapping[Outcome, tuple[Why, ...]] = {
    Outcome.ALREADY_INSIDE: (Why.WRISTBAND, Why.WITH_GROUP),
    Outcome.WRONG_ENTRANCE: (Why.HARD_TO_WALK, Why.WITH_GROUP),
    Outcome.TOO_EARLY: (Why.HARD_TO_WALK, Why.WITH_GROUP),
    Outcome.FULL: (Why.HARD_TO_WALK, Why.WITH_GROUP),
}
_OTHER_WHYS = (Why.SETTLED, Why.WRONG_LIST)
_REASONS = ("mistake", "wrong-guest", "wrong-number", "left", "other")


class Corrections(Keeping, Protocol):
    """What a person at the door may put right, on the thread that owns the store.

    What may not be is a KioskError. Answers are durable.
    """

    def change_people(self, entry: str, people: int) -> Answer:
        """Set how many people an entry let in or out."""
        ...

    def add_companion(self, entry: str) -> Answer:
        """Let one more in on an entry, without a ticket."""
        ...

    def let_in(self, answer: Answer, why: Why, proof: Proof | None) -> Answer:
        """Judge a refused guest again without the reason of the refusal."""
        ...

    def undo(self, entry: str, reason: str) -> None:
        """Undo an entry; undone twice is undone once."""
        ...


class Correcting(QObject):
    """Asks what is needed over the page, has it written down, and shows what came of it."""

    def __init__(
        self,
        window: Window,
        page: ScanPage,
        scanning: Scanning,
        doorway: Doorway[Corrections],
        proving: Proving,
        now: Callable[[], int],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._scanning = scanning
        self._doorway = doorway
        self._proving = proving
        self._now = now
        strip = page.strip
        strip.number_chosen.connect(self.change_people)
        strip.number_asked.connect(self._ask_number)
        strip.companion_came.connect(self._add_companion)
        strip.let_in.connect(self.let_in)
        strip.undone.connect(self.undo)
        page.number_typed.connect(self.change_people)
        page.companion_typed.connect(self._add_companion)

    def change_people(self, people: int) -> None:
        """Set how many people came on the last ticket."""
        entry = self._entry()
        if entry and self._page.strip.offer.numbers:
            self._replace(lambda door: door.change_people(entry, people))

    def let_in(self) -> None:
        """Let the guest of the last answer in after all, for a reason, by who may."""
        answer = self._page.answer
        match self._page.strip.offer.policy:
            case Policy.VOLUNTEER if answer:
                self._ask_why(answer, None)
            case Policy.PIN if answer:
                self._proving.ask(lambda proof: self._ask_why(answer, proof))

    def undo(self) -> None:
        """Undo the last entry, for a reason; an older one with an organiser's PIN."""
        answer = self._page.answer
        if answer is None or not self._page.strip.offer.undo:
            return
        if self._now() - answer.at <= OFFERED_MS:
            self._ask_reason(answer)
        else:
            self._proving.ask(lambda _: self._ask_reason(answer))

    def _ask_reason(self, answer: Answer) -> None:
        words = self._window.words
        sheet = ChoiceSheet(
            words.say("scan.undo.title"),
            [(reason, words.say(f"scan.undo.{reason}")) for reason in _REASONS],
        )
        sheet.chosen.connect(lambda reason: self._undo(answer, reason))
        self._window.show_overlay(sheet)

    def _undo(self, answer: Answer, reason: str) -> None:
        entry = answer.entry
        if entry is not None:
            self._doorway.ask(
                lambda door: door.undo(entry, reason),
                lambda _: self._scanning.show_undone(answer),
                self._failed,
            )

    def _add_companion(self) -> None:
        entry = self._entry()
        if entry and self._page.strip.offer.companion:
            self._replace(lambda door: door.add_companion(entry))

    def _ask_number(self) -> None:
        sheet = PadSheet(self._window.words.say("scan.number"))
        sheet.given.connect(lambda digits: self.change_people(int(digits)))
        sheet.given.connect(sheet.dismiss)
        self._window.show_overlay(sheet)

    def _ask_why(self, answer: Answer, proof: Proof | None) -> None:
        words = self._window.words
        likely = _WHYS.get(answer.verdict.outcome, _OTHER_WHYS)
        whys = (*likely, Why.ORGANISER, Why.OTHER)
        sheet = ChoiceSheet(
            words.say("scan.let_in.title"),
            [(why.value, words.say(f"scan.let_in.{why.value}")) for why in whys],
        )
        sheet.chosen.connect(
            lambda why: self._ask(lambda door: door.let_in(answer, Why(why), proof))
        )
        self._window.show_overlay(sheet)

    def _replace(self, question: Callable[[Corrections], Answer]) -> None:
        """Have an answer take the place of the one on the page."""
        before = self._page.answer

        def show(answer: Answer) -> None:
            if before is not None:
                self._page.answer_undone.emit(before)
            self._scanning.show(answer)

        self._doorway.ask(question, show, self._failed)

    def _ask(self, question: Callable[[Corrections], Answer]) -> None:
        self._doorway.ask(question, self._scanning.show, self._failed)

    def _entry(self) -> str | None:
        return self._page.answer.entry if self._page.answer else None

    def _failed(self, error: Exception) -> None:
        self._page.warn(told(error, self._window.words))
