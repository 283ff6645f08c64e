"""A spare laptop in the place of one that is lost, with the stick that was in that one."""

from pathlib import Path

import pytest

from kiosk.admin.closing import closing_overview, hand_in_day
from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.event_file import read_event_file
from kiosk.admin.joining import JoinRequest, earlier_entrance, join_event
from kiosk.admin.replace_laptop import replace_station, stop_replacing
from kiosk.admin.requests import EnrolmentRequest
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate, own_gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.internal_settings import OWN_ENTRANCE
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Outcome
from kiosk.errors import UnusableInput
from kiosk.reports.headcount_report import headcount_report
from kiosk.runtime.data_folder import KEYS
from kiosk.sync.targets import file_or_folder
from tests.festival import HandClock
from tests.sync.laptops import Laptop, another_laptop, first_laptop

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes
LIST = "code;ticket;naam\n" + "".join(f"CODE-{n:012};A{n};Gast {n}\n" for n in range(1, 5))


def test_a_spare_laptop_gets_the_guests_and_the_post_of_the_lost_one_from_the_stick(
    tmp_path: Path,
) -> None:
    admin = first_laptop(tmp_path / "kantoor")
    admin.take_list(tmp_path / "shop.csv", LIST)
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    south.read(admin.write(tmp_path / "x.kiosk"))
    with south.open_store() as store:
        Desk(store).change_setting(OWN_ENTRANCE, "Zuid", station=store.keys.station)
    south.scan("CODE-000000000003")
    stick = south.write(tmp_path / "stick.kiosk")
    spare = another_laptop(admin, tmp_path / "reserve", "Reserve", role=Role.DOOR)
    spare.read(stick)
    with spare.open_store() as store:
        assert replace_station(store, "Zuid 1").name == "Zuid 1"
        assert own_gate(store).entrance == "Zuid"
        answer = Door(store, Gate("festival", "Zuid")).scan("CODE-000000000003")
        assert answer.verdict.outcome is Outcome.ALREADY_INSIDE
        with pytest.raises(UnusableInput, match="replace_this"):
            replace_station(store, "Reserve")
    admin.read(spare.write(tmp_path / "y.kiosk"))
    with admin.open_store() as store:
        replaced = {one.name: one.replaced_by for one in store.stations.statuses(0)}
    assert replaced == {"Kantoor": "", "Zuid 1": "Reserve", "Reserve": ""}


def dead_and_spare(tmp_path: Path) -> tuple[Laptop, Laptop, Laptop]:
    """The office, a laptop in the south that died with a stick in it, and a spare that read it."""
    clock = HandClock()
    admin = first_laptop(tmp_path / "kantoor", clock)
    admin.take_list(tmp_path / "shop.csv", LIST)
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1", clock=clock)
    south.read(admin.write(tmp_path / "x.kiosk"))
    south.scan("CODE-000000000003")
    spare = another_laptop(admin, tmp_path / "reserve", "Reserve", clock=clock)
    spare.read(south.write(tmp_path / "stick.kiosk"))
    clock.advance(600)
    return admin, south, spare


def replace_on(spare: Laptop, *, whole: bool) -> None:
    with spare.open_store() as store:
        replace_station(store, "Zuid 1", whole=whole)


def meet(one: Laptop, other: Laptop, tmp_path: Path) -> None:
    """Both know all that the other does."""
    other.read(one.write(tmp_path / "a.kiosk"))
    one.read(other.write(tmp_path / "b.kiosk"))


def bounds(laptop: Laptop) -> tuple[int, int]:
    with laptop.open_store() as store:
        count = headcount_report(store, FESTIVAL, laptop.clock.wall()).headcount
    return count.inside, count.inside_at_most


def waited_for(laptop: Laptop) -> tuple[int, int]:
    """How many handed in, and how many have to; the event announced no laptops."""
    with laptop.open_store() as store:
        day = closing_overview(store)
    return day.handed_in, day.expected


@pytest.mark.parametrize(("whole", "at_most", "expected"), [(True, 1, 2), (False, 4, 3)])
def test_a_replaced_laptop_whose_stick_brought_all_is_not_waited_for(
    tmp_path: Path, whole: bool, at_most: int, expected: int
) -> None:
    admin, _, spare = dead_and_spare(tmp_path)
    replace_on(spare, whole=whole)
    meet(spare, admin, tmp_path)
    assert (bounds(admin), bounds(spare)) == ((1, at_most), (1, at_most))
    with spare.open_store() as store:
        hand_in_day(store, file_or_folder(tmp_path / "in.kiosk"))
    admin.read(tmp_path / "in.kiosk")
    assert waited_for(admin) == (1, expected)


def test_a_replaced_laptop_that_is_heard_again_takes_part_again(tmp_path: Path) -> None:
    admin, south, spare = dead_and_spare(tmp_path)
    replace_on(spare, whole=True)
    meet(spare, admin, tmp_path)
    admin.clock.advance(1_200)
    south.scan("CODE-000000000002")
    meet(south, admin, tmp_path)
    with spare.open_store() as store:
        hand_in_day(store, file_or_folder(tmp_path / "in.kiosk"))
    admin.read(tmp_path / "in.kiosk")
    here = bounds(admin)
    admin.clock.advance(120)
    assert (here, bounds(admin)) == ((2, 2), (2, 4))
    assert waited_for(admin) == (1, 3)


def test_a_laptop_that_died_again_is_replaced_again(tmp_path: Path) -> None:
    _, south, spare = dead_and_spare(tmp_path)
    replace_on(spare, whole=True)
    spare.clock.advance(1_200)
    meet(south, spare, tmp_path)
    spare.clock.advance(600)
    alive = waited_for(spare)
    replace_on(spare, whole=True)
    assert (alive, waited_for(spare)) == ((0, 3), (0, 2))


def test_a_replacement_that_was_a_mistake_is_taken_back(tmp_path: Path) -> None:
    admin, _, spare = dead_and_spare(tmp_path)
    replace_on(spare, whole=True)
    spare.clock.advance(60)
    with spare.open_store() as store:
        stop_replacing(store)
        stop_replacing(store)
    meet(spare, admin, tmp_path)
    with admin.open_store() as store:
        heard = store.stations.statuses(0)
    assert {(one.replaced_by, one.replaces, one.finished) for one in heard} == {("", "", False)}
    assert bounds(admin) == (1, 4)


@pytest.mark.usefixtures("quick_seal")
def test_a_spare_that_lost_its_database_joins_again_at_the_entrance_of_the_lost_laptop(
    tmp_path: Path,
) -> None:
    admin, south, spare = dead_and_spare(tmp_path)
    with south.open_store() as store:
        Desk(store).change_setting(OWN_ENTRANCE, "Zuid", station=store.keys.station)
    spare.read(south.write(tmp_path / "stick.kiosk"))
    with spare.open_store() as store:
        replace_station(store, "Zuid 1")
    admin.read(spare.write(tmp_path / "y.kiosk"))
    path = tmp_path / "feest.kiosk-event"
    with admin.open_store() as store:
        write_enrolment_file(store, path, EnrolmentRequest(PASSPHRASE), admin.clock.wall())
    for part in spare.folder.glob("kiosk.db*"):
        part.unlink()
    file = read_event_file(path, PASSPHRASE)

    assert earlier_entrance(spare.folder / KEYS, file) == "Zuid"
    assert earlier_entrance(tmp_path / "new" / KEYS, file) is None
    joined = join_event(spare.session, file, JoinRequest())

    assert (joined.name, joined.entrance) == ("Reserve", "Zuid")
    with spare.open_store() as store:
        assert own_gate(store).entrance == "Zuid"


@pytest.mark.usefixtures("quick_seal")
def test_a_laptop_that_joins_again_at_a_named_entrance_gets_that_one(tmp_path: Path) -> None:
    admin, south, _ = dead_and_spare(tmp_path)
    with south.open_store() as store:
        Desk(store).change_setting(OWN_ENTRANCE, "Zuid", station=store.keys.station)
    admin.read(south.write(tmp_path / "y.kiosk"))
    path = tmp_path / "feest.kiosk-event"
    with admin.open_store() as store:
        write_enrolment_file(store, path, EnrolmentRequest(PASSPHRASE), admin.clock.wall())
    for part in south.folder.glob("kiosk.db*"):
        part.unlink()

    joined = join_event(
        south.session, read_event_file(path, PASSPHRASE), JoinRequest(entrance="Noord")
    )

    assert (joined.name, joined.entrance) == ("Zuid 1", "Noord")
