"""Names as chips: made by Enter or a comma, corrected and removed by the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.widgets.chip_field import ChipField


@pytest.fixture
def chips(qtbot: QtBot) -> ChipField:
    field = ChipField()
    qtbot.addWidget(field)
    field.resize(700, 120)
    with qtbot.waitActive(field):
        field.show()
    field.setFocus()
    return field


def typed(chips: ChipField) -> QLineEdit:
    return chips.findChildren(QLineEdit)[0]


def buttons(chips: ChipField) -> list[QPushButton]:
    return [one for one in chips.findChildren(QPushButton) if one.isVisible()]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_comma_and_enter_each_add_a_name(chips: ChipField) -> None:
    QTest.keyClicks(typed(chips), "Noord, Zuid")
    QTest.keyClick(typed(chips), Qt.Key.Key_Return)

    assert chips.names == ("Noord", "Zuid")
    assert [one.text() for one in buttons(chips)] == ["Noord  ✎", "Zuid  ✎"]
    assert typed(chips).text() == ""


def test_enter_in_the_empty_field_goes_on(chips: ChipField, qtbot: QtBot) -> None:
    chips.show_names(["Noord"])
    with qtbot.waitSignal(chips.entered):
        QTest.keyClick(typed(chips), Qt.Key.Key_Return)


def test_a_name_that_is_still_being_typed_counts(chips: ChipField) -> None:
    QTest.keyClicks(typed(chips), "Noord")
    assert chips.names == ("Noord",)


def test_backspace_corrects_the_last_name(chips: ChipField) -> None:
    chips.show_names(["Noord", "Zuidd"])
    QTest.keyClick(typed(chips), Qt.Key.Key_Backspace)
    assert typed(chips).text() == "Zuidd"
    typed(chips).end(False)
    QTest.keyClick(typed(chips), Qt.Key.Key_Backspace)
    assert chips.names == ("Noord", "Zuid")


def test_a_chip_is_corrected_by_pressing_it_and_removed_by_delete(chips: ChipField) -> None:
    chips.show_names(["Noordd", "Zuid"])
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert (typed(chips).text(), focused()) == ("Noordd", typed(chips))
    QTest.keyClicks(focused(), "Noord,")
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    QTest.keyClicks(focused(), "Oost")
    assert list(chips.names) == ["Zuid", "Oost"]


def test_many_long_names_get_more_rows(chips: ChipField) -> None:
    low = chips.heightForWidth(700)
    chips.show_names([f"Achteringang bij de fietsenstalling {n}" for n in range(5)])
    assert chips.heightForWidth(700) > 2 * low
    assert chips.heightForWidth(700) < chips.heightForWidth(320)
