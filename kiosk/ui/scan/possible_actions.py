"""What can be put right after an answer, by whoever stands at the door."""

from dataclasses import dataclass

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import Rules
from kiosk.domain.verdict import Direction, Outcome, Policy

MAX_BUTTONS = 4  # more numbers have no room: they are typed
_COUNTED = (Outcome.ADMITTED, Outcome.EXITED)
_UNDOABLE = (*_COUNTED, Outcome.NOT_INSIDE)


@dataclass(frozen=True, slots=True)
class PossibleActions:
    """`numbers` may take the place of `people`; `policy` says who may let the guest in after all.

    Without numbers, without a companion, refusing and not to be undone, there is nothing to do.
    `asks` is a question: nobody counts before a number and Enter, or Enter alone for `people`.
    """

    people: int = 0
    places: int = 0
    companion: bool = False
    policy: Policy = Policy.REFUSE
    undo: bool = False
    asks: bool = False
    leaving: bool = False

    @property
    def numbers(self) -> range:
        """The numbers of people that a group may come with; empty for a single guest."""
        return range(1, self.places + 1) if self.places > 1 else range(0)

    @property
    def lets_in(self) -> bool:
        """Whether somebody here may let the guest in after all."""
        return self.policy in (Policy.VOLUNTEER, Policy.PIN)

    def __bool__(self) -> bool:
        return bool(self.numbers) or self.companion or self.lets_in or self.undo


NOTHING = PossibleActions()


def actions_after(answer: ScanResult, rules: Rules) -> PossibleActions:
    """Return what can be put right after this answer."""
    verdict = answer.verdict
    if verdict.ticket is None:
        return NOTHING
    if verdict.outcome is Outcome.HOW_MANY:
        leaving = answer.direction is Direction.OUT
        return PossibleActions(people=verdict.most, places=verdict.most, asks=True, leaving=leaving)
    if verdict.outcome not in _UNDOABLE or answer.entry is None:
        return PossibleActions(policy=verdict.policy)
    counted = verdict.outcome in _COUNTED
    return PossibleActions(
        people=verdict.people,
        places=max(verdict.most, verdict.people) if counted else 0,
        companion=rules.companions and verdict.outcome is Outcome.ADMITTED and verdict.people > 0,
        undo=True,
    )
