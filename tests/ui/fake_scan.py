"""The door for the scan page, with answers that a test writes."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.early_scans import EarlyScans
from kiosk.checkin.undo_history import PastAction, UndoOffer
from kiosk.domain.entry import Kind
from kiosk.domain.pin_rules import PinProof
from kiosk.domain.scanned_text import is_not_a_ticket
from kiosk.domain.verdict import Outcome, OverrideReason
from kiosk.ui.scan.action_texts import SETTLED, action_of
from tests.ui.guests import SHORT_NAME, answer

_LEAVE_NONE = (Outcome.JUST_SCANNED, Outcome.NOT_A_TICKET, Outcome.HOW_MANY)


@dataclass
class FakeRehearsal:
    """Admits a guest, and records all calls."""

    asked: list[str]

    def scan(self, code: str) -> ScanResult:
        return self._answer(f"test {code}")

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        return self._answer(f"test {read[0]}")

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        del also
        return self._answer(f"test typed {text}")

    def _answer(self, question: str) -> ScanResult:
        self.asked.append(question)
        return replace(answer(Outcome.ADMITTED, SHORT_NAME), entry=None, test=True)


@dataclass
class FakeScan:
    """Returns the results of the test, and records all calls with their threads."""

    answers: list[ScanResult | OSError] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    may_answer: threading.Event = field(default_factory=threading.Event)
    hinted: bool = True
    actions: list[PastAction] = field(default_factory=list)
    known_codes: set[str] = field(default_factory=set)
    also_typed: tuple[str, ...] = ()
    early: EarlyScans | None = None

    def __post_init__(self) -> None:
        self.may_answer.set()

    @property
    def rehearsal(self) -> "FakeRehearsal":
        return FakeRehearsal(self.asked)

    def scan(self, code: str) -> ScanResult:
        return self._answer(f"code {code}")

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        return self._answer(f"code {read[0]}")

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        self.also_typed = tuple(also)
        return self._answer(f"typed {text}")

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        self.asked.append(f"knows {numbers}")
        return not self.known_codes.isdisjoint(read)

    def is_no_ticket(self, text: str) -> bool:
        return is_not_a_ticket(text)

    def people_through(self) -> int:
        self.threads.add(threading.get_ident())
        return 1200 + len(self.asked)

    def change_people(self, entry: str, people: int) -> ScanResult:
        return self._answer(f"people {entry} {people}")

    def add_companion(self, entry: str) -> ScanResult:
        return self._answer(f"companion {entry}")

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        return self._answer(f"how many {answer.verdict.max_people} {people}")

    def let_in(self, answer: ScanResult, why: OverrideReason, proof: PinProof | None) -> ScanResult:
        by = proof.owner.value if proof else "volunteer"
        return self._answer(f"let in {answer.verdict.outcome} {why} {by}")

    def recent_actions(self) -> Sequence[PastAction]:
        return list(self.actions)

    def undo_offer(self) -> UndoOffer:
        actions = [one for one in self.actions if one.kind is not Kind.REFUSED]
        action = next((one for one in actions if one.undoable), None)
        return UndoOffer(action, actions[0] if actions and not actions[0].undoable else None)

    def count_out(self, people: int) -> str:
        self.asked.append(f"out {people}")
        failure = self.answers.pop(0) if self.answers else None
        if isinstance(failure, OSError):
            raise failure
        return f"click {self.asked.count(f'out {people}')}x{people}"

    def undo_entries(self, entries: Sequence[str], reason: str) -> None:
        self.asked += [f"undo {entry} {reason}" for entry in entries]
        if self.early is not None and set(self.early.entries) <= set(entries):
            self.early = None
        self.actions = [one for one in self.actions if one.entry not in entries]

    def note_rehearsal(self) -> None:
        self.asked.append("rehearsed")

    def early_scans(self) -> EarlyScans | None:
        return self.early

    def keep_early_scans(self, scans: EarlyScans) -> None:
        self.asked.append(f"keep {len(scans.entries)}")
        self.early = None

    def needs_hints(self) -> bool:
        return not self.hinted

    def forget_hints(self) -> None:
        self.hinted = True

    def add_action(self, result: ScanResult) -> None:
        """Record a result as the last action, if it has an entry."""
        if result.entry is not None and result.verdict.outcome not in _LEAVE_NONE:
            action = action_of(result)
            admitted = result.verdict.outcome in SETTLED
            self.actions.insert(0, action if admitted else replace(action, kind=Kind.REFUSED))

    def _answer(self, question: str) -> ScanResult:
        self.threads.add(threading.get_ident())
        self.may_answer.wait(120)
        self.asked.append(question)
        result = self.answers.pop(0) if self.answers else answer(Outcome.ADMITTED, SHORT_NAME)
        if isinstance(result, OSError):
            raise result
        if question.startswith(("people", "companion")):
            self.actions = self.actions[1:]
        self.add_action(result)
        return result
