"""A festival, its doors, tickets and entries, for tests that change one thing at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kiosk.domain.attendance import Attendance, fold
from kiosk.domain.causal_order import causal_order
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL, Area, Event, Rules
from kiosk.domain.judge import LastScan, ScanRequest, TicketFacts, judge
from kiosk.domain.ticket import Reentry, Ticket
from kiosk.domain.verdict import DEFAULT_POLICIES, Direction, Outcome, Policy, Verdict

ROOM = Area("Zaal", ("Zaaldeur", "Balkon"))
SAMEN = Event(
    id="samen",
    name="We Doen Het Samen!",
    date=date(2024, 4, 13),
    timezone="Europe/Amsterdam",
    areas=(Area(FESTIVAL, ("Noord", "Zuid")), ROOM),
)
TICKET = Ticket(id="t1", ref="WDHS-0001", source="shop", category="Bewoner")


def ms(text: str, event: Event = SAMEN) -> int:
    """The ms UTC of a wall clock time in the event's zone."""
    return int(datetime.fromisoformat(text).replace(tzinfo=event.zone).timestamp() * 1000)


NOON = ms("2024-04-13T12:00")


def policies(**chosen: str) -> dict[Outcome, Policy]:
    """The default policies with some chosen otherwise."""
    return DEFAULT_POLICIES | {Outcome(name): Policy(text) for name, text in chosen.items()}


def festival(capacity: int | None = None, **rules: Any) -> Event:
    """The event with a capacity and rules of its own."""
    first = replace(SAMEN.areas[0], capacity=capacity)
    return replace(SAMEN, areas=(first, ROOM), rules=Rules(**rules))


def asked(event: Event = SAMEN, **changes: Any) -> ScanRequest:
    """A guest wants in at Noord, at noon, unless the changes say otherwise."""
    asked = ScanRequest(Direction.IN, event.areas[0], "Noord", NOON)
    return replace(asked, **changes)


def known(ticket: Ticket | None = TICKET, **changes: Any) -> TicketFacts:
    """The station knows this ticket, and that no guest came in on it."""
    return replace(TicketFacts(ticket), **changes)


def verdict(
    event: Event = SAMEN, ask: ScanRequest | None = None, know: TicketFacts | None = None
) -> Verdict:
    """The answer, by default to the ticket at noon at Noord."""
    return judge(event, ask or asked(event), know or known())


def attended(inside: int, used: int | None = None) -> Attendance:
    """A ticket that `used` people came in on and that some of them are inside on."""
    used = inside if used is None else used
    first = (entry("first", people=used),) if used else ()
    return Attendance(
        inside=inside, admitted=used, admissions=first, present=first if inside else ()
    )


def scanned(seconds_ago: float, **changes: Any) -> LastScan:
    """This station's newest entry: the same ticket, in at the festival."""
    newest = LastScan("newest", Direction.IN, TICKET.id, FESTIVAL, NOON - round(seconds_ago * 1000))
    return replace(newest, **changes)


def entry(name: str, kind: Kind = Kind.IN, at: int = 0, **changes: Any) -> Entry:
    """An entry of the ticket by that name as its hash; one person, one place, unless said."""
    plain = Entry(
        event=SAMEN.id,
        log="a",
        seq=1,
        prev="",
        hash=name,
        kind=kind,
        at=at,
        area=FESTIVAL,
        entrance="Noord",
        ticket=TICKET.id,
        people=1,
        places=1,
        reentry=Reentry.AFTER_EXIT,
    )
    return replace(plain, **changes)


def undo(target: str, name: str = "undo", **changes: Any) -> Entry:
    """An entry that takes another back."""
    return entry(name, Kind.UNDO, detail={"target": target}, **changes)


def folded(*entries: Entry, offsets: Mapping[str, int] | None = None) -> Attendance:
    """The attendance that entries of one ticket and area add up to."""
    return fold(causal_order(entries, offsets or {}))
