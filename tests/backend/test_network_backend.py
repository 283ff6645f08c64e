"""The connection of the window: to a hub, and as the hub, over real folders."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.network_backend import HubInApp, LocalNetwork
from kiosk.backend.open_station import OpenStation
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.hub.hub_port import next_port, succession
from kiosk.hub.hub_runner import running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import load_settings
from kiosk.store.station_store import StationStore
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.known_hubs import HUB_PORT_FILE, hub_candidates
from kiosk.sync.network.link_status import HubWay, LinkState
from kiosk.sync.network.standby import Succession, read_standbys, signed_standby
from tests.festival import session_on
from tests.hub.hubs import CODES, RealClock, a_door, an_admin, exchange, hub_on, wait_until
from tests.hub.phone.phones import get
from tests.opened import backend_on
from tests.sync.laptops import Laptop, another_laptop


class OnLoopback:
    """Runs the hub where only this machine reaches it."""

    def __init__(self, port: int = 0) -> None:
        self._port = port

    @contextmanager
    def run(self, session: DataFolder) -> Iterator[HubInApp]:
        port = self._port and next_port(session.folder, self._port)
        with running_hub(session, ListeningAddress("127.0.0.1", port)) as hub:
            yield hub

    def succession(self, session: DataFolder, store: StationStore) -> Succession:
        own = succession(session, store)
        return replace(own, port=lambda: next_port(session.folder, self._port))


@contextmanager
def network_of(laptop: Laptop, port: int = 0) -> Iterator[LocalNetwork]:
    station = OpenStation(laptop.session)
    network = LocalNetwork(station, OnLoopback(port))
    try:
        yield network
    finally:
        network.close()
        station.close()


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    return an_admin(tmp_path)


def test_the_admin_becomes_the_hub_and_the_others_follow_by_its_setting(
    admin: Laptop, tmp_path: Path
) -> None:
    door = a_door(admin, tmp_path, "Zuid")
    door.read(admin.write(tmp_path / "stick.kiosk"))
    with network_of(admin) as hub, network_of(door) as network:
        hub.begin()
        network.begin()
        assert hub.status().may_serve
        assert not network.status().may_serve
        hub.serve()
        address = hub.status().serving
        assert address is not None
        door.read(admin.write(tmp_path / "stick.kiosk"))  # the setting goes along
        wait_until(lambda: network.status().link.state is LinkState.LIVE)
        assert network.status().link.way is HubWay.EVENT
        assert not network.status().link.catching_up
        wait_until(lambda: hub.status().laptops == 1)
        door.scan(CODES[0])
        with admin.open_store() as store:
            wait_until(lambda: store.counts.inside(store.event(), "festival") == 1)
        assert load_settings(admin.folder, {}).hub
        hub.stop_serving()
        wait_until(lambda: network.status().link.state is LinkState.LOST)
        assert network.status().presences[door.station].unsent == 0
        door.scan(CODES[1])
        wait_until(lambda: (network.status().presences[door.station].unsent or 0) > 0)
        assert hub.status().serving is None
        assert not load_settings(admin.folder, {}).hub


def test_a_typed_address_is_tried(admin: Laptop, tmp_path: Path) -> None:
    door = a_door(admin, tmp_path, "Zuid")
    door.read(admin.write(tmp_path / "stick.kiosk"))
    with running_hub(admin.session, ListeningAddress("127.0.0.1", 0)) as hub:
        with network_of(door) as network:
            network.begin()
            with pytest.raises(UnusableInput, match="hub_address"):
                network.connect_to("geen adres")
            network.connect_to(f"127.0.0.1:{hub.address.port}")
            wait_until(lambda: network.status().link.state is LinkState.LIVE)
            assert network.status().link.way is HubWay.TYPED
        exchange(door, hub.address)


def test_the_hub_gives_phones_a_link_that_it_can_withdraw(admin: Laptop) -> None:
    with network_of(admin) as network:
        with pytest.raises(UnusableInput, match="invite_no_hub"):
            network.phone_link()
        network.serve()
        link = network.phone_link()
        assert network.phone_link() == link  # it is shown again while it works
        assert get(link).status == 200
        assert network.withdraw_phone_links() == 1
        assert get(link).status == 404
        assert get(network.phone_link()).status == 200


@pytest.mark.usefixtures("quick_seal")
def test_a_new_laptop_joins_in_its_window_by_an_invite(admin: Laptop, tmp_path: Path) -> None:
    with network_of(admin) as network:
        network.begin()
        with pytest.raises(UnusableInput, match="invite_no_hub"):
            network.invite(Role.DESK)
        assert not network.status().may_invite
        network.serve()
        assert network.status().may_invite
        line = network.invite(Role.DESK).line.text
        joining = backend_on(session_on(tmp_path / "new", RealClock()))
        with pytest.raises(UnusableInput, match="invite_damaged"):
            joining.setup.open_invite(line[:-9])
        offer = joining.setup.open_invite(line)
        assert (offer.role, offer.name, offer.entrance) == (Role.DESK, "Noord 1", "Noord")
        assert joining.setup.join("Balie", "Noord", lambda _: None).role is Role.DESK
        joining.close()


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_the_next_hub_uses_the_port_of_the_last_one_or_a_free_one(tmp_path: Path) -> None:
    usual = a_free_port()
    assert next_port(tmp_path, usual) == usual
    with socket.create_server(("", usual)):
        other = next_port(tmp_path, usual)
        assert other != usual
    assert next_port(tmp_path, usual) == other
    (tmp_path / HUB_PORT_FILE).write_text("70000")
    assert next_port(tmp_path, usual) == usual


def test_a_desk_takes_over_from_a_hub_that_is_gone(admin: Laptop, tmp_path: Path) -> None:
    door = a_door(admin, tmp_path, "Zuid")
    desk = another_laptop(admin, tmp_path / "desk", "Balie", role=Role.DESK, clock=admin.clock)
    with ExitStack() as opened:
        old = opened.enter_context(hub_on(admin))
        for one in (door, desk):
            exchange(one, old.address)
            with one.open_store() as store:
                Targets(store.database, store.keys.event).add(old.address.text)
        usual = opened.enter_context(socket.create_server(("", 0))).getsockname()[1]
        balie = opened.enter_context(network_of(desk, usual))  # another program uses that port
        zuid = opened.enter_context(network_of(door))
        for network in (balie, zuid):
            network.begin()
        with door.open_store() as store:
            wait_until(lambda: len(hub_candidates(store, door.folder)) == 2)
        old.server.stop()
        wait_until(lambda: balie.status().link.state is LinkState.LOST)
        assert balie.status().serving is None  # never by itself
        balie.serve()
        wait_until(lambda: zuid.status().link.hub == "Balie")
        assert zuid.status().link.way is HubWay.STANDBY
        door.scan(CODES[0])
        with desk.open_store() as store:
            wait_until(lambda: store.counts.inside(store.event(), "festival") == 1)
        with hub_on(admin, old.address.port):
            wait_until(lambda: balie.status().link.state is LinkState.LIVE)
            with admin.open_store() as store:
                wait_until(lambda: store.counts.inside(store.event(), "festival") == 1)


def test_a_door_or_a_forger_is_no_standby(admin: Laptop, tmp_path: Path) -> None:
    door = a_door(admin, tmp_path, "Zuid")
    desk = another_laptop(admin, tmp_path / "desk", "Balie", role=Role.DESK, clock=admin.clock)
    address = HubAddress("10.0.0.1", 8417, "ab" * 32)
    with door.open_store() as theirs, desk.open_store() as own, admin.open_store() as store:
        good = signed_standby(own, address)
        forged = {**good, "address": HubAddress("10.6.6.6", 8417, "cd" * 32).text}
        values = [signed_standby(theirs, address), forged, 7, {}, good]
        assert read_standbys(store, values) == [address]
        assert read_standbys(own, values) == []
