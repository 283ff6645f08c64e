"""The list of found guests: whole rows, inside its border."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout
from pytestqt.qtbot import QtBot

from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.result_list import ResultList
from kiosk.ui.widgets.section import apply_page_style
from kiosk.ui.widgets.ticket_texts import ResultRow

ROWS = [ResultRow(f"Gast {number}", "Bewoner", f"WDHS-{number:04}") for number in range(30)]
_EDGE = 2  # pixels of a border in focus


@pytest.fixture
def rows(qtbot: QtBot, app: QApplication) -> ResultList:
    assert app is not None
    whole = QFrame()
    apply_page_style(whole, LIGHT)
    found = ResultList(LIGHT, parent=whole)
    QVBoxLayout(whole).addWidget(found)
    qtbot.addWidget(whole)
    whole.resize(420, 500)
    whole.show()
    found.show_results(ROWS)
    return found


@pytest.mark.parametrize("height", range(300, 366, 5))
def test_no_row_is_cut(app: QApplication, rows: ResultList, height: int) -> None:
    rows.window().resize(420, height)
    app.processEvents()
    for scrolled in (0, 1, 7, rows.verticalScrollBar().maximum()):
        rows.verticalScrollBar().setValue(scrolled)
        seen = [
            box
            for number in range(rows.count())
            if (box := rows.visualItemRect(rows.item(number))).intersects(rows.viewport().rect())
        ]
        assert len(seen) >= 2
        assert all(rows.viewport().rect().contains(box) for box in seen)


def test_a_selected_row_and_the_bar_leave_the_border_as_it_is(
    app: QApplication, rows: ResultList
) -> None:
    rows.window().activateWindow()
    rows.setFocus()
    rows.setCurrentRow(0)
    app.processEvents()
    inner = rows.viewport().geometry().adjusted(-1, -1, 1, 1)
    bar = rows.verticalScrollBar()
    beside = QRect(bar.mapTo(rows, QPoint()), bar.size())

    assert inner.left() >= _EDGE
    assert inner.top() >= _EDGE
    assert rows.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE).contains(beside)
