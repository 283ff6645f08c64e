"""The corrections that a result allows at the door."""

from dataclasses import dataclass

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import Rules
from kiosk.domain.verdict import Direction, Outcome, Policy

MAX_BUTTONS = 4  # larger numbers are typed
_COUNTED = (Outcome.ADMITTED, Outcome.EXITED)
_UNDOABLE = (*_COUNTED, Outcome.NOT_INSIDE)


@dataclass(frozen=True, slots=True)
class PossibleActions:
    """`numbers` can replace `people`; `policy` says who can let a refused guest in.

    False if no action is possible. `asks`: the group is not counted before a number and Enter, or
    Enter alone for `people`.
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
        """The possible numbers of people of a group; empty for a single guest."""
        return range(1, self.places + 1) if self.places > 1 else range(0)

    @property
    def lets_in(self) -> bool:
        """True if a person at this laptop can let the refused guest in."""
        return self.policy in (Policy.VOLUNTEER, Policy.PIN)

    def __bool__(self) -> bool:
        return bool(self.numbers) or self.companion or self.lets_in or self.undo


NOTHING = PossibleActions()


def actions_after(answer: ScanResult, rules: Rules) -> PossibleActions:
    """Return the corrections that a result allows."""
    verdict = answer.verdict
    if verdict.ticket is None or answer.test:
        return NOTHING
    if verdict.outcome is Outcome.HOW_MANY:
        leaving = answer.direction is Direction.OUT
        return PossibleActions(
            people=verdict.max_people, places=verdict.max_people, asks=True, leaving=leaving
        )
    if verdict.outcome not in _UNDOABLE or answer.entry is None:
        return PossibleActions(policy=verdict.policy)
    counted = verdict.outcome in _COUNTED
    return PossibleActions(
        people=verdict.people,
        places=max(verdict.max_people, verdict.people) if counted else 0,
        companion=rules.companions and verdict.outcome is Outcome.ADMITTED and verdict.people > 0,
        undo=True,
    )
