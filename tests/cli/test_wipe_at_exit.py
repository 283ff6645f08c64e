""" "Maak deze laptop leeg" in the window: only once another copy has everything, at the end."""

from pathlib import Path

import pytest

from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.local_backend import LocalBackend
from kiosk.cli.wipe_at_exit import wipe_at_exit
from kiosk.errors import UnusableInput
from kiosk.runtime.log_file import log_to
from kiosk.sync.shared_folder import SharedFolder
from tests.opened import backend_on, opened_laptops
from tests.sync.laptops import Laptop, first_laptop

LIST = "code;ticket;naam\nCODE-000000000001;A1;Gast 1\n"


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    made = first_laptop(tmp_path / "kantoor")
    made.take_list(tmp_path / "shop.csv", LIST)
    made.scan("CODE-000000000001")
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def opened(laptop: Laptop, ending: ExitPlan) -> LocalBackend:
    return backend_on(laptop.session, ending)


def hand_in(laptop: Laptop, stick: Path) -> None:
    exchange = opened_laptops(laptop.session, laptop.keys.event)
    exchange.hand_in(SharedFolder(stick))
    exchange.close()


def test_a_laptop_is_not_emptied_before_another_copy_has_everything(laptop: Laptop) -> None:
    ending = ExitPlan()
    station = opened(laptop, ending)
    with pytest.raises(UnusableInput, match="hand_in_first"):
        station.laptops.wipe_at_exit()
    station.close()

    assert ending.folder_to_wipe is None


def test_a_laptop_that_handed_in_is_emptied_at_the_end_with_a_receipt(
    laptop: Laptop, stick: Path
) -> None:
    hand_in(laptop, stick)
    ending = ExitPlan()
    station = opened(laptop, ending)
    station.laptops.wipe_at_exit()
    station.close()
    log_to(laptop.folder / "log")
    assert ending.folder_to_wipe is not None
    report = wipe_at_exit(ending.folder_to_wipe)

    assert report.title == "Deze laptop is leeg"
    assert "laptop 'Kantoor'" in report.lines[1]
    assert report.lines[-1] == "Je kunt de laptop teruggeven."
    assert list(laptop.folder.iterdir()) == []
    assert [one.suffix for one in stick.iterdir()] == [".kiosk"]


def test_what_came_after_handing_in_keeps_the_laptop_as_it_is(laptop: Laptop, stick: Path) -> None:
    hand_in(laptop, stick)
    laptop.scan("CODE-000000000002")
    report = wipe_at_exit(laptop.session)

    assert report.title == "Deze laptop is niet leeg"
    assert (laptop.folder / "kiosk.db").exists()


def test_everybody_is_set_outside_through_the_window(laptop: Laptop) -> None:
    laptop.clock.advance(60)
    exchange = opened_laptops(laptop.session, laptop.keys.event)
    people = exchange.check_everyone_out(laptop.clock.wall() - 1000)
    exchange.close()

    assert people == 1
