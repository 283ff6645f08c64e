"""The verdict: one pure function of what is asked and what is known, the same with any network."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.domain.attendance import NO_ATTENDANCE, Attendance
from kiosk.domain.event_settings import Area, Event
from kiosk.domain.ticket import Reentry, Status, Ticket
from kiosk.domain.verdict import KEYBOARD, PEOPLE_CUT, Direction, Outcome, Policy, Verdict

DAY_ENDS = time(6)
"""A ticket without an end is valid until this time on the day after."""


class CodeClaim(StrEnum):
    """What a code that is on no list turned out to be."""

    UNKNOWN = "unknown"
    NOT_A_TICKET = "not_a_ticket"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class LastScan:
    """The station's newest entry that a guest caused; `at` is ms UTC as recorded."""

    hash: str
    direction: Direction | None
    ticket: str | None
    area: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What a door asks: who stands where, when (ms UTC), and what a person lifted.

    `people` is None for the default (in: the places still free, out: all inside). `counted` are
    the lifted outcomes whose guest was counted before and adds nobody. From `asks_from` places on
    a person is asked how many of a group there are, where nobody said so.
    """

    direction: Direction
    area: Area
    entrance: str
    now: int
    people: int | None = None
    lifted: frozenset[Outcome] = frozenset()
    doors_open: bool = False
    counted: frozenset[Outcome] = frozenset()
    asks_from: int | None = None


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What this station knows about the code: its ticket, or what it claims to be.

    `claimed` is the ticket that a validly signed code speaks of, where no list has it.
    `elsewhere` is the other event here that the code is a ticket of. `replaced` says that the
    ticket has a newer code. `misread` says that a hand scanner and the keyboard may disagree
    about a code that is unknown. `inside` is the area's headcount.
    """

    ticket: Ticket | None
    claimed: Ticket | None = None
    claim: CodeClaim = CodeClaim.UNKNOWN
    elsewhere: Event | None = None
    replaced: bool = False
    misread: bool = False
    attendance: Attendance = NO_ATTENDANCE
    newest: LastScan | None = None
    inside: int = 0


def judge(event: Event, asked: ScanRequest, known: TicketFacts) -> Verdict:
    """Decide what the door answers; the first reason that nobody lifted wins."""
    ticket = known.ticket or (None if known.elsewhere else known.claimed)
    if ticket is None:
        return _judge_stranger(known)
    if asked.direction is Direction.OUT:
        return _judge_out(event, asked, known, ticket)
    return _judge_in(event, asked, known, ticket)


def _judge_stranger(known: TicketFacts) -> Verdict:
    if known.claim is CodeClaim.FORGED:
        return Verdict(Outcome.FORGED)
    if known.elsewhere is not None:
        other = known.elsewhere
        return Verdict(Outcome.WRONG_EVENT, note=other.name, other_day=other.date)
    if known.claim is CodeClaim.NOT_A_TICKET:
        return Verdict(Outcome.NOT_A_TICKET)
    return Verdict(Outcome.UNKNOWN, warnings=(KEYBOARD,) if known.misread else ())


def _judge_out(event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket) -> Verdict:
    if _just_scanned(event, asked, known, ticket):
        return _repeat(known, ticket)
    inside = known.attendance.inside
    most = inside or ticket.places
    people = min(asked.people or most, most)
    cut = (PEOPLE_CUT,) if (asked.people or 0) > people else ()
    if inside == 0:
        again = known.attendance.first is not None
        return Verdict(Outcome.NOT_INSIDE, ticket, people=people, warnings=cut, again=again)
    if _is_asked(asked, ticket, inside):
        return Verdict(Outcome.HOW_MANY, ticket, people=inside, again=True, most=inside)
    return Verdict(
        Outcome.EXITED,
        ticket,
        people=people,
        warnings=cut,
        again=True,
        most=most,
        inside=inside - people,
    )


def _judge_in(event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket) -> Verdict:
    lifted: list[Outcome] = []
    warnings: list[str] = []
    again = known.attendance.first is not None
    people = _people(event, asked, known, ticket)
    for outcome, note in _reasons(event, asked, known, ticket, people):
        policy = event.rules.policy(outcome)
        if outcome is Outcome.JUST_SCANNED:
            return _repeat(known, ticket)
        if policy is Policy.ADMIT:
            warnings.append(outcome.value)
        elif policy is not Policy.REFUSE and outcome in asked.lifted:
            lifted.append(outcome)
        else:
            return Verdict(outcome, ticket, policy=policy, note=note, again=again)
    readmitted = not asked.counted.isdisjoint(lifted)
    room = 0 if readmitted else _room(event, known, ticket)
    if _asks(event, asked, known, ticket, room):
        return Verdict(Outcome.HOW_MANY, ticket, people=room, again=again, most=room)
    if asked.people is not None and people < asked.people and not readmitted:
        warnings.append(PEOPLE_CUT)
    admitted = Verdict(
        Outcome.ADMITTED,
        ticket,
        people=0 if readmitted else people,
        lifted=tuple(lifted),
        warnings=tuple(warnings),
        again=again,
        most=room,
    )
    return told_of(admitted, known.attendance, event.rules.reentry)


def told_of(admitted: Verdict, before: Attendance, reentry: Reentry) -> Verdict:
    """Add to an admission what it means for its ticket; `before` is how that was until then."""
    places = admitted.ticket.places if admitted.ticket else 0
    fits = min(admitted.people, before.free(places, reentry))
    knowingly = admitted.people > 0 and Outcome.ALREADY_INSIDE in admitted.lifted
    returns = not knowingly and before.brings_back(admitted.people, places, reentry)
    readmitted = admitted.people == 0
    return replace(admitted, returns=returns or readmitted, inside=before.inside + fits)


def _asks(event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket, room: int) -> bool:
    reentry = event.rules.reentry
    adds = reentry is not Reentry.FREE or known.attendance.free(ticket.places, reentry) > 0
    return adds and _is_asked(asked, ticket, room)


def _is_asked(asked: ScanRequest, ticket: Ticket, most: int) -> bool:
    """Whether a person says first how many of a group there are."""
    if asked.asks_from is None or asked.people is not None:
        return False
    return most > 1 and ticket.places >= asked.asks_from


_Reason = tuple[Outcome, str | int | None]


def _reasons(
    event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket, people: int
) -> Iterator[_Reason]:
    """Yield every reason not to admit, the weightiest first, with the note that explains it."""
    yield from _about_the_ticket(known, ticket)
    yield from _about_the_place(event, asked, ticket)
    if _just_scanned(event, asked, known, ticket):
        yield Outcome.JUST_SCANNED, None
    if _taken(event, known, ticket):
        yield Outcome.ALREADY_INSIDE, None
    if _too_many(event, asked, known, ticket, people):
        yield Outcome.FULL, None


def _about_the_ticket(known: TicketFacts, ticket: Ticket) -> Iterator[_Reason]:
    if known.ticket is None:
        yield Outcome.NOT_ON_LIST, None
    if known.replaced:
        yield Outcome.CANCELLED, "replaced"
    if ticket.status in (Status.CANCELLED, Status.WITHDRAWN):
        yield Outcome.CANCELLED, ticket.status.value
    if ticket.blocked:
        yield Outcome.BLOCKED, None
    if ticket.unpaid:
        yield Outcome.UNPAID, None


def _about_the_place(event: Event, asked: ScanRequest, ticket: Ticket) -> Iterator[_Reason]:
    opens, closes = validity(event, ticket)
    if asked.now < opens - event.rules.early_grace_min * 60_000 and not asked.doors_open:
        yield Outcome.TOO_EARLY, opens
    if asked.now > closes:
        yield Outcome.TOO_LATE, closes
    right = [name for name in ticket.entrances if name in asked.area.entrances]
    if right and asked.entrance not in right:
        yield Outcome.WRONG_ENTRANCE, ", ".join(right)


def _too_many(
    event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket, people: int
) -> bool:
    free = known.attendance.free(ticket.places, event.rules.reentry)
    adds = min(people, free)
    capacity = asked.area.capacity
    return capacity is not None and adds > 0 and known.inside + adds > capacity


def _taken(event: Event, known: TicketFacts, ticket: Ticket) -> bool:
    reentry = event.rules.reentry
    return reentry is not Reentry.FREE and known.attendance.free(ticket.places, reentry) == 0


def _people(event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket) -> int:
    room = _room(event, known, ticket)
    return min(asked.people or room, room)


def _room(event: Event, known: TicketFacts, ticket: Ticket) -> int:
    free = known.attendance.free(ticket.places, event.rules.reentry)
    return free or ticket.places  # none free: a person lifted it, or re-entry is free


def _just_scanned(event: Event, asked: ScanRequest, known: TicketFacts, ticket: Ticket) -> bool:
    newest = known.newest
    return (
        newest is not None
        and (newest.ticket, newest.area) == (ticket.id, asked.area.name)
        and newest.direction is asked.direction
        and 0 <= asked.now - newest.at <= event.rules.mercy_s * 1000
    )


def _repeat(known: TicketFacts, ticket: Ticket) -> Verdict:
    repeats = known.newest.hash if known.newest else None
    return Verdict(Outcome.JUST_SCANNED, ticket, again=True, repeats=repeats)


def validity(event: Event, ticket: Ticket) -> tuple[int, int]:
    """Return from when until when a ticket is valid (ms UTC), grace not counted.

    Without dates of its own that is the event's day from 00:00 to 06:00 the next day; a ticket
    with only a beginning is valid until 06:00 on the day after that.
    """
    day = event.date
    if ticket.valid_from is not None:
        day = datetime.fromtimestamp(ticket.valid_from / 1000, event.zone).date()
    opens, closes = _hours(day, event.timezone)
    return (
        opens if ticket.valid_from is None else ticket.valid_from,
        closes if ticket.valid_until is None else ticket.valid_until,
    )


@lru_cache(maxsize=64)  # the same day for nearly every guest
def _hours(day: date, timezone: str) -> tuple[int, int]:
    zone = ZoneInfo(timezone)
    ends = datetime.combine(day + timedelta(days=1), DAY_ENDS, zone)
    return _ms(datetime.combine(day, time(), zone)), _ms(ends)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
