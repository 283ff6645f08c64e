"""The actions that a station of each role may do, and the errors for those that it may not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.paper_list import PaperList
from kiosk.checkin.pins import Pins
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Certificate, public_key
from kiosk.store.station_store import StationStore, open_station_store
from tests.festival import NOON, HandClock, Row, festival

ROWS = [Row("A1", name="Jan"), Row("G1", places=4)]
Action = Callable[[StationStore], object]


def regroup(store: StationStore) -> object:
    door = Door(store, Gate(FESTIVAL, "Noord"))
    return door.change_people(str(door.scan("C-G1").entry), 2)


def undo_click(store: StationStore) -> object:
    click = ManualCounting(store).click(FESTIVAL, "Noord", Direction.IN)
    return Desk(store).undo(click.hash, UndoReason.MISTAKE)


AT_A_DOOR: dict[str, Action] = {
    "clicks": undo_click,
    "numbers put right": regroup,
    "a shift": lambda store: Shifts(store).start("Sanne"),
    "the paper list": lambda store: PaperList(store, entrance="Noord").record_line("A1", NOON),
    "doors open now": lambda store: Desk(store).open_doors(),
    "a place of its own": lambda store: Desk(store).move_to(Gate(FESTIVAL, "Zuid")),
}
AT_A_DESK: dict[str, Action] = {
    "walk-ins": lambda store: WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(
        WalkInGuest()
    ),
    "a recount": lambda store: ManualCounting(store).recount(10),
    "another name": lambda store: Desk(store).rename("A1", "Piet"),
}
AT_THE_ADMINS: dict[str, Action] = {
    "settings": lambda store: Desk(store).change_setting("capacity", 10),
    "PINs": lambda store: Pins(store, HandClock()).set_pin("271828"),
}
ALL = AT_A_DOOR | AT_A_DESK | AT_THE_ADMINS
MAY = {
    Role.DOOR: AT_A_DOOR,
    Role.DESK: AT_A_DOOR | AT_A_DESK,
    Role.ADMIN: ALL,
    Role.HUB: {},  # a server is no laptop: it only passes on
}


def as_role(store: StationStore, role: Role) -> StationStore:
    """The same store as a station of that role has them."""
    keys = store.keys
    assert keys.organiser is not None
    certificate = Certificate(
        keys.event, keys.station, "Noord 1", role, public_key(keys.station_key), NOON
    )
    keys = replace(keys, certificate=certificate.text(keys.organiser))
    return open_station_store(store.database, keys, clock=HandClock(), opening={})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ALL)
def test_a_station_does_what_its_role_allows_and_nothing_else(
    tmp_path: Path, role: Role, action: str
) -> None:
    with festival(tmp_path, ROWS) as admin:
        store = as_role(admin, role)
        before = store.counts.area_totals(store.event(), FESTIVAL, NOON)
        if action in MAY[role]:
            assert ALL[action](store) is not False
            return
        with pytest.raises(UnusableInput) as error:
            ALL[action](store)
        assert error.value.key in ("error.role_forbids", "error.hub_only")
        assert store.counts.area_totals(store.event(), FESTIVAL, NOON) == before
        kept = store.database.execute("SELECT count(*) FROM personal WHERE annex IS NOT NULL")
        assert kept.fetchone() == (0,)
