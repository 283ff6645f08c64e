"""The connection of the window: to a hub, and as the hub, over real folders."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.backend.network_backend import HubInApp, LocalNetwork
from kiosk.backend.open_station import OpenStation
from kiosk.errors import UnusableInput
from kiosk.hub.hub_runner import running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import load_settings
from kiosk.sync.link_status import LinkState
from tests.hub.hubs import CODES, a_door, an_admin, exchange, wait_until
from tests.sync.laptops import Laptop


@contextmanager
def on_loopback(session: DataFolder) -> Iterator[HubInApp]:
    with running_hub(session, ListeningAddress("127.0.0.1", 0)) as hub:
        yield hub


@contextmanager
def network_of(laptop: Laptop) -> Iterator[LocalNetwork]:
    station = OpenStation(laptop.session)
    network = LocalNetwork(station, on_loopback)
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
        wait_until(lambda: hub.status().laptops == 1)
        door.scan(CODES[0])
        with admin.open_store() as store:
            wait_until(lambda: store.counts.inside(store.event(), "festival") == 1)
        assert load_settings(admin.folder, {}).hub
        hub.stop_serving()
        wait_until(lambda: network.status().link.state is LinkState.LOST)
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
        exchange(door, hub.address)
