"""The verdict: a pure function of the request and the known facts, with or without a network."""

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
"""A ticket without an end is valid until this time on the next day."""


class CodeClaim(StrEnum):
    """The finding about a code that is on no list."""

    UNKNOWN = "unknown"
    NOT_A_TICKET = "not_a_ticket"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class LastScan:
    """The station's last entry that a guest caused; `at` is ms UTC as recorded."""

    hash: str
    direction: Direction | None
    ticket: str | None
    area: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """A door's request: gate, time (ms UTC), and the outcomes that a person lifted.

    `people` is None for the default (in: the free places, out: all inside). `counted` are the
    lifted outcomes of guests who were counted before and add no people. From `asks_from` places on,
    the verdict asks how many of a group there are, unless `people` is given.
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
    """The facts that this station knows about a code.

    `signed_ticket` is the ticket in a validly signed code that is on no list. `other_event` is the
    event here that the code is a ticket of. `replaced`: the ticket has a newer code. `misread`: the
    code is unknown, and the keyboard may read a hand scanner's keys differently. `inside` is the
    area's headcount.
    """

    ticket: Ticket | None
    signed_ticket: Ticket | None = None
    claim: CodeClaim = CodeClaim.UNKNOWN
    other_event: Event | None = None
    replaced: bool = False
    misread: bool = False
    attendance: Attendance = NO_ATTENDANCE
    last_scan: LastScan | None = None
    inside: int = 0


def judge(event: Event, request: ScanRequest, facts: TicketFacts) -> Verdict:
    """Return the door's verdict; the first reason that was not lifted decides."""
    ticket = facts.ticket or (None if facts.other_event else facts.signed_ticket)
    if ticket is None:
        return _judge_unknown(facts)
    if request.direction is Direction.OUT:
        return _judge_out(event, request, facts, ticket)
    return _judge_in(event, request, facts, ticket)


def _judge_unknown(facts: TicketFacts) -> Verdict:
    if facts.claim is CodeClaim.FORGED:
        return Verdict(Outcome.FORGED)
    if facts.other_event is not None:
        event = facts.other_event
        return Verdict(Outcome.WRONG_EVENT, note=event.name, other_day=event.date)
    if facts.claim is CodeClaim.NOT_A_TICKET:
        return Verdict(Outcome.NOT_A_TICKET)
    return Verdict(Outcome.UNKNOWN, warnings=(KEYBOARD,) if facts.misread else ())


def _judge_out(event: Event, request: ScanRequest, facts: TicketFacts, ticket: Ticket) -> Verdict:
    if _just_scanned(event, request, facts, ticket):
        return _repeat(facts, ticket)
    inside = facts.attendance.inside
    most = inside or ticket.places
    people = min(request.people or most, most)
    cut = (PEOPLE_CUT,) if (request.people or 0) > people else ()
    if inside == 0:
        again = facts.attendance.first is not None
        return Verdict(Outcome.NOT_INSIDE, ticket, people=people, warnings=cut, seen_before=again)
    if _is_asked(request, ticket, inside):
        return Verdict(Outcome.HOW_MANY, ticket, people=inside, seen_before=True, max_people=inside)
    return Verdict(
        Outcome.EXITED,
        ticket,
        people=people,
        warnings=cut,
        seen_before=True,
        max_people=most,
        inside=inside - people,
    )


def _judge_in(event: Event, request: ScanRequest, facts: TicketFacts, ticket: Ticket) -> Verdict:
    lifted: list[Outcome] = []
    warnings: list[str] = []
    again = facts.attendance.first is not None
    free = facts.attendance.free(ticket.places, event.rules.reentry)
    most = free or ticket.places  # none free: a person lifted it, or re-entry is free
    people = min(request.people or most, most)
    for outcome, note in _reasons(event, request, facts, ticket, people):
        policy = event.rules.policy(outcome)
        if outcome is Outcome.JUST_SCANNED:
            return _repeat(facts, ticket)
        if policy is Policy.ADMIT:
            warnings.append(outcome.value)
        elif policy is not Policy.REFUSE and outcome in request.lifted:
            lifted.append(outcome)
        else:
            return Verdict(outcome, ticket, policy=policy, note=note, seen_before=again)
    readmitted = not request.counted.isdisjoint(lifted)
    room = 0 if readmitted else most
    if _asks_in(event, request, facts, ticket, room):
        return Verdict(Outcome.HOW_MANY, ticket, people=room, seen_before=again, max_people=room)
    if request.people is not None and people < request.people and not readmitted:
        warnings.append(PEOPLE_CUT)
    admitted = Verdict(
        Outcome.ADMITTED,
        ticket,
        people=0 if readmitted else people,
        lifted=tuple(lifted),
        warnings=tuple(warnings),
        seen_before=again,
        max_people=room,
    )
    return with_attendance(admitted, facts.attendance, event.rules.reentry)


def with_attendance(admitted: Verdict, before: Attendance, reentry: Reentry) -> Verdict:
    """Add the effects on its ticket to an admission; `before` is the attendance before it."""
    places = admitted.ticket.places if admitted.ticket else 0
    fits = min(admitted.people, before.free(places, reentry))
    knowingly = admitted.people > 0 and Outcome.ALREADY_INSIDE in admitted.lifted
    returns = not knowingly and before.all_return(admitted.people, places, reentry)
    readmitted = admitted.people == 0
    return replace(admitted, returns=returns or readmitted, inside=before.inside + fits)


def _asks_in(
    event: Event, request: ScanRequest, facts: TicketFacts, ticket: Ticket, room: int
) -> bool:
    reentry = event.rules.reentry
    adds = reentry is not Reentry.FREE or facts.attendance.free(ticket.places, reentry) > 0
    return adds and _is_asked(request, ticket, room)


def _is_asked(request: ScanRequest, ticket: Ticket, most: int) -> bool:
    """Return whether a person must say first how many of a group there are."""
    asks = request.asks_from is not None and ticket.places >= request.asks_from
    return asks and request.people is None and most > 1


_Reason = tuple[Outcome, str | int | None]


def _reasons(
    event: Event, request: ScanRequest, facts: TicketFacts, ticket: Ticket, people: int
) -> Iterator[_Reason]:
    """Yield every reason not to admit, the strongest first, with its note."""
    yield from _ticket_reasons(facts, ticket)
    yield from _gate_reasons(event, request, ticket)
    if _just_scanned(event, request, facts, ticket):
        yield Outcome.JUST_SCANNED, None
    if _is_used(event, facts, ticket):
        yield Outcome.ALREADY_INSIDE, None
    if event.rules.hold:
        yield Outcome.ON_HOLD, None
    if _exceeds_capacity(event, request, facts, ticket, people):
        yield Outcome.FULL, None


def _ticket_reasons(facts: TicketFacts, ticket: Ticket) -> Iterator[_Reason]:
    if facts.ticket is None:
        yield Outcome.NOT_ON_LIST, None
    if facts.replaced:
        yield Outcome.CANCELLED, "replaced"
    if ticket.status in (Status.CANCELLED, Status.WITHDRAWN):
        yield Outcome.CANCELLED, ticket.status.value
    if ticket.blocked:
        yield Outcome.BLOCKED, None
    if ticket.unpaid:
        yield Outcome.UNPAID, None


def _gate_reasons(event: Event, request: ScanRequest, ticket: Ticket) -> Iterator[_Reason]:
    opens, closes = validity(event, ticket)
    if request.now < opens - event.rules.early_grace_min * 60_000 and not request.doors_open:
        yield Outcome.TOO_EARLY, opens
    if request.now > closes:
        yield Outcome.TOO_LATE, closes
    right = [name for name in ticket.entrances if name in request.area.entrances]
    if right and request.entrance not in right:
        yield Outcome.WRONG_ENTRANCE, ", ".join(right)


def _exceeds_capacity(
    event: Event, request: ScanRequest, facts: TicketFacts, ticket: Ticket, people: int
) -> bool:
    adds = min(people, facts.attendance.free(ticket.places, event.rules.reentry))
    capacity = request.area.capacity
    return capacity is not None and adds > 0 and facts.inside + adds > capacity


def _is_used(event: Event, facts: TicketFacts, ticket: Ticket) -> bool:
    reentry = event.rules.reentry
    return reentry is not Reentry.FREE and facts.attendance.free(ticket.places, reentry) == 0


def _just_scanned(event: Event, request: ScanRequest, facts: TicketFacts, ticket: Ticket) -> bool:
    last = facts.last_scan
    return (
        last is not None
        and (last.ticket, last.area) == (ticket.id, request.area.name)
        and last.direction is request.direction
        and 0 <= request.now - last.at <= event.rules.mercy_s * 1000
    )


def _repeat(facts: TicketFacts, ticket: Ticket) -> Verdict:
    repeats = facts.last_scan.hash if facts.last_scan else None
    return Verdict(Outcome.JUST_SCANNED, ticket, seen_before=True, repeats=repeats)


def validity(event: Event, ticket: Ticket) -> tuple[int, int]:
    """Return the start and the end of a ticket's validity (ms UTC), without the grace period.

    Without dates of its own it is valid on the event's day from 00:00 to 06:00 the next day; with
    only a start, until 06:00 on the day after it.
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
