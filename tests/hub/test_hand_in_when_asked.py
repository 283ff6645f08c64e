"""The admin asks all connected laptops to hand in: each does so once it is idle."""

from pathlib import Path

import pytest

from kiosk.admin.closing import IDLE_MS, closing_overview, hand_in_if_asked
from kiosk.checkin.desk import Desk
from kiosk.errors import UnusableInput
from kiosk.sync.network import live_session
from kiosk.sync.network.hub_exchange import unsent_entries
from tests.festival import NOON
from tests.hub.hubs import CODES, exchange, hub_on, wait_until
from tests.hub.test_live_link import linked
from tests.sync.laptops import Laptop, another_laptop, first_laptop


def ask(laptop: Laptop, asked: bool) -> None:
    with laptop.open_store() as store:
        Desk(store).change_setting("hand_in", asked)


def handed_in(laptop: Laptop) -> set[str]:
    with laptop.open_store() as store:
        return {one.station.name for one in closing_overview(store).laptops if one.handed_in}


def only_here(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return unsent_entries(store)


def test_connected_laptops_hand_in_after_a_minute_without_a_scan(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "admin")
    door = another_laptop(admin, tmp_path / "door", "Zuid", clock=admin.clock)
    with hub_on(admin) as hub, linked(door, hub.address):
        door.scan(CODES[0])
        ask(admin, True)
        with door.open_store() as store:
            wait_until(lambda: store.events.settings(door.event).get("hand_in") is True)
        before = handed_in(admin)
        admin.clock.advance(IDLE_MS / 1000 + 1)  # the clock of all laptops here
        wait_until(lambda: "Zuid" in handed_in(admin))
        wait_until(lambda: "Zuid" in handed_in(door))

    assert before == set()


def test_the_laptop_that_is_the_hub_hands_in_and_knows_where_its_entries_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_session, "_SEND_HAVE_S", 0.1)
    admin = first_laptop(tmp_path / "admin")
    door = another_laptop(admin, tmp_path / "door", "Zuid", clock=admin.clock)
    with hub_on(admin) as hub:
        admin.scan(CODES[0])
        ask(admin, True)
        admin.clock.advance(IDLE_MS / 1000 + 1)
        with admin.open_store() as store:
            station = store.stations.this_station().id
            wait_until(
                lambda: next(one for one in store.stations.statuses(NOON) if one.this).closed
            )
        alone = handed_in(admin), only_here(admin)
        with linked(door, hub.address):
            wait_until(lambda: {"Kantoor", "Zuid"} <= handed_in(admin))
            wait_until(lambda: only_here(admin) == 0)
        presence = hub.presences[station]

    assert alone[0] == set()
    assert alone[1] > 0
    assert presence.unsent is not None


def test_an_exchange_by_the_network_says_which_entries_of_the_hub_arrived(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "admin")
    door = another_laptop(admin, tmp_path / "door", "Zuid", clock=admin.clock)
    with hub_on(admin) as hub:
        admin.scan(CODES[0])
        before = only_here(admin)
        exchange(door, hub.address)
        after = only_here(admin)

    assert before > after == 0


def test_a_laptop_hands_in_once_and_again_after_a_later_scan(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "admin")

    def closings() -> int:
        with admin.open_store() as store:
            hand_in_if_asked(admin.open_store, store)
            sql = "SELECT count(*) FROM entry WHERE kind = 'closed'"
            return int(store.database.execute(sql).fetchone()[0])

    admin.scan(CODES[0])
    admin.clock.advance(90)
    not_asked = closings()
    ask(admin, True)
    busy = closings()
    admin.clock.advance(61)
    idle = closings()
    admin.clock.advance(61)
    again = closings()
    admin.scan(CODES[1])
    admin.clock.advance(61)
    later = closings()
    ask(admin, False)
    admin.scan(CODES[2])
    admin.clock.advance(61)

    assert (not_asked, busy, idle, again, later, closings()) == (0, 0, 1, 1, 2, 2)


def test_a_door_cannot_ask_all_laptops_to_hand_in(tmp_path: Path) -> None:
    door = another_laptop(first_laptop(tmp_path / "admin"), tmp_path / "door", "Zuid")
    with pytest.raises(UnusableInput):
        ask(door, True)
