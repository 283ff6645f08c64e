from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import WorldFailed
from kiosk.sync import bundle_file
from kiosk.sync.bundle_file import BundleFile
from kiosk.sync.carrier import Carrier, ExchangeResult
from kiosk.sync.shared_folder import SharedFolder
from tests.sync.laptops import Laptop, another_laptop, first_laptop

CODES = ("WELKOM-0001", "WELKOM-0002", "WELKOM-0003")

MakeCarrier = Callable[[Path], Carrier]


def a_file(folder: Path) -> Carrier:
    return BundleFile(folder / "stick.kiosk")


@pytest.fixture(params=[a_file, SharedFolder], ids=["bundle file", "shared folder"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> Carrier:
    make: MakeCarrier = request.param
    place = tmp_path / "between laptops"
    place.mkdir()
    return make(place)


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Laptop, Laptop]:
    admin = first_laptop(tmp_path / "admin")
    list_file = tmp_path / "list.csv"
    admin.take_list(list_file, "code,name\n" + "".join(f"{code},Gast\n" for code in CODES))
    return admin, another_laptop(admin, tmp_path / "door", "Zuid")


def exchange(laptop: Laptop, carrier: Carrier) -> ExchangeResult:
    with laptop.open_store() as store:
        return carrier.exchange(store)


def inside(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return store.counts.inside(store.event(), "festival")


def entries(laptop: Laptop) -> set[str]:
    with laptop.open_store() as store:
        rows = store.database.execute("SELECT lower(hex(hash)) FROM entry").fetchall()
        return {hash_ for (hash_,) in rows}


def test_another_laptop_agrees_after_an_exchange(
    laptops: tuple[Laptop, Laptop], carrier: Carrier
) -> None:
    admin, door = laptops
    admin.scan(CODES[0], CODES[1])
    exchange(admin, carrier)
    exchange(door, carrier)
    door.scan(CODES[2])
    exchange(door, carrier)
    exchange(admin, carrier)
    assert (inside(admin), inside(door)) == (3, 3)
    assert entries(admin) == entries(door)


def test_a_second_exchange_brings_nothing_more(
    laptops: tuple[Laptop, Laptop], carrier: Carrier
) -> None:
    admin, door = laptops
    admin.scan(CODES[0])
    exchange(admin, carrier)
    first, known = exchange(door, carrier), entries(door)
    second = exchange(door, carrier)
    assert (first.new_entries > 0, second.new_entries) == (True, 0)
    assert (entries(door), second.rejected) == (known, 0)


def test_what_is_left_there_has_a_size(laptops: tuple[Laptop, Laptop], carrier: Carrier) -> None:
    admin, _ = laptops
    with admin.open_store() as store:
        assert carrier.own_size(store) is None
        done = carrier.exchange(store)
        assert carrier.own_size(store) == done.written.size


def test_nothing_is_taken_back_of_what_is_known_here(
    laptops: tuple[Laptop, Laptop], carrier: Carrier
) -> None:
    admin, _ = laptops
    with admin.open_store() as store:
        carrier.exchange(store)
        assert carrier.receive(store) == ()


def test_an_interrupted_exchange_leaves_what_was_there_before(
    laptops: tuple[Laptop, Laptop], carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, door = laptops
    admin.scan(CODES[0])
    exchange(admin, carrier)
    admin.scan(CODES[1])
    with monkeypatch.context() as broken:
        broken.setattr(bundle_file, "_digest", lambda *_: b"the stick was pulled")
        with pytest.raises(WorldFailed):
            exchange(admin, carrier)
    exchange(door, carrier)
    assert inside(door) == 1
    exchange(admin, carrier)
    exchange(door, carrier)
    assert inside(door) == 2
