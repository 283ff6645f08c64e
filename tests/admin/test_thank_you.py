"""The lists for a mail of thanks: each address once, in one of two files, for an admin only."""

import csv
from pathlib import Path

import pytest

from kiosk.admin.thank_you import first_thanks, write_thank_you
from kiosk.checkin.desk import Desk
from kiosk.domain.desk_actions import TicketAction
from kiosk.errors import Cancelled, UnusableInput
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

LIST = """ticket,code,name,organisation,category,places,email,mail_ok
T1,abcdefghijklmnop1,Zoë,Koppel,Bewoner,2,Zoe@example.nl,yes
T2,abcdefghijklmnop2,Zoë,Koppel,Bewoner,1,zoe@example.nl,no
T3,abcdefghijklmnop3,Jan,,Pers,1,jan@example.nl,yes
T4,abcdefghijklmnop4,Els,,Pers,3,,
T5,abcdefghijklmnop5,Mo,,Pers,1,mo@example.nl,
T6,abcdefghijklmnop6,Ria,,Pers,1,ria@example.nl,
"""


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "admin")
    laptop.take_list(tmp_path / "list.csv", LIST)
    laptop.scan("abcdefghijklmnop1", "abcdefghijklmnop4", "abcdefghijklmnop5")
    with laptop.open_store() as store:
        Desk(store).change_status("T6", TicketAction.CANCEL)
    return laptop


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def test_each_address_is_in_one_of_two_files(admin: Laptop, tmp_path: Path) -> None:
    written = write_thank_you(admin.session, tmp_path / "dank.csv")

    assert (written.came, written.missed, written.without_address) == (2, 1, 3)
    assert rows(tmp_path / "dank.csv") == [
        ["email", "name", "organisation", "category", "tickets", "people", "mail_ok"],
        ["mo@example.nl", "Mo", "", "Pers", "1", "1", ""],
        ["Zoe@example.nl", "Zoë", "Koppel", "Bewoner", "2", "2", "no"],
    ]
    assert written.missed_file == tmp_path / "dank niet gekomen.csv"
    # Ria's ticket was cancelled: she gets no letter that she was missed.
    assert [row[0] for row in rows(written.missed_file)] == ["email", "jan@example.nl"]
    assert first_thanks(admin.session, 1)[1][0] == "mo@example.nl"


def test_another_laptop_has_no_addresses(admin: Laptop, tmp_path: Path) -> None:
    door = another_laptop(admin, tmp_path / "door", "Deur 1")
    exchange([admin, door, admin], tmp_path)

    with pytest.raises(UnusableInput):
        write_thank_you(door.session, tmp_path / "dank.csv")
    assert list(tmp_path.glob("dank*")) == []


def test_work_that_is_stopped_leaves_no_file(admin: Laptop, tmp_path: Path) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_thank_you(admin.session, tmp_path / "dank.csv", stop)
    with pytest.raises(UnusableInput):
        write_thank_you(admin.session, tmp_path / "dank.pdf")
    assert list(tmp_path.glob("dank*")) == []
