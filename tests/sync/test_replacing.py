"""A spare laptop in the place of one that is lost, with the stick that was in that one."""

from pathlib import Path

import pytest

from kiosk.answers import Place
from kiosk.desk import Desk
from kiosk.domain.aside import OWN_ENTRANCE
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Outcome
from kiosk.door import Door
from kiosk.errors import UnusableInput
from kiosk.place import own_place
from kiosk.sync.replacing import replace_station
from tests.sync.laptops import another_laptop, first_laptop

LIST = "code;ticket;naam\n" + "".join(f"CODE-{n:012};A{n};Gast {n}\n" for n in range(1, 5))


def test_a_spare_laptop_knows_from_the_stick_whom_the_lost_one_let_in_and_stands_where_it_stood(
    tmp_path: Path,
) -> None:
    admin = first_laptop(tmp_path / "kantoor")
    admin.take_list(tmp_path / "shop.csv", LIST)
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    south.read(admin.write(tmp_path / "x.kiosk"))
    with south.books() as books:
        Desk(books).set(OWN_ENTRANCE, "Zuid", station=books.keys.station)
    south.scan("CODE-000000000003")
    stick = south.write(tmp_path / "stick.kiosk")
    spare = another_laptop(admin, tmp_path / "reserve", "Reserve", role=Role.DOOR)
    spare.read(stick)
    with spare.books() as books:
        assert replace_station(books, "Zuid 1").name == "Zuid 1"
        assert own_place(books).entrance == "Zuid"
        answer = Door(books, Place("festival", "Zuid")).scan("CODE-000000000003")
        assert answer.verdict.outcome is Outcome.ALREADY_INSIDE
        with pytest.raises(UnusableInput, match="replace_this"):
            replace_station(books, "Reserve")
    admin.read(spare.write(tmp_path / "y.kiosk"))
    with admin.books() as books:
        told = {one.name: one.replaced_by for one in books.stations.heard(0)}
    assert told == {"Kantoor": "", "Zuid 1": "Reserve", "Reserve": ""}
