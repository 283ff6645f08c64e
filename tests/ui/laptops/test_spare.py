"""A laptop dies at the door, and its stick goes into a spare one: all of it in the window."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.admin.closing import closing_overview, hand_in_day
from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.requests import EnrolmentRequest
from kiosk.checkin.desk import Desk
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import Headcount
from kiosk.domain.internal_settings import OWN_ENTRANCE
from kiosk.domain.verdict import Outcome
from kiosk.reports.headcount_report import headcount_report
from kiosk.sync.shared_folder import SharedFolder
from kiosk.sync.targets import file_or_folder
from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_model import spoken
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.style.language import Language
from tests.opened import opened_laptops
from tests.sync.laptops import Laptop, another_laptop, first_laptop
from tests.ui.spare import Seat, seated

LIST = "code;ticket;naam\n" + "".join(f"CODE-{n:012};A{n};Gast {n}\n" for n in range(1, 7))
PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file that the test makes

pytestmark = pytest.mark.usefixtures("quick_seal")

Sit = Callable[[Laptop], AbstractContextManager[Seat]]


@pytest.fixture
def sit(qtbot: QtBot, app: QApplication, labels: Language, words: dict[str, Texts]) -> Sit:
    labels.use("nl")
    return partial(seated, qtbot, app, labels, words)


@pytest.fixture
def office(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "kantoor")
    laptop.take_list(tmp_path / "shop.csv", LIST)
    return laptop


@pytest.fixture
def stick(tmp_path: Path, office: Laptop) -> Path:
    """The stick that was in the laptop in the south when its battery died."""
    folder = tmp_path / "stick"
    folder.mkdir()
    south = another_laptop(office, tmp_path / "zuid", "Zuid 1", clock=office.clock)
    south.read(office.write(tmp_path / "list.kiosk"))
    with south.open_store() as store:
        Desk(store).change_setting(OWN_ENTRANCE, "Zuid", station=store.keys.station)
    south.scan("CODE-000000000001", "CODE-000000000002")
    running_copy = opened_laptops(south.session, south.event)
    running_copy.exchange(SharedFolder(folder))
    running_copy.close()
    office.clock.advance(900)
    return folder


def counted(laptop: Laptop) -> Headcount:
    with laptop.open_store() as store:
        return headcount_report(store, FESTIVAL, laptop.clock.wall()).headcount


def card(seat: Seat) -> Outcome | None:
    answer = seat.window.findChildren(ScanPage)[0].answer
    return answer.verdict.outcome if answer is not None else None


def rows(seat: Seat) -> list[str]:
    page = seat.window.findChildren(LaptopsPage)[0]
    return [spoken(row) for row in page.table.shown]


def check_evening(seat: Seat, spare: Laptop, office: Laptop, stick: Path) -> None:
    """From the question on: replace, scan, close the day, and count at the office."""
    seat.wait(lambda: seat.question == "Welke laptop vervangt deze?")
    seat.choose("Zuid 1: 2 binnengelaten tot 12:00")
    seat.choose("Ja, de stick zat er tot het einde in")
    seat.wait(lambda: seat.place == "IN, Zuid")
    seat.scan("CODE-000000000001")
    seat.wait(lambda: card(seat) is Outcome.ALREADY_INSIDE)
    seat.scan("CODE-000000000003")
    seat.wait(lambda: card(seat) is Outcome.ADMITTED)
    seat.window.show_page("laptops")
    seat.wait(lambda: any("vervangt: Zuid 1" in row for row in rows(seat)))
    assert any("vervangen door Reserve" in row for row in rows(seat))
    seat.tap("moreActions")
    seat.tap("handIn")
    seat.choose("Ja, lever deze laptop in")
    seat.wait(lambda: "ingeleverd" in seat.window.findChildren(LaptopsPage)[0].message)
    office.clock.advance(600)
    with office.open_store() as store:
        SharedFolder(stick).exchange(store)
        hand_in_day(store, file_or_folder(stick))
        day = closing_overview(store)
    assert (day.handed_in, day.expected) == (2, 2)
    count = counted(office)
    assert (count.inside, count.inside_at_most, count.totals.doubles) == (3, 3, 0)
    assert counted(spare).inside == 3


def test_a_spare_laptop_that_takes_part_takes_the_post_of_the_dead_one(
    sit: Sit, office: Laptop, stick: Path, tmp_path: Path
) -> None:
    spare = another_laptop(office, tmp_path / "reserve", "Reserve", clock=office.clock)
    spare.read(office.write(tmp_path / "joined.kiosk"))
    with sit(spare) as seat:
        seat.wait(lambda: bool(seat.place))
        before = seat.place
        seat.exchange(stick)
        check_evening(seat, spare, office, stick)
    assert before == "IN, Noord"


def test_a_borrowed_laptop_joins_by_the_event_file_and_then_reads_the_stick(
    sit: Sit, office: Laptop, stick: Path, tmp_path: Path
) -> None:
    with office.open_store() as store:
        file = tmp_path / "feest.kiosk-event"
        write_enrolment_file(
            store, file, EnrolmentRequest(PASSPHRASE, stations=2), office.clock.wall()
        )
    borrowed = Laptop(tmp_path / "geleend", office.clock)
    borrowed.session.make_folder()
    with sit(borrowed) as seat:
        seat.wait(lambda: bool(seat.shown(TilesPage)))
        seat.shown(TilesPage)[0].join_asked.emit()
        (page,) = seat.shown(JoinPage)
        page.choose(file)
        passphrase, _invite, name = page.findChildren(QLineEdit)
        passphrase.setText(PASSPHRASE)
        seat.press(Qt.Key.Key_Return)
        seat.wait(name.isVisible)
        name.setText("Reserve")
        seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: bool(seat.place))
        office.clock.advance(30)  # of two settings at one moment chance decides which counts
        seat.exchange(stick)
        check_evening(seat, borrowed, office, stick)
