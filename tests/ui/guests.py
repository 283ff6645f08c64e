"""Guests at a made-up festival, and their scan results."""

from datetime import date, datetime
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from kiosk.checkin.answer import EarlierEntry, ScanResult
from kiosk.checkin.station_context import StationContext
from kiosk.domain.event_settings import FESTIVAL, Area, Event, Rules
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction, Outcome, Verdict

RULES = Rules(
    help_point="de servicebalie, links na de deur",
    help_phone="033 000 01 12",
    handouts={"Kernpartner": "oranje keycord en programmaboekje"},
)
EVENT = Event(
    "e",
    "We Doen Het Samen! Festival",
    date(2026, 4, 13),
    "Europe/Amsterdam",
    areas=(Area(FESTIVAL, ("Hoofdingang", "Tuinzijde")),),
    rules=RULES,
)
POST = StationContext(EVENT, "Hoofdingang")
NOW = int(datetime(2026, 4, 13, 10, 42, tzinfo=EVENT.zone).timestamp() * 1000)
HOUR = 3_600_000

LONG_NAME = Ticket(
    "t1",
    "WDHS-0412",
    "webwinkel",
    "Kernpartner",
    places=4,
    name="Anouk Wilhelmina van den Heuvel-Özdemir",
    organisation="Nederland Zorgt Voor Elkaar",
)
SHORT_NAME = Ticket("t2", "WDHS-0001", "pers", "Pers", name="Bo Li")

W = TypeVar("W", bound=QWidget)

_STRANGERS = {Outcome.UNKNOWN, Outcome.FORGED, Outcome.WRONG_EVENT, Outcome.NOT_A_TICKET}
_NOTES: dict[Outcome, str | int] = {
    Outcome.TOO_EARLY: NOW + HOUR,
    Outcome.TOO_LATE: NOW - 2 * HOUR,
    Outcome.WRONG_ENTRANCE: "Tuinzijde",
    Outcome.WRONG_EVENT: "Buurtfestival Samen Sterk Amersfoort",
}
CARDS = [outcome for outcome in Outcome if outcome is not Outcome.NOT_A_TICKET]


def answer(
    outcome: Outcome, ticket: Ticket | None = LONG_NAME, *, again: bool = False
) -> ScanResult:
    """Return a scan result with this outcome; unknown codes have no ticket."""
    verdict = Verdict(
        outcome,
        None if outcome in _STRANGERS else ticket,
        people=ticket.places if ticket else 0,
        policy=RULES.policy(outcome),
        note=_NOTES.get(outcome),
        seen_before=again,
        returns=again,
        max_people=ticket.places if ticket else 0,
        inside=ticket.places if ticket else 0,
        other_day=date(2026, 6, 20) if outcome is Outcome.WRONG_EVENT else None,
    )
    inside = outcome is Outcome.ALREADY_INSIDE
    since = EarlierEntry(NOW - 40 * 60_000, "Hoofdingang", "Laptop 3") if inside else None
    return ScanResult(
        verdict, NOW, "h", "Hoofdingang", FESTIVAL, Direction.IN, "Laptop 1", since=since
    )


def part(whole: QWidget, kind: type[W], name: str = "") -> W:
    """Return the only child of this type, and of this name if given."""
    found = whole.findChild(kind, name) if name else whole.findChild(kind)
    assert isinstance(found, kind)
    return found
