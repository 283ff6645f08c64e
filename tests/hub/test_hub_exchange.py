"""An exchange with a hub over TLS: the union of what laptops know, like with sticks and folders."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import WorldFailed
from kiosk.hub.hub_runner import RunningHub
from kiosk.sync.network.hub_exchange import unsent_entries
from kiosk.sync.shared_folder import SharedFolder
from tests.hub.hubs import CODES, CutWire, a_door, an_admin, entries, exchange, hub_on
from tests.sync.laptops import Laptop


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("with spaces in it"))


@pytest.fixture(scope="module")
def hub(admin: Laptop) -> Iterator[RunningHub]:
    with hub_on(admin) as running:
        yield running


def inside(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return store.counts.inside(store.event(), "festival")


def test_stick_folder_and_hub_together_are_one_union(
    admin: Laptop, hub: RunningHub, tmp_path: Path
) -> None:
    north, south, west = (a_door(admin, tmp_path, name) for name in ("Noord 2", "Zuid", "West"))
    folder = tmp_path / "share"
    folder.mkdir()
    for laptop in (north, south, west):
        exchange(laptop, hub.address)  # the list
    north.scan(CODES[0])
    south.scan(CODES[1])
    west.scan(CODES[2])
    exchange(north, hub.address)
    south.read(north.write(tmp_path / "stick.kiosk"))
    for laptop in (south, west, south):
        with laptop.open_store() as store:
            SharedFolder(folder).exchange(store)
    for laptop in (west, south, north, west):
        exchange(laptop, hub.address)
    assert entries(north) == entries(south) == entries(west) == entries(admin)
    assert [inside(one) for one in (north, south, west, admin)] == [3] * 4
    assert exchange(north, hub.address) == 0


def test_what_the_hub_has_on_its_disk_counts_as_copied(
    admin: Laptop, hub: RunningHub, tmp_path: Path
) -> None:
    door = a_door(admin, tmp_path, "Oost")
    exchange(door, hub.address)
    door.scan(CODES[3])
    with door.open_store() as store:
        assert unsent_entries(store) > 0
    exchange(door, hub.address)
    with door.open_store() as store:
        assert unsent_entries(store) == 0


def test_an_answer_cut_at_any_byte_loses_nothing(
    admin: Laptop, hub: RunningHub, tmp_path: Path
) -> None:
    door, wire = a_door(admin, tmp_path, "Midden"), CutWire(hub.address)
    whole = a_door(admin, tmp_path, "Heel")
    failures = []
    try:
        exchange(whole, wire.address)
        for cut in range(1, wire.passed, max(1, wire.passed // 12)):
            wire.bytes_left = cut
            try:
                exchange(door, wire.address)  # what came before the cut need not come again
            except WorldFailed as error:
                failures.append(error.key)
        wire.bytes_left = None
        exchange(door, wire.address)
    finally:
        wire.close()
    assert len(failures) > 3
    assert set(failures) <= {"error.hub_broke_off", "error.hub_login_page"}
    exchange(whole, hub.address)
    assert entries(door) >= entries(whole)
    with door.open_store() as store:
        assert [one.rows for one in store.events.lists(store.keys.event)] == [len(CODES)]


def test_a_new_laptop_gets_the_list(admin: Laptop, hub: RunningHub, tmp_path: Path) -> None:
    door = a_door(admin, tmp_path, "Nieuw")
    exchange(door, hub.address)
    assert [one.verdict.outcome.value for one in door.scan(CODES[30])] == ["admitted"]
