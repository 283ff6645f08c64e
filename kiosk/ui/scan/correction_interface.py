"""What a person at the door may put right, as the window asks it of the station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.checkin.answer import Answer
from kiosk.checkin.undo_history import Deed
from kiosk.domain.verdict import OverrideReason
from kiosk.ui.shell.pin_prompt import Keeping
from kiosk.ui.widgets.verdict_card import Card

if TYPE_CHECKING:
    from kiosk.domain.pin_rules import Proof


class DeedsDone(Protocol):
    """What was done at this laptop; newest first."""

    def last(self) -> list[Deed]:
        """Return the last deeds that still count."""
        ...

    def last_to_undo(self) -> Deed | None:
        """Return the newest deed that is no refusal."""
        ...

    def take_back(self, name: str, reason: str) -> None:
        """Take an entry back; done twice is done once."""
        ...


class Corrections(Keeping, Protocol):
    """What a person at the door may put right, on the thread that owns the store.

    What may not be is a KioskError. Answers are durable.
    """

    @property
    def deeds(self) -> DeedsDone:
        """The deeds of this laptop."""
        ...

    def change_people(self, entry: str, people: int) -> Answer:
        """Set how many people an entry let in or out."""
        ...

    def add_companion(self, entry: str) -> Answer:
        """Let one more in on an entry, without a ticket."""
        ...

    def answer_how_many(self, answer: Answer, people: int) -> Answer:
        """Judge a group of which a person said how many there are."""
        ...

    def let_in(self, answer: Answer, why: OverrideReason, proof: Proof | None) -> Answer:
        """Judge a refused guest again without the reason of the refusal."""
        ...


class ResultView(Protocol):
    """A page beside the scan page that shows the result of a correction while it is visible."""

    def isVisible(self) -> bool:
        """Whether the page is on the screen."""
        ...

    def show_card(self, card: Card) -> None:
        """Show a card."""
        ...

    def show_answer(self, answer: Answer) -> None:
        """Show the door's answer."""
        ...

    def show_trouble(self, sentence: str) -> None:
        """Show why something could not be done."""
        ...
