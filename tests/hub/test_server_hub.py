"""A hub on a server that is no laptop: it has no keys, counts by what is in clear, and passes on
the rest whole.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.event_file import read_event_file
from kiosk.admin.joining import JoinRequest, join_event
from kiosk.admin.requests import EnrolmentRequest
from kiosk.checkin.desk import Desk
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_report import headcount_report
from kiosk.store.integrity.verification import real_problems, repair, verify_event
from kiosk.store.station_store import record_setting
from kiosk.texts import load_words
from tests.hub.hubs import RealClock, a_door, an_admin, entries, exchange, hub_on
from tests.hub.phone.phones import get
from tests.sync.laptops import Laptop, another_laptop
from tests.sync.test_lists import purge

PASSPHRASE = "vier woorden met ruimte genoeg"  # noqa: S105  # of a test
LIST = """code,ticket,name,category,places,status,email,note
GEHEIM-0000000001,T-1,Annelies Geheim,Actieve bewoner,2,valid,annelies@geheim.example,rolstoel
GEHEIM-0000000002,T-2,Bertus Geheim,Pers,1,valid,bertus@geheim.example,
GEHEIM-0000000003,T-3,Carla Geheim,Pers,1,unpaid,carla@geheim.example,
"""
SECRETS = (
    "Annelies",
    "Bertus",
    "Geheim",
    "Zonderkaart",
    "Vervanger",
    "rolstoel",
    "geheim.example",
    "GEHEIM-000000000",
)


def a_server(admin: Laptop, folder: Path) -> Laptop:
    """Join a server with an event file of its own."""
    path = folder / "server.kiosk-event"
    with admin.open_store() as store:
        request = EnrolmentRequest(PASSPHRASE, role=Role.HUB)
        write_enrolment_file(store, path, request, store.clocks.wall())
    server = Laptop(folder / "server", RealClock())
    join_event(server.session, read_event_file(path, PASSPHRASE), JoinRequest())
    return server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("a server")


@pytest.fixture(scope="module")
def admin(folder: Path) -> Laptop:
    admin = an_admin(folder)
    admin.take_list(folder / "gasten.csv", LIST, source="gasten")
    return admin


@pytest.fixture(scope="module")
def server(admin: Laptop, folder: Path) -> Laptop:
    return a_server(admin, folder)


@pytest.fixture(scope="module")
def door(admin: Laptop, server: Laptop, folder: Path) -> Iterator[Laptop]:
    """A door that has all by way of the server, after a busy hour."""
    desk = another_laptop(admin, folder / "desk", "Balie", role=Role.DESK, clock=RealClock())
    door = a_door(admin, folder, "Deur")
    with hub_on(server) as hub:
        for laptop in (admin, desk, door):
            exchange(laptop, hub.address)
        door.scan("GEHEIM-0000000001", people=2)
        with desk.open_store() as store:
            guest = WalkInGuest(people=3, name="Dora Zonderkaart", category="Pers")
            WalkInRegistration(store, area=FESTIVAL, entrance="Zuid").walk_in(guest)
            Desk(store).rename("T-2", "Emiel Vervanger")
        admin.take_list(folder / "gasten.csv", LIST.replace("Carla", "Clara"), source="gasten")
        for laptop in (desk, door, admin, door):
            exchange(laptop, hub.address)
        yield door


def counted(laptop: Laptop) -> dict[str, Any]:
    with laptop.open_store() as store:
        report = headcount_report(store, FESTIVAL, store.clocks.wall())
    fields = headcount_json(report, load_words("nl"))
    keys = ("inside", "admitted", "expected", "by_category", "by_entrance", "series")
    return {key: fields[key] for key in keys}


@pytest.mark.usefixtures("door")
def test_phones_follow_the_same_figures_by_its_link(admin: Laptop, server: Laptop) -> None:
    with hub_on(server) as hub:
        link = hub.phone_link()
        figures = get(f"{link}/headcount.json").json
        page = get(f"{link}/nl").text
    assert {key: figures[key] for key in counted(admin)} == counted(admin)
    assert f"<strong>{figures['inside']}</strong>" in page
    assert not any(one in page for one in (*SECRETS, "Server 1"))


def names(laptop: Laptop) -> set[str]:
    with laptop.open_store() as store:
        return {ticket.name for ticket in store.tickets.all() if ticket.source != "shop"}


def test_laptops_have_all_of_each_other_by_way_of_it(
    admin: Laptop, server: Laptop, door: Laptop
) -> None:
    assert entries(admin) <= entries(door) <= entries(server)
    assert names(door) == names(admin)
    assert {"Dora Zonderkaart", "Emiel Vervanger", "Clara Geheim"} <= names(door)


def test_it_counts_the_same(admin: Laptop, server: Laptop, door: Laptop) -> None:
    assert counted(server) == counted(door) == counted(admin)
    assert (counted(server)["inside"], counted(server)["by_category"]["Pers"]["inside"]) == (5, 3)


@pytest.mark.usefixtures("door")
def test_its_folder_contains_no_name_no_code_and_no_address(admin: Laptop, server: Laptop) -> None:
    keys = admin.keys
    secrets = (*SECRETS, keys.exchange, keys.code_key.hex())
    needles = [one.encode(coding) for one in secrets for coding in ("utf-8", "utf-16-le")]
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    content = {path.name: path.read_bytes() for path in files}
    assert any(name.startswith("kiosk.db") for name in content)
    found = [(name, one) for name, whole in content.items() for one in needles if one in whole]
    assert found == []
    assert keys.code_key not in b"".join(content.values())
    assert names(server) == {""}


@pytest.mark.usefixtures("door")
def test_a_laptop_that_never_met_another_gets_all_from_it(
    admin: Laptop, server: Laptop, tmp_path: Path
) -> None:
    fresh = a_door(admin, tmp_path, "Nieuw")
    other = a_server(admin, tmp_path)
    with hub_on(server) as hub:
        exchange(fresh, hub.address)
        exchange(other, hub.address)  # a second server has it whole too
    assert names(fresh) == names(admin)
    assert counted(other) == counted(admin)
    with server.open_store() as here, other.open_store() as there:
        assert here.inventory.have().lists == there.inventory.have().lists
        assert not there.inventory.have().awaited


def test_it_is_no_laptop_that_is_waited_for(door: Laptop) -> None:
    with door.open_store() as store:
        later = store.clocks.wall() + 3_600_000
        statuses = store.stations.statuses(later)
        hub = next(one for one in statuses if one.role == Role.HUB.value)
        assert hub.name == "Server 1"
        assert not hub.is_silent(later)
        assert store.stations.announced() == 1


@pytest.mark.usefixtures("door")
def test_it_neither_scans_nor_writes_a_stick(server: Laptop, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="hub_only"):
        server.scan("GEHEIM-0000000001")
    with pytest.raises(UnusableInput, match="hub_without_keys"):
        server.write(tmp_path / "stick.kiosk")
    with server.open_store() as store, pytest.raises(UnusableInput, match="role_forbids"):
        record_setting(store, "hold", True)


@pytest.mark.usefixtures("door")
def test_verify_finds_a_row_that_was_changed(server: Laptop) -> None:
    with server.open_store() as store:
        assert real_problems(verify_event(store)) == []
        store.database.execute("UPDATE list_row SET places = 9 WHERE category = 'Pers'")
        assert [one.kind.value for one in real_problems(verify_event(store))]
        repair(store)
        lists = store.inventory.have().lists
        assert len(lists) == 1  # the changed one is asked of a laptop again


def test_a_purge_removes_what_it_passed_on(admin: Laptop, server: Laptop, door: Laptop) -> None:
    def sealed() -> int:
        with server.open_store() as store:
            tables = ("sealed_annexes", "sealed_annex", "sealed_list")
            return sum(store.database.table(one).count for one in tables)

    assert sealed() > 3
    purge(admin)
    with hub_on(server) as hub:
        exchange(admin, hub.address)
        assert exchange(door, hub.address) > 0
    assert sealed() == 0
