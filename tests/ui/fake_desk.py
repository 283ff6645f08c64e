"""The desk over guests of a made-up festival."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.admin.fallback_list import PaperSheet
from kiosk.checkin.answer import FoundTicket, PaperLine, ScanResult
from kiosk.checkin.desk import NewCode
from kiosk.checkin.recent_activity import RefusedScan
from kiosk.checkin.station_context import StationContext
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import HOLD, Role
from kiosk.domain.ticket import DeskOverrides, Status, Ticket
from kiosk.domain.verdict import Direction, Outcome, Verdict
from kiosk.errors import KioskError, UnusableInput
from kiosk.reports.door_orders import DoorOrders
from tests.ui.guests import EVENT, LONG_NAME, NOW

MINUTE = 60_000
DESK_POST = StationContext(EVENT, "Hoofdingang", role=Role.DESK)


def guest(number: int, name: str, **about: object) -> Ticket:
    """A ticket of the web shop."""
    fields = {"organisation": "", "booked_by": "", "category": "Actieve bewoner", **about}
    return replace(
        Ticket(f"{number:032x}", f"WDHS-{number:04}", "webwinkel", "Actieve bewoner"),
        name=name,
        **fields,  # type: ignore[arg-type]  # the fields of a ticket, as a test names them
    )


VILLAGE = "Dorpsbelang Hoogland"
GUESTS = [
    FoundTicket(guest(12, "Jan de Vries", organisation="Wijkraad Soesterkwartier")),
    FoundTicket(
        guest(77, "Jan de Vries", organisation="Gemeente Amersfoort", category="Beleidsmaker"),
        inside=1,
        since=NOW - 40 * MINUTE,
        entrance="Tuinzijde",
    ),
    FoundTicket(guest(103, "Jan de Vries", booked_by=VILLAGE)),
    FoundTicket(guest(104, "Zoë 't Hart", booked_by=VILLAGE, listed=Status.UNPAID)),
    FoundTicket(
        guest(105, "IJsbrand van den Heuvel-Özdemir", booked_by=VILLAGE, places=4), inside=2
    ),
    FoundTicket(replace(LONG_NAME, id=f"{412:032x}", organisation="Nederland Zorgt Voor Elkaar")),
    FoundTicket(
        guest(
            200,
            "Roos Bakker",
            desk_overrides=DeskOverrides(cancelled=True),
            organisation="Stichting Welzin",
        )
    ),
    FoundTicket(guest(201, "Sem Visser", listed=Status.BLOCKED, organisation="De Stadskamer")),
]


@dataclass
class FakeDesk:
    """Finds guests by the letters of their name, and records all calls."""

    found: list[FoundTicket] = field(default_factory=lambda: list(GUESTS))
    asked: list[object] = field(default_factory=list)
    fails: KioskError | None = None
    outcome: Outcome = Outcome.ADMITTED
    orders: DoorOrders = field(default_factory=lambda: DoorOrders(hold=False, all_open=False))

    def find(self, text: str) -> Sequence[FoundTicket]:
        self._ask("find", text)
        return [one for one in self.found if text.lower() in one.ticket.name.lower()]

    def look_up(self, ticket: str) -> FoundTicket:
        return next(one for one in self.found if one.ticket.id == ticket)

    def booked_together(self, ticket: str) -> Sequence[FoundTicket]:
        booked_by = self.look_up(ticket).ticket.booked_by
        return [one for one in self.found if one.ticket.booked_by == booked_by]

    def check_in_whole(self, ticket: str, together: str) -> ScanResult:
        self._ask("check in whole", self.look_up(ticket).ticket.ref, bool(together))
        return self._answer(self.look_up(ticket).ticket, NOW)

    def check_in(self, ticket: str, people: int | None = None) -> ScanResult:
        number = () if people is None else (people,)
        self._ask("check in", self.look_up(ticket).ticket.ref, *number)
        return self._answer(self.look_up(ticket).ticket, NOW)

    def paper_sheets(self) -> Sequence[PaperSheet]:
        return [PaperSheet("", None, tuple(GUESTS)), PaperSheet("", NOW, tuple(GUESTS[:2]))]

    def on_paper(self, line: PaperLine) -> ScanResult:
        ticket = self.look_up(line.ticket).ticket
        self._ask("on paper", ticket.ref, line.direction, line.at, line.people)
        return self._answer(ticket, line.at, line.direction)

    def act(self, ticket: str, action: TicketAction) -> FoundTicket:
        self._ask("act", self.look_up(ticket).ticket.ref, action)
        hand = DeskOverrides(
            cancelled=action is TicketAction.CANCEL, blocked=action is TicketAction.BLOCK, paid=True
        )
        return self._change(ticket, desk_overrides=hand)

    def rename(self, ticket: str, name: str, organisation: str) -> FoundTicket:
        self._ask("rename", name, organisation)
        return self._change(ticket, name=name, organisation=organisation)

    def reissue(self, ticket: str) -> NewCode:
        self._ask("reissue")
        return NewCode(self.look_up(ticket).ticket, "SSIHIW5Z7XMWVIDKTERZU3FCVY")

    def save(self, path: Path, content: bytes) -> None:
        self._ask("save", path, content[:5])

    def categories(self) -> Sequence[str]:
        return ["Actieve bewoner", "Beleidsmaker", "Kernpartner"]

    def walk_in(self, wanted: WalkInGuest) -> FoundTicket:
        self._ask("walk in", wanted)
        ticket = guest(900, wanted.name, category=wanted.category, places=wanted.people)
        return FoundTicket(replace(ticket, ref="B-KX7P-001", walk_in=True), wanted.people, NOW)

    def click(self, direction: Direction, people: int) -> None:
        self._ask("click", direction, people)

    def inside(self) -> int:
        return 27

    def recount(self, people: int) -> None:
        self._ask("recount", people)

    def door_orders(self) -> DoorOrders:
        return self.orders

    def order_doors(self, setting: str, on: bool) -> None:
        self._ask(setting, on)
        if setting == HOLD:
            self.orders = replace(self.orders, hold=on)
        else:
            self.orders = replace(self.orders, all_open=on)

    def recently_refused(self) -> Sequence[RefusedScan]:
        self._ask("refused")
        return [
            RefusedScan(NOW - MINUTE, Outcome.UNKNOWN, "Tuinzijde", "Laptop 2"),
            RefusedScan(
                NOW - 4 * MINUTE, Outcome.UNPAID, "Hoofdingang", "Laptop 1", self.found[3].ticket
            ),
        ]

    def _ask(self, *asked: object) -> None:
        if self.fails is not None:
            raise self.fails
        self.asked.append(asked)

    def _change(self, ticket: str, **about: object) -> FoundTicket:
        found = self.look_up(ticket)
        return replace(found, ticket=replace(found.ticket, **about))  # type: ignore[arg-type]  # a ticket's fields

    def _answer(self, ticket: Ticket, at: int, way: Direction = Direction.IN) -> ScanResult:
        outcome = Outcome.EXITED if way is Direction.OUT else self.outcome
        verdict = Verdict(outcome, ticket, people=ticket.places)
        return ScanResult(verdict, at, "h", "Hoofdingang", FESTIVAL, way, "Balie")


FORBIDDEN = UnusableInput("error.walk_ins_forbidden")
