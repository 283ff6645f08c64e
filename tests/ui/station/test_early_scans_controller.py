"""The question about scans from before the doors opened, in the real window."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.checkin.early_scans import EarlyScanReview
from kiosk.domain.roles import Role
from kiosk.texts import Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.setup.event_page import EventPage
from kiosk.ui.setup.todo_step import TodoStep
from kiosk.ui.station.early_scans_controller import EarlyScansController
from kiosk.ui.style.language import Language
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.digits_dialog import DigitsDialog
from tests.festival import NOON, HandClock
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop
from tests.ui.guests import part
from tests.ui.spare import Seat, seated

HOUR = 3_600_000
OPENS = NOON - 5 * HOUR // 2  # 9:30
QUESTION = "Er zijn 14 scans van voor 09:30. Waren dat proefscans?"
LIST = "ticket,code,naam\n" + "".join(f"T{n},CODE-{n:08},Gast {n}\n" for n in range(14))

Sit = Callable[[Laptop], AbstractContextManager[Seat]]


@pytest.fixture
def sit(qtbot: QtBot, app: QApplication, labels: Language, words: dict[str, Texts]) -> Sit:
    labels.use("nl")
    return partial(seated, qtbot, app, labels, words)


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "kantoor", HandClock(OPENS - HOUR), opens="09:30")
    laptop.take_list(tmp_path / "gasten.csv", LIST)
    return laptop


def scans_early(laptop: Laptop) -> None:
    laptop.scan(*(f"CODE-{number:08}" for number in range(14)))


def undecided(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        scans = EarlyScanReview(store).undecided()
        return len(scans.entries) if scans else 0


def asks(seat: Seat) -> None:
    seat.wait(lambda: bool(seat.window.findChildren(EarlyScansController)))
    QTest.keyClick(seat.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    seat.wait(lambda: seat.question == QUESTION)


def inside(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return store.counts.inside(store.event(), "festival")


def test_an_admin_undoes_all_early_scans_after_the_doors_opened(sit: Sit, admin: Laptop) -> None:
    scans_early(admin)
    with sit(admin) as seat:
        seat.wait(lambda: bool(seat.window.findChildren(EarlyScansController)))
        page = part(seat.window, ScanPage)
        seat.wait(lambda: "lijst" in page.strip.status)
        assert QUESTION not in page.preview.alert  # the doors are closed: more may come
        admin.clock.now = OPENS
        seat.window.findChildren(EarlyScansController)[0].poller.poll()
        seat.wait(lambda: f"{QUESTION} Druk op Ctrl+E." in page.preview.alert)
        QTest.keyClick(seat.window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
        points = part(part(seat.window, EventPage), TodoStep)
        seat.wait(lambda: "Beslissen over 14 scans" in points.message)
        asks(seat)
        (names,) = seat.shown(ChoiceDialog)[0].findChildren(QLabel, "mutedText")
        assert names.text().startswith("Gast 0, Gast 1, ")
        assert " en nog 2 gasten." in names.text()
        seat.choose("Ja, maak alle 14")
        seat.wait(lambda: "Beslissen" not in points.message)
        seat.wait(lambda: QUESTION not in page.preview.alert)
    assert (inside(admin), undecided(admin)) == (0, 0)


def test_at_a_door_undoing_needs_the_pin_and_no_does_not(
    sit: Sit, admin: Laptop, tmp_path: Path
) -> None:
    clock = HandClock(OPENS - HOUR)
    door = another_laptop(admin, tmp_path / "deur", "Zuid 1", role=Role.DOOR, clock=clock)
    (tmp_path / "stick").mkdir()
    exchange([admin, door], tmp_path / "stick")
    scans_early(door)
    with sit(door) as seat:
        asks(seat)
        seat.choose("Ja, maak alle 14")
        seat.wait(lambda: bool(seat.shown(DigitsDialog)) or bool(seat.question))
        assert inside(door) == 14
        seat.press(Qt.Key.Key_Escape)
        asks(seat)
        seat.choose("Nee, echte gasten")
        seat.wait(lambda: undecided(door) == 0)
    assert inside(door) == 14
