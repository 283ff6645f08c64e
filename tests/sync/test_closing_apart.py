"""The day's end over sticks: who handed in, everybody outside everywhere, and a lost laptop."""

from pathlib import Path

import pytest

from kiosk.admin import backup
from kiosk.admin.closing import check_everyone_out, closing_overview, hand_in_day
from kiosk.domain.roles import Role
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages
from kiosk.sync.targets import file_or_folder
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop
from tests.sync.seeing import sees, sound
from tests.sync.test_bundle_file import LIST, code

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file that the test makes


@pytest.fixture
def laptops(tmp_path: Path) -> list[Laptop]:
    """An office, a desk and a door that scanned apart."""
    admin = first_laptop(tmp_path / "kantoor", crew=4)
    admin.take_list(tmp_path / "l.csv", LIST)
    desk = another_laptop(admin, tmp_path / "balie", "Balie", role=Role.DESK)
    door = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    exchange([admin, desk, door], tmp_path)
    desk.scan(code(1), code(2))
    door.scan(code(3), code(4), code(5))
    return [admin, desk, door]


def handed(laptop: Laptop) -> dict[str, tuple[bool, int]]:
    with laptop.open_store() as store:
        return {
            one.station.name: (one.handed_in, one.people) for one in closing_overview(store).laptops
        }


def hand_over(laptop: Laptop, stick: Path) -> Path:
    with laptop.open_store() as store:
        hand_in_day(store, file_or_folder(stick))
    return stick


def test_the_organiser_sees_who_handed_in_and_who_is_missing_with_its_last_count(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, desk, door = laptops
    desk.write(tmp_path / "halfway.kiosk")
    admin.read(tmp_path / "halfway.kiosk")
    admin.read(hand_over(door, tmp_path / "door.kiosk"))
    assert handed(admin) == {"Kantoor": (False, 0), "Balie": (False, 3), "Zuid 1": (True, 3)}
    admin.read(hand_over(desk, tmp_path / "desk.kiosk"))
    hand_over(admin, tmp_path / "office.kiosk")
    assert {done for done, _ in handed(admin).values()} == {True}


def test_who_handed_in_is_missing_until_all_that_it_closed_has_come(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, _, door = laptops
    file = hand_over(door, tmp_path / "door.kiosk")
    with door.open_store() as store:
        lines = list(outgoing_messages(store))
    scanned = next(one for one in lines if "entries" in one and '\\"kind\\":\\"in\\"' in one)
    with admin.open_store() as store:
        receive(store, [one for one in lines if one != scanned])
    half = handed(admin)["Zuid 1"]
    admin.read(file)
    assert (half, handed(admin)["Zuid 1"]) == ((False, 0), (True, 3))


def test_a_scan_after_that_opens_the_day_again_on_each_laptop_that_receives_it(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, _, door = laptops
    admin.read(hand_over(door, tmp_path / "door.kiosk"))
    door.scan(code(6))
    assert handed(admin)["Zuid 1"] == (True, 3)
    admin.read(door.write(tmp_path / "again.kiosk"))
    assert handed(admin)["Zuid 1"] == (False, 4)
    admin.read(hand_over(door, tmp_path / "door.kiosk"))
    assert handed(admin)["Zuid 1"] == (True, 4)


def test_reading_a_stick_after_handing_in_leaves_the_day_closed(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, desk, door = laptops
    hand_over(door, tmp_path / "door.kiosk")
    door.read(desk.write(tmp_path / "desk.kiosk"))
    door.write(tmp_path / "more.kiosk")
    admin.read(tmp_path / "more.kiosk")
    assert handed(door)["Zuid 1"][0]
    assert handed(admin)["Zuid 1"][0]


def test_everybody_outside_is_everybody_outside_everywhere(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, desk, door = laptops
    exchange(laptops, tmp_path)
    exchange(laptops, tmp_path)
    for one in laptops:
        one.clock.advance(3600)
    with desk.open_store() as store:
        check_everyone_out(store, desk.clock.now, pause=YieldToScans(store.database))
    exchange(laptops, tmp_path)
    exchange(laptops, tmp_path)
    assert len({sees(one) for one in laptops}) == 1
    for one in (admin, desk, door):
        sound(one)
        with one.open_store() as store:
            assert store.counts.inside(store.event(), "festival") == 4


@pytest.mark.usefixtures("quick_seal")
def test_a_laptop_that_broke_is_replaced_by_its_backup_and_what_others_heard_of_it(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, desk, door = laptops
    with door.open_store() as store:
        backup.write_backup(store.database, tmp_path / "b.age", PASSPHRASE, door.clock.now)
    door.scan(code(6))
    door.write(tmp_path / "last.kiosk")
    (tmp_path / "spare").mkdir()
    backup.restore(backup.read_backup(tmp_path / "b.age", PASSPHRASE), tmp_path / "spare")
    spare = Laptop(tmp_path / "spare", door.clock, "Zuid")
    spare.scan(code(7), code(6))
    spare.read(tmp_path / "last.kiosk")
    exchange([admin, desk, spare], tmp_path)
    exchange([admin, desk, spare], tmp_path)
    assert len({sees(one) for one in (admin, desk, spare)}) == 1
    for one in (admin, desk, spare):
        sound(one)
    assert handed(admin)["Zuid 1"] == (False, 6)
