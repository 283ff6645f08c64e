"""Each laptop reports which lists of others it has, so that the organiser sees where they are."""

from pathlib import Path

import pytest

from kiosk.admin.list_overview import UsedList, used_lists
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

LIST = "code;naam\nEEN-000000000001;Bo Li\nTWEE-00000000002;Els Bos\n"


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    return first_laptop(tmp_path / "kantoor")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


def list_on(laptop: Laptop) -> UsedList:
    with laptop.open_store() as store:
        (used,) = used_lists(store, {})
        return used


def where(laptop: Laptop) -> tuple[int, int]:
    return list_on(laptop).held, list_on(laptop).laptops


def test_a_list_counts_on_the_laptops_that_reported_it(
    admin: Laptop, stick: Path, tmp_path: Path
) -> None:
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    exchange([admin, south], stick)
    south.scan("CODE-000000000007")
    exchange([south, admin], stick)
    admin.take_list(tmp_path / "l.csv", LIST)
    alone = where(admin)
    exchange([admin, south], stick)
    exchange([south, admin], stick)
    both = where(admin), where(south)
    admin.take_list(tmp_path / "l.csv", LIST + "DRIE-00000000003;Jan\n")

    assert (alone, both) == ((1, 2), ((2, 2), (2, 2)))
    assert where(admin) == (1, 2)


def test_an_exchange_without_a_new_list_reports_nothing(
    admin: Laptop, stick: Path, tmp_path: Path
) -> None:
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    admin.take_list(tmp_path / "l.csv", LIST)
    for _ in range(2):
        exchange([admin, south], stick)
    south.write(tmp_path / "een.kiosk")
    with south.open_store() as store:
        before = store.database.execute("SELECT count(*) FROM entry").fetchone()
    south.write(tmp_path / "twee.kiosk")
    with south.open_store() as store:
        after = store.database.execute("SELECT count(*) FROM entry").fetchone()

    assert before == after
