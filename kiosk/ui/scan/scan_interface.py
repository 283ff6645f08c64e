"""The backend of the scan page: codes, corrections, and the last actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import PastAction, UndoOffer
from kiosk.domain.verdict import OverrideReason
from kiosk.ui.widgets.verdict_card import Card

if TYPE_CHECKING:
    from kiosk.checkin.early_scans import EarlyScans
    from kiosk.domain.pin_rules import PinProof


class CodeJudge(Protocol):
    """Judges the codes of camera, hand scanner and keyboard."""

    def scan(self, code: str) -> ScanResult:
        """Judge a scanned code."""

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        """Judge the possible readings of a hand scanner's keys, the most likely first."""

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        """Judge a typed ticket number or code; `also` are its readings in other layouts."""


class ScanBackend(CodeJudge, Protocol):
    """Judges codes and records corrections. Each result is on disk before it is returned.

    An action that is not allowed raises a KioskError.
    """

    @property
    def rehearsal(self) -> CodeJudge:
        """The judge of test scans, which records nothing."""

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        """Return whether a reading is the code of a ticket here; writes nothing.

        Without `numbers`, a code that is also the ticket's number does not count.
        """

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is surely no ticket here; writes nothing."""

    def people_through(self) -> int:
        """Return the number of people that this station let in through this entrance."""

    def change_people(self, entry: str, people: int) -> ScanResult:
        """Change the number of people of an entry."""

    def add_companion(self, entry: str) -> ScanResult:
        """Let in one more guest without a ticket, with an entry."""

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        """Judge a group once the number of its people is known."""

    def let_in(self, answer: ScanResult, why: OverrideReason, proof: PinProof | None) -> ScanResult:
        """Judge a refused guest again without the reason of the refusal."""

    def recent_actions(self) -> Sequence[PastAction]:
        """Return the last actions of this laptop that were not undone, newest first."""

    def undo_offer(self) -> UndoOffer:
        """Return the newest action here that can be undone, and a later one that cannot."""

    def count_out(self, people: int) -> str:
        """Count people who leave here without a scan; return the entry."""

    def undo_entries(self, entries: Sequence[str], reason: str) -> None:
        """Undo entries, all or none; undoing them again changes nothing."""

    def note_rehearsal(self) -> None:
        """Record that a test scan was made at this laptop."""

    def early_scans(self) -> EarlyScans | None:
        """Return the scans from before the doors opened, unless a person decided about them."""

    def keep_early_scans(self, scans: EarlyScans) -> None:
        """Remember that such scans were of real guests."""

    def needs_hints(self) -> bool:
        """Return whether the hints were never shown on this laptop."""

    def forget_hints(self) -> None:
        """Record that the hints were shown."""


class ResultView(Protocol):
    """A page that shows the result of a correction, in place of the scan page, while visible."""

    def isVisible(self) -> bool:
        """Return whether the page is on the screen."""

    def await_result(self) -> None:
        """Take the focus with the next result, unless a person types meanwhile."""

    def show_card(self, card: Card) -> None:
        """Show a card."""

    def show_answer(self, answer: ScanResult) -> None:
        """Show a scan result."""

    def show_done(self, sentence: str) -> None:
        """Show that an action was recorded."""

    def show_trouble(self, sentence: str) -> None:
        """Show why something could not be done."""
