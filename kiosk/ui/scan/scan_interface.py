"""What the scan page asks: codes, corrections, and what was done here last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import Deed, UndoOffer
from kiosk.domain.verdict import OverrideReason
from kiosk.ui.widgets.verdict_card import Card

if TYPE_CHECKING:
    from kiosk.domain.pin_rules import PinProof


class ScanBackend(Protocol):
    """Judges codes and corrects what was done. Each answer is on disk before it is returned.

    What is not allowed is a KioskError.
    """

    def scan(self, code: str) -> ScanResult:
        """Judge a scanned code."""
        ...

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        """Judge what the keys of a hand scanner may mean, likeliest first."""
        ...

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        """Judge a typed ticket number or code, or a code of the same keys."""
        ...

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        """Return whether keys mean a ticket's code here; writes nothing.

        Without `numbers` a code that is the ticket's number too does not count.
        """
        ...

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is surely no ticket here; writes nothing."""
        ...

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        ...

    def change_people(self, entry: str, people: int) -> ScanResult:
        """Set how many people an entry let in or out."""
        ...

    def add_companion(self, entry: str) -> ScanResult:
        """Let one more in on an entry, without a ticket."""
        ...

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        """Judge a group once the number of its people is known."""
        ...

    def let_in(self, answer: ScanResult, why: OverrideReason, proof: PinProof | None) -> ScanResult:
        """Judge a refused guest again without the reason of the refusal."""
        ...

    def recent_deeds(self) -> Sequence[Deed]:
        """Return the last deeds of this laptop that still count, newest first."""
        ...

    def undo_offer(self) -> UndoOffer:
        """Return the newest deed of this laptop that can be undone, and a later one that cannot."""
        ...

    def take_back(self, entries: Sequence[str], reason: str) -> None:
        """Undo entries, all or none; a second time changes nothing."""
        ...

    def needs_hints(self) -> bool:
        """Return whether the hints were never shown on this laptop."""
        ...

    def forget_hints(self) -> None:
        """Never show the hints again."""
        ...


class ResultView(Protocol):
    """A page beside the scan page that shows the result of a correction while it is visible."""

    def isVisible(self) -> bool:
        """Whether the page is on the screen."""
        ...

    def await_result(self) -> None:
        """Something was asked of the station."""
        ...

    def show_card(self, card: Card) -> None:
        """Show a card."""
        ...

    def show_answer(self, answer: ScanResult) -> None:
        """Show the door's answer."""
        ...

    def show_trouble(self, sentence: str) -> None:
        """Show why something could not be done."""
        ...
