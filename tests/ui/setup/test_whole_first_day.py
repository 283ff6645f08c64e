"""The whole first day on the real window, over real folders, by the keys alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.admin.event_overview import event_overview
from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.files.take_bar import TakeBar
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.lists_step import ListsStep
from kiosk.ui.setup.summary_step import SummaryStep
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.setup.todo_step import TodoStep
from kiosk.ui.setup.wizard_page import WizardPage
from kiosk.ui.station.event_file_dialog import EventFileDialog
from kiosk.ui.style.language import Language
from tests.festival import NOON, HandClock
from tests.sync.laptops import Laptop, first_laptop
from tests.ui.spare import Seat, seated

pytestmark = pytest.mark.usefixtures("quick_seal")

Sit = Callable[[Laptop], AbstractContextManager[Seat]]
CODE = "SSIHIW5Z7XMWVIDKTERZU3FCVY"
TODAY: date = datetime.fromtimestamp(NOON / 1000, ZoneInfo("Europe/Amsterdam")).date()


@pytest.fixture
def sit(qtbot: QtBot, app: QApplication, labels: Language, words: dict[str, Texts]) -> Sit:
    labels.use("nl")
    return partial(seated, qtbot, app, labels, words)


def types(seat: Seat, *texts: str) -> None:
    """Type texts, with Tab between them, and Enter at the end."""
    for number, text in enumerate(texts, start=1):
        QTest.keyClicks(QApplication.focusWidget() or seat.window, text)
        seat.press(Qt.Key.Key_Tab if number < len(texts) else Qt.Key.Key_Return)


def sets_up_laptops(seat: Seat) -> EventFileDialog:
    """Open the dialog by its key, once the program knows that it may."""

    def opened() -> bool:
        QTest.keyClick(seat.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return bool(seat.shown(EventFileDialog))

    seat.wait(opened)
    return seat.shown(EventFileDialog)[0]


def green(seat: Seat) -> bool:
    """Scan the ticket; return whether its card is green."""
    seat.wait(lambda: bool(seat.shown(ScanPage)))
    seat.scan(CODE)
    panel = seat.shown(ScanPage)[0].panel
    seat.wait(lambda: panel.card is not None)
    return panel.card is not None and panel.card.colour is Colour.GREEN


def takes_a_list(seat: Seat, path: Path) -> None:
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: bool(seat.shown(QFileDialog)))
    dialog = seat.shown(QFileDialog)[0]
    dialog.filesSelected.emit([str(path)])  # the keys of that dialog are the system's
    dialog.close()
    seat.wait(lambda: any(bar.take.hasFocus() for bar in seat.shown(TakeBar)))
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: bool(seat.shown(ListsStep)) and seat.shown(ListsStep)[0].has_lists)


def test_an_event_is_made_and_a_ticket_let_in_by_the_keys_alone(sit: Sit, tmp_path: Path) -> None:
    guests = tmp_path / "gasten.csv"
    guests.write_text(f"ticket,code,naam\nB-1,{CODE},Bo Li\n", encoding="utf-8")
    laptop = Laptop(tmp_path / "een laptop", HandClock())
    laptop.session.make_folder()
    with sit(laptop) as seat:
        seat.wait(lambda: bool(seat.shown(TilesPage)))
        seat.press(Qt.Key.Key_Return)
        types(seat, "Zomerfeest", f"{TODAY.day}-{TODAY.month}-{TODAY.year}")
        types(seat, "Zuid")
        seat.press(Qt.Key.Key_Return)
        seat.press(Qt.Key.Key_Return)
        takes_a_list(seat, guests)
        seat.shown(WizardPage)[0].go_on()
        types(seat, "246810", "246810")
        assert not (laptop.session.folder / "kiosk.db").exists()
        (plan,) = seat.shown(SummaryStep)
        left_open = points_in(plan.message)
        seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: bool(seat.shown(ScanPage)))
        found_later = open_points_now(seat)
        seat.press(Qt.Key.Key_Escape)
        seat.wait(lambda: bool(seat.shown(ScanPage)))
        seat.scan(CODE)
        panel = seat.shown(ScanPage)[0].panel
        seat.wait(lambda: panel.card is not None)
        assert panel.card is not None
        assert (panel.card.colour, panel.card.name) == (Colour.GREEN, "Bo Li")
    assert found_later == left_open
    assert len(left_open) == 9


def points_in(text: str) -> list[str]:
    """Return the open points in a text of several lines."""
    return [line for line in text.splitlines() if line.startswith("•")]


def open_points_now(seat: Seat) -> list[str]:
    """Open the page of the event by its key, and return its open points."""
    QTest.keyClick(seat.window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    seat.wait(lambda: any(points_in(one.message) for one in seat.shown(TodoStep)))
    return points_in(seat.shown(TodoStep)[0].message)


def test_every_step_leads_back_and_what_is_changed_there_is_made(sit: Sit, tmp_path: Path) -> None:
    guests = tmp_path / "gasten.csv"
    guests.write_text(f"ticket,code,naam\nB-1,{CODE},Bo Li\n", encoding="utf-8")
    laptop = Laptop(tmp_path / "een laptop", HandClock())
    laptop.session.make_folder()
    with sit(laptop) as seat:
        seat.wait(lambda: bool(seat.shown(TilesPage)))
        seat.press(Qt.Key.Key_Return)
        types(seat, "Feets", f"{TODAY.day}-{TODAY.month}-{TODAY.year}")
        types(seat, "Zuid")
        seat.press(Qt.Key.Key_Return)
        seat.press(Qt.Key.Key_Down)  # guests are not scanned out
        seat.press(Qt.Key.Key_Return)
        takes_a_list(seat, guests)
        wizard = seat.shown(WizardPage)[0]
        wizard.go_on()
        types(seat, "246810", "246810")
        steps = goes_back(seat, wizard)
        field = seat.shown(QLineEdit)[0]
        field.setFocus()
        field.selectAll()
        types(seat, "Zomerfeest")
        for _ in steps[2:]:
            wizard.go_on()
        made_before = (laptop.session.folder / "kiosk.db").exists()
        seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: bool(seat.shown(ScanPage)))
        with laptop.session.open_store() as store:
            event = store.event()
            names = [one.name for one in store.tickets.all()]

    assert len(steps) == len(set(steps)) == 6
    assert not made_before
    assert (event.name, event.areas[0].entrances, event.rules.exits) == (
        "Zomerfeest",
        ("Hoofdingang", "Zuid"),
        False,
    )
    assert names == ["Bo Li"]
    with laptop.session.open_store() as store:
        progress = event_overview(store).done
    still_open = (progress.recovery, progress.laptops, progress.fallback, progress.rehearsed)
    assert (progress.lists, progress.pin) == (1, True)
    assert still_open == (False, False, False, False)


def goes_back(seat: Seat, wizard: WizardPage) -> list[str]:
    """Press Escape from the last step to the first; return the titles on the way."""
    title = wizard.findChild(QLabel, "wizardTitle")
    assert title is not None
    steps = [title.text()]
    while len(steps) < 6:
        seat.press(Qt.Key.Key_Escape)
        steps.append(title.text())
    return steps


def test_a_second_laptop_joins_by_the_keys_alone_under_the_name_of_its_sticker(
    sit: Sit, tmp_path: Path
) -> None:
    admin = first_laptop(tmp_path / "kantoor", date=TODAY.isoformat())
    admin.take_list(tmp_path / "gasten.csv", f"ticket,code,naam\nB-1,{CODE},Bo Li\n")
    stick = tmp_path / "stick"
    stick.mkdir()
    with sit(admin) as seat:
        dialog = sets_up_laptops(seat)
        doors, *_, passphrase = (one for one in dialog.findChildren(QLineEdit) if one.isVisible())
        words = passphrase.text()
        doors.setFocus()
        doors.selectAll()
        types(seat, "2")
        seat.wait(lambda: bool(seat.shown(QFileDialog)))
        seat.shown(QFileDialog)[0].fileSelected.emit(str(stick))
        seat.shown(QFileDialog)[0].close()
        seat.wait(lambda: "stickers" in dialog.message)
    for name in ("Noord 1", "Zuid 1"):
        laptop = Laptop(tmp_path / name, HandClock())
        laptop.session.make_folder()
        with sit(laptop) as seat:
            seat.slot.put_in(stick)
            seat.wait(lambda: bool(seat.shown(TilesPage)))
            seat.press(Qt.Key.Key_2)
            seat.wait(lambda: any(page.source.path is not None for page in seat.shown(JoinPage)))
            types(seat, words)
            seat.wait(lambda: "rol: deur" in seat.shown(JoinPage)[0].message)
            seat.press(Qt.Key.Key_Return)
            assert green(seat)
            assert seat.place == f"IN, {name.split()[0]}"
        with laptop.open_store() as store:
            assert store.certificate.name == name
