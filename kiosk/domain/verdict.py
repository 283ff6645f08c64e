"""The outcomes of the door, and the policies that an event may choose for each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.ticket import Ticket


class Outcome(StrEnum):
    """The outcomes of the door; their texts and colours belong to the screens.

    `how_many` is not final: a person says first how many of a group there are.
    """

    ADMITTED = "admitted"
    JUST_SCANNED = "just_scanned"
    EXITED = "exited"
    NOT_INSIDE = "not_inside"
    NOT_A_TICKET = "not_a_ticket"
    ALREADY_INSIDE = "already_inside"
    TOO_EARLY = "too_early"
    WRONG_ENTRANCE = "wrong_entrance"
    UNPAID = "unpaid"
    NOT_ON_LIST = "not_on_list"
    ON_HOLD = "on_hold"
    FULL = "full"
    UNKNOWN = "unknown"
    FORGED = "forged"
    WRONG_EVENT = "wrong_event"
    TOO_LATE = "too_late"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    HOW_MANY = "how_many"
    CANNOT_RECORD = "cannot_record"


class Colour(StrEnum):
    """Green: come in, blue: nothing to do, orange: ask or send on, red: stop, grey: a hint."""

    GREEN = "green"
    BLUE = "blue"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


_COLOURS = {
    Outcome.ADMITTED: Colour.GREEN,
    Outcome.JUST_SCANNED: Colour.BLUE,
    Outcome.EXITED: Colour.BLUE,
    Outcome.NOT_INSIDE: Colour.BLUE,
    Outcome.NOT_A_TICKET: Colour.GREY,
    Outcome.HOW_MANY: Colour.GREY,
    Outcome.ALREADY_INSIDE: Colour.ORANGE,
    Outcome.TOO_EARLY: Colour.ORANGE,
    Outcome.WRONG_ENTRANCE: Colour.ORANGE,
    Outcome.UNPAID: Colour.ORANGE,
    Outcome.NOT_ON_LIST: Colour.ORANGE,
    Outcome.ON_HOLD: Colour.ORANGE,
    Outcome.FULL: Colour.ORANGE,
}


def colour(outcome: Outcome) -> Colour:
    """Return the outcome's colour; red if it is not listed."""
    return _COLOURS.get(outcome, Colour.RED)


class Policy(StrEnum):
    """The people who may admit a refused guest: none, a PIN's owner, the volunteer, or everyone."""

    REFUSE = "refuse"
    PIN = "pin"
    VOLUNTEER = "volunteer"
    ADMIT = "admit"


DEFAULT_POLICIES = {
    Outcome.FULL: Policy.ADMIT,
    Outcome.WRONG_ENTRANCE: Policy.VOLUNTEER,
    Outcome.ALREADY_INSIDE: Policy.VOLUNTEER,
    Outcome.UNPAID: Policy.PIN,
    Outcome.TOO_EARLY: Policy.PIN,
    Outcome.NOT_ON_LIST: Policy.PIN,
    Outcome.ON_HOLD: Policy.PIN,
    Outcome.TOO_LATE: Policy.REFUSE,
    Outcome.BLOCKED: Policy.REFUSE,
}
"""The outcomes with a policy of the event, and the default; all others always refuse."""


class OverrideReason(StrEnum):
    """Why a person admitted a refused guest."""

    WRISTBAND = "wristband"
    HARD_TO_WALK = "hard-to-walk"
    WITH_GROUP = "with-group"
    SETTLED = "settled"
    WRONG_LIST = "wrong-list"
    ORGANISER = "organiser"
    OTHER = "other"


class OverriddenBy(StrEnum):
    """The person who admitted a refused guest: the volunteer, or the owner of a PIN."""

    VOLUNTEER = "volunteer"
    ORGANISER = "organiser"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Override:
    """One refusal that a person lifted."""

    outcome: Outcome
    why: OverrideReason
    by: OverriddenBy


class Direction(StrEnum):
    """In or out."""

    IN = "in"
    OUT = "out"


PEOPLE_CUT = "people_cut"
"""The warning that fewer people fitted on the ticket than were asked for."""

KEYBOARD = "keyboard"
"""The warning that the keyboard may read a hand scanner's keys differently."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one code, as it is shown and recorded.

    `people` come in or go out. `lifted` are the overridden refusals, `warnings` those that the
    event admits with a warning, and `people_cut`. `note` gives details (a replaced code, the right
    entrance, the other event's name, a time in ms UTC); `other_day` is that event's date.
    `seen_before`: the ticket was admitted before; `returns`: these same people were, unlike later
    members of a group. `max_people` is the largest possible `people`, and `inside` how many of the
    ticket are inside afterwards. `repeats` is the hash of the entry that a `just_scanned` repeats.
    """

    outcome: Outcome
    ticket: Ticket | None = None
    people: int = 0
    policy: Policy = Policy.REFUSE
    lifted: tuple[Outcome, ...] = ()
    warnings: tuple[str, ...] = ()
    note: str | int | None = None
    seen_before: bool = False
    returns: bool = False
    max_people: int = 0
    inside: int = 0
    repeats: str | None = None
    other_day: date | None = None
