"""A folder with entries of every kind, lists, names, codes given out, stations and operators."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.pins import Pins
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction
from kiosk.store.station_store import StationStore
from tests.festival import HandClock
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

HEADINGS = (
    "code;ticket;naam;organisatie;geboekt door;categorie;email;plaatsen;status;geldig vanaf;"
    "ingang;opmerking\n"
)
GUESTS = 300
_FIRST = ("Zoë", "Jan", "Fatima", "Bram", "Noor", "Willem-Jan", "Aïcha", "Els", "Tjeerd", "Milan")
_LAST = ("de Vries", "Bakker", "El Idrissi", "van den Berg", "Ünal", "Jansen", "'t Hart")
_CATEGORIES = ("Actieve bewoner", "Beleidsmaker", "Partner", "Pers")
_STATUSES = {7: "cancelled", 11: "unpaid", 13: "blocked"}


@dataclass(frozen=True)
class Festival:
    """Two laptops of a festival after some hours: the organiser's and a door's, and their files."""

    office: Laptop
    door: Laptop
    folder: Path
    codes: tuple[str, ...]

    @property
    def lists(self) -> dict[str, Path]:
        """The files that the lists were last read from, by source."""
        return {"shop": self.folder / "shop.csv", "partner": self.folder / "partner.csv"}

    @property
    def stick(self) -> Path:
        """The last entry of the door's laptop."""
        return self.folder / "sticks" / "1.kiosk"


def make_festival(folder: Path, guests: int = GUESTS) -> Festival:
    """Have a festival of so many guests."""
    clock = HandClock()
    office = first_laptop(folder / "office", clock, areas=["festival", "Zaal"], companions=True)
    door = another_laptop(office, folder / "door", "Zuid 1", role=Role.DESK, clock=clock)
    office.take_list(folder / "shop.csv", _shop(guests, changed=()))
    clock.advance(3600)
    office.take_list(folder / "shop.csv", _shop(guests, changed=(3, 30)))
    office.take_list(folder / "partner.csv", _partner(), source="partner")
    sticks = folder / "sticks"
    sticks.mkdir()
    exchange([office, door], sticks)
    with office.open_store() as store:
        codes = (*_before_noon(store, clock), *_codes(guests), "stranger")
    clock.advance(120)
    with door.open_store() as store:
        _at_the_door(store, clock)
    exchange([office, door, office, door], sticks)
    with office.open_store() as store:
        _afterwards(store, clock)
    office.write(folder / "office.kiosk")
    door.read(folder / "office.kiosk")
    door.write(sticks / "1.kiosk")
    office.read(sticks / "1.kiosk")
    return Festival(office, door, folder, codes)


def _shop(guests: int, changed: tuple[int, ...]) -> str:
    return HEADINGS + "".join(_row(n, again=n in changed) for n in range(guests))


def _row(n: int, *, again: bool) -> str:
    name = f"{_FIRST[n % 10]} {_LAST[n % 7]} {n}"
    fields = (
        f"WDHS-{n:08}-{'nieuw' if again else 'kaart'}",
        f"T-{n:04}",
        name,
        f"Stichting {n % 17}" if n % 3 else "",
        f"Groep {n % 9}" if n % 5 == 0 else "",
        _CATEGORIES[n % 4],
        f"gast{n}@example.org",
        str(1 + n % 4 * (n % 8 == 1)),
        _STATUSES.get(n % 17, "valid"),
        "2026-05-30 09:00" if n % 23 == 5 else "",
        "Noord" if n % 19 == 4 else "",
        f"rolstoel {n}" if n % 29 == 2 else "",
    )
    return ";".join(fields) + "\n"


def _partner() -> str:
    return "naam;organisatie\n" + "".join(f"Genodigde {n};Gemeente {n % 3}\n" for n in range(12))


def _codes(guests: int) -> Iterator[str]:
    for n in range(guests):
        yield f"WDHS-{n:08}-kaart"
        if n in (3, 30):
            yield f"WDHS-{n:08}-nieuw"


def _before_noon(store: StationStore, clock: HandClock) -> tuple[str, ...]:
    """Scans, a shift, PINs, the desk's actions; return the codes that were given out."""
    Shifts(store).start("Sanne de Boer")
    Pins(store, clock).set_pin("482913")
    door, desk = Door(store, Gate(FESTIVAL, "Noord")), Desk(store)
    for n in range(0, 80, 2):
        clock.advance(15)
        door.scan(f"WDHS-{n:08}-kaart")
    door.scan("stranger")
    clock.advance(60)
    Door(store, Gate(FESTIVAL, "Noord", Direction.OUT)).scan("WDHS-00000002-kaart")
    Door(store, Gate("Zaal", "Zaal")).scan("WDHS-00000004-kaart")
    given = tuple(desk.reissue(f"T-{n:04}").code for n in (20, 21, 50, 20))
    desk.change_status("T-0040", TicketAction.CANCEL)
    desk.change_status("T-0042", TicketAction.BLOCK)
    desk.change_status("T-0011", TicketAction.PAY)
    desk.change_status("T-0043", TicketAction.CANCEL)
    desk.change_status("T-0043", TicketAction.LIFT)
    desk.rename("T-0060", "Invaller Één", "Buurthuis")
    desk.change_setting("help_phone", "06 11223344")
    desk.change_setting("capacity", 900)
    return given


def _at_the_door(store: StationStore, clock: HandClock) -> None:
    """A second laptop that had not heard of the scans at the first."""
    Shifts(store).start("Piet van Dam")
    door = Door(store, Gate(FESTIVAL, "Zuid"))
    for n in (0, 4, 101, 103, 105, 9, 7):
        clock.advance(20)
        door.scan(f"WDHS-{n:08}-kaart")
    walk_ins = WalkInRegistration(store, area=FESTIVAL, entrance="Zuid")
    walk_ins.walk_in(WalkInGuest(2, "Zoë Inloop", "Buurt"))
    walk_ins.walk_in(WalkInGuest())
    ManualCounting(store).click(FESTIVAL, "Zuid", Direction.IN, 3)


def _afterwards(store: StationStore, clock: HandClock) -> None:
    """The decisions of the desk once it knows of both doors."""
    desk, door = Desk(store), Door(store, Gate(FESTIVAL, "Noord"))
    double = store.database.execute(
        "SELECT lower(hex(e.hash)) FROM entry e JOIN attendance a USING (event, ticket)"
        " WHERE a.doubles > 0 AND e.kind = ? ORDER BY e.at DESC LIMIT 1",
        (Kind.IN.value,),
    ).fetchone()
    desk.decide(double[0], Cause.SHARED)
    ManualCounting(store).recount(60)
    clock.advance(30)
    ManualCounting(store).click(FESTIVAL, "Noord", Direction.OUT, 1)
    wrong = door.scan("WDHS-00000090-kaart").entry
    desk.undo(str(wrong), UndoReason.MISTAKE)
    walked_in = WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(
        WalkInGuest(1, "Vergissing")
    )
    desk.undo(walked_in.entry.hash, UndoReason.MISTAKE)
    clock.advance(30)
    door.scan("WDHS-00000092-kaart")
