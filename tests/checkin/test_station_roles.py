"""What a station of each role may do, and what it is told where it may not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, Reason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.paper_list import PaperList
from kiosk.checkin.pins import Pins
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.pin_rules import Keeper
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Certificate, public_key
from kiosk.store.station_store import Books, open_books
from tests.festival import NOON, HandClock, Row, festival

ROWS = [Row("A1", name="Jan"), Row("G1", places=4)]
Deed = Callable[[Books], object]


def regroup(books: Books) -> object:
    door = Door(books, Gate(FESTIVAL, "Noord"))
    return door.change_people(str(door.scan("C-G1").entry), 2)


def undo_click(books: Books) -> object:
    click = ManualCounting(books).click(FESTIVAL, "Noord", Direction.IN)
    return Desk(books).undo(click.hash, Reason.MISTAKE)


AT_A_DOOR: dict[str, Deed] = {
    "clicks": undo_click,
    "numbers put right": regroup,
    "a shift": lambda books: Shifts(books).start("Sanne"),
    "the paper list": lambda books: PaperList(books, entrance="Noord").note("A1", NOON),
    "doors open now": lambda books: Desk(books).open_doors(),
    "a place of its own": lambda books: Desk(books).stand_at(Gate(FESTIVAL, "Zuid")),
}
AT_A_DESK: dict[str, Deed] = {
    "walk-ins": lambda books: WalkInRegistration(books, area=FESTIVAL, entrance="Noord").walk_in(
        WalkInGuest()
    ),
    "a recount": lambda books: ManualCounting(books).recount(10),
    "another name": lambda books: Desk(books).rename("A1", "Piet"),
}
AT_THE_ADMINS: dict[str, Deed] = {
    "settings": lambda books: Desk(books).set("capacity", 10),
    "PINs": lambda books: Pins(books, HandClock()).set(Keeper.ORGANISER, "271828"),
}
ALL = AT_A_DOOR | AT_A_DESK | AT_THE_ADMINS
MAY = {Role.DOOR: AT_A_DOOR, Role.DESK: AT_A_DOOR | AT_A_DESK, Role.ADMIN: ALL}


def as_role(books: Books, role: Role) -> Books:
    """The same books as a station of that role has them."""
    keys = books.keys
    assert keys.organiser is not None
    certificate = Certificate(
        keys.event, keys.station, "Noord 1", role, public_key(keys.station_key), NOON
    )
    keys = replace(keys, certificate=certificate.text(keys.organiser))
    return open_books(books.database, keys, clock=HandClock(), opening={})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", ALL)
def test_a_station_does_what_its_role_allows_and_nothing_else(
    tmp_path: Path, role: Role, deed: str
) -> None:
    with festival(tmp_path, ROWS) as admin:
        books = as_role(admin, role)
        before = books.counts.tally(books.event(), FESTIVAL, NOON)
        if deed in MAY[role]:
            assert ALL[deed](books) is not False
            return
        with pytest.raises(UnusableInput) as told:
            ALL[deed](books)
        assert told.value.key == "role_forbids"
        assert books.counts.tally(books.event(), FESTIVAL, NOON) == before
        kept = books.database.execute("SELECT count(*) FROM personal WHERE annex IS NOT NULL")
        assert kept.fetchone() == (0,)
