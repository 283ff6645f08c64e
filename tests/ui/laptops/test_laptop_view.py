"""The table of laptops in the window: rows, buttons and keys."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_cells import cell_width
from kiosk.ui.laptops.laptop_model import LaptopColumn
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_laptops import FAR, HERE, MANY, NEAR, NEVER, STICK, laptop, laptops
from tests.ui.guests import NOW, POST, part


@pytest.fixture
def page(qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language) -> LaptopsPage:
    assert app is not None
    labels.use("nl")
    made = LaptopsPage(POST, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(made)
    made.resize(QSize(1024, 520))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_columns_without_content_are_hidden(page: LaptopsPage) -> None:
    page.show_laptops(MANY)
    hidden = [one for one in LaptopColumn if page.table.isColumnHidden(one)]

    assert hidden == [
        LaptopColumn.OPERATOR,
        LaptopColumn.LISTS,
        LaptopColumn.BATTERY,
        LaptopColumn.UNSENT,
    ]


def test_a_long_next_step_is_readable_where_the_names_leave_room(page: LaptopsPage) -> None:
    by = "Geleende laptop van de bibliotheek 7"
    page.show_laptops(laptops(HERE, laptop("Zuid 2", 12, replaced_by=by)))
    row = next(one for one in page.table.shown if by in one.todo)
    whole = cell_width(row, LaptopColumn.NEXT_STEP, whole=True)

    assert cell_width(row, LaptopColumn.NEXT_STEP) < whole
    assert page.table.columnWidth(LaptopColumn.NEXT_STEP) >= whole
    long = "Geleende laptop van de bibliotheek in Utrecht"
    page.show_laptops(laptops(HERE, laptop(long, 12, replaced_by=by)))
    named = next(one for one in page.table.shown if one.name == long)
    assert page.table.columnWidth(LaptopColumn.NAME) >= cell_width(named, LaptopColumn.NAME)


def test_a_row_is_chosen_by_the_arrow_keys_and_its_button_pressed_by_enter(
    page: LaptopsPage,
) -> None:
    asked = list[str]()
    page.put_another_asked.connect(asked.append)
    page.show_laptops(MANY)
    page.table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(page.table, key)
    selected = page.table.selected
    QTest.keyClick(page.table, Qt.Key.Key_End)
    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert selected is not None
    assert asked == [selected.name] == [FAR.status.name]


def test_the_button_of_a_row_is_tapped(page: LaptopsPage) -> None:
    asked = list[str]()
    page.put_another_asked.connect(asked.append)
    page.show_laptops(laptops(HERE, FAR, NEVER))
    for column in (LaptopColumn.NAME, LaptopColumn.NEXT_STEP):
        box = page.table.visualRect(page.table.model().index(0, column))
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

    assert asked == ["Laptop 4"]


def test_the_selected_laptop_stays_selected_when_it_moves(page: LaptopsPage) -> None:
    page.show_laptops(laptops(HERE, NEAR, FAR))
    page.table.select(page.table.shown[1].key)
    before = page.table.selected
    page.show_laptops(laptops(HERE, NEAR, FAR, laptop("Laptop 9", None)))
    after = page.table.selected

    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Laptop 2", "Laptop 2")
    assert page.table.currentIndex().row() == 2


@pytest.mark.parametrize("count", [1, 10, 24])
def test_many_laptops_push_no_button_off_the_screen(page: LaptopsPage, count: int) -> None:
    page.show_laptops(laptops(HERE, *(laptop(f"Tuinzijde {n}", 45) for n in range(1, count))))
    page.show_busy()
    QApplication.processEvents()
    button = part(page, QPushButton, "primary")
    corner = button.mapTo(page, QPoint(button.width(), button.height()))

    assert page.rect().contains(corner)
    assert page.table.height() >= 180


def test_the_next_step_uses_the_stick_and_else_asks_for_one(page: LaptopsPage) -> None:
    asked = list[object]()
    page.exchange_asked.connect(asked.append)
    page.show_laptops(laptops(HERE, NEAR))
    part(page, QPushButton, "primary").click()
    said = page.message
    page.show_network("", live=True, offers_to_serve=False)
    part(page, QPushButton, "primary").click()
    said_live = page.message
    page.exchange.show_stick(STICK)
    part(page, QPushButton, "primary").click()

    assert part(page, QPushButton, "primary").text() == "Haal de stand op"
    assert said.startswith("Steek een stick in deze laptop.")
    assert said_live.startswith("Laptops met verbinding geven de stand vanzelf door.")
    assert asked == [STICK.path]


def test_the_rest_is_under_more_and_escape_leads_back(page: LaptopsPage) -> None:
    page.show_laptops(laptops(HERE, NEAR))
    part(page, QPushButton, "moreActions").click()
    shown = page.more.isVisible(), page.table.isVisible()
    label = part(page, QPushButton, "moreActions").text()

    assert shown == (True, False)
    assert label == "Terug naar de laptops"
    assert page.go_back()
    assert (page.table.isVisible(), page.go_back()) == (True, False)
