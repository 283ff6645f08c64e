"""What the door can answer, and what an event may decide about each answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.ticket import Ticket


class Outcome(StrEnum):
    """The answers of the door; their words and colours are for the screens.

    `how_many` is none yet: a person says first how many of a group there are.
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
    """Green = come in, blue = nothing to do, orange = ask or send on, red = stop, grey = a hint."""

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
    Outcome.FULL: Colour.ORANGE,
}


def colour(outcome: Outcome) -> Colour:
    """Return the outcome's colour; whatever is not listed stops the guest."""
    return _COLOURS.get(outcome, Colour.RED)


class Policy(StrEnum):
    """Who may let a guest in after all: nobody, an organiser's PIN, the volunteer, or everyone."""

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
    Outcome.TOO_LATE: Policy.REFUSE,
    Outcome.BLOCKED: Policy.REFUSE,
}
"""The outcomes that an event may decide about, with the default; all others always refuse."""


class OverrideReason(StrEnum):
    """Why a person let somebody in after all."""

    WRISTBAND = "wristband"
    HARD_TO_WALK = "hard-to-walk"
    WITH_GROUP = "with-group"
    SETTLED = "settled"
    WRONG_LIST = "wrong-list"
    ORGANISER = "organiser"
    OTHER = "other"


class OverriddenBy(StrEnum):
    """Who let somebody in after all: whoever stands at the door, or the keeper of a PIN."""

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
"""The warning that a hand scanner and the keyboard's layout may disagree about an unknown code."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one code: what to show, and what to write down.

    `people` come in or go out. `lifted` are the refusals that were overridden, `warnings` those
    that the event admits with a warning, and `people_cut`. `note` says which (a replaced code, the
    right entrance, the other event's name, a time in ms UTC); `other_day` is that event's date.
    `again` is true where the ticket was let in before, `returns` where these very people were:
    who comes later of a group is new. `most` is the largest number that `people` could be, and
    `inside` how many of the ticket are in once it counts. `repeats` is the hash of the entry that a
    `just_scanned` repeats.
    """

    outcome: Outcome
    ticket: Ticket | None = None
    people: int = 0
    policy: Policy = Policy.REFUSE
    lifted: tuple[Outcome, ...] = ()
    warnings: tuple[str, ...] = ()
    note: str | int | None = None
    again: bool = False
    returns: bool = False
    most: int = 0
    inside: int = 0
    repeats: str | None = None
    other_day: date | None = None
