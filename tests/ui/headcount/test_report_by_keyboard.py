"""The report of the day is made by the keys alone, on the real window and the real backend."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from kiosk.admin.closing import close_day
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.verdict import Direction
from kiosk.texts import Texts
from kiosk.ui.headcount.report import report_dialog
from kiosk.ui.headcount.report.report_controller import ReportController
from kiosk.ui.headcount.report.report_dialog import MomentDialog, ReportDialog
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.style.language import Language
from tests.festival import NOON, HandClock, Row, festival
from tests.sync.laptops import Laptop
from tests.ui.guests import part
from tests.ui.spare import Seat, seated

KEY = Qt.Key


def go_to(seat: Seat, button: str) -> None:
    """Open the headcount page, go to a button by Tab, and press it."""
    seat.wait(lambda: bool(seat.window.findChildren(ReportController)))
    seat.wait(part(seat.window, ScanPage).footer.field.hasFocus)
    seat.press(KEY.Key_F3)
    seat.wait(lambda: bool(buttons(seat, button)))
    for _ in range(30):
        if buttons(seat, button)[0].hasFocus():
            break
        seat.press(KEY.Key_Tab)
    seat.press(KEY.Key_Return)


def go_to_report(seat: Seat) -> ReportDialog:
    """Open the dialog of the report; it is ready for a key."""
    go_to(seat, "reportButton")
    dialog = part(seat.window, ReportDialog)
    seat.wait(part(dialog, QPushButton, "primary").hasFocus)
    return dialog


def buttons(seat: Seat, name: str) -> list[QPushButton]:
    return [one for one in seat.shown(QPushButton) if one.objectName() == name]


def make(seat: Seat, dialog: ReportDialog, path: Path, *keys: Qt.Key) -> str:
    """Press keys, go to the button by Tab and press it; return what the dialog says then."""
    button = part(dialog, QPushButton, "primary")
    for key in keys:
        seat.press(key)
    while not button.hasFocus():
        seat.press(KEY.Key_Tab)
    seat.press(KEY.Key_Return)
    seat.wait(lambda: button.hasFocus() and path.name in dialog.message)
    return dialog.message


def text_of(path: Path) -> str:
    return str(PdfDocument(path)[0].get_textpage().get_text_range())


def test_reports_are_written_in_each_kind_and_language(
    qtbot: QtBot,
    app: QApplication,
    labels: Language,
    words: dict[str, Texts],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened_folders: list[Path],
) -> None:
    folder, clock = tmp_path / "station", HandClock()
    files = [tmp_path / name for name in ("report.pdf", "verslag.png", "uren.csv")]
    asked = iter(files)
    monkeypatch.setattr(
        report_dialog, "ask_where_to_save", lambda _, __, chosen: chosen(next(asked))
    )
    with festival(folder, [Row("A1", places=3)], clock=clock) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1", people=2)
    laptop = Laptop(folder, clock)
    with seated(qtbot, app, labels, words, laptop) as seat:
        dialog = go_to_report(seat)
        assert "Noord 1 heeft niet ingeleverd (2 mensen bekend tot 12:00)" in dialog.missing
        language = part(dialog, QComboBox)
        while not language.hasFocus():
            seat.press(KEY.Key_Tab)
        assert "report.pdf is klaar" in make(seat, dialog, files[0], KEY.Key_Down)
        assert "PROVISIONAL: Noord 1" in text_of(files[0])

        with laptop.open_store() as store:
            close_day(store)
        to_kinds = [KEY.Key_Tab, KEY.Key_Down]
        assert "verslag.png is klaar" in make(seat, dialog, files[1], *to_kinds)
        assert "hebben ingeleverd" in dialog.missing
        assert "uren.csv is klaar" in make(seat, dialog, files[2], *to_kinds)
        assert "12:00,0" not in files[2].read_text("utf-8-sig")
        assert opened_folders == [tmp_path] * 3
        seat.press(KEY.Key_Return)  # the button says that it is done
        seat.wait(lambda: not seat.shown(ReportDialog))
        assert buttons(seat, "reportButton")[0].hasFocus()


def test_a_moment_of_the_day_is_looked_at_by_the_arrow_keys(
    qtbot: QtBot,
    app: QApplication,
    labels: Language,
    words: dict[str, Texts],
    tmp_path: Path,
) -> None:
    clock = HandClock(NOON + 121_000)
    rows = [Row("A1", places=3), Row("A2")]
    with festival(tmp_path / "station", rows, clock=clock, capacity=4) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")
        clock.advance(34 * 60)
        Door(store, Gate("festival", "Noord")).scan("C-A2")
        Door(store, Gate("festival", "Noord", Direction.OUT)).scan("C-A1", people=2)
        close_day(store)
    laptop = Laptop(tmp_path / "station", clock)
    with seated(qtbot, app, labels, words, laptop) as seat:
        go_to(seat, "momentButton")
        dialog = part(seat.window, MomentDialog)
        seat.wait(part(dialog, QSlider).hasFocus)
        now = ("12:36", "2 binnen, hoogstens 2, toegestaan is 4.", "Tot dan binnengekomen: 4.")
        assert dialog.texts == now
        seat.press(KEY.Key_Left)
        then = ("12:35", "3 binnen, hoogstens 3, toegestaan is 4.", "Tot dan binnengekomen: 3.")
        assert dialog.texts == then
        seat.press(KEY.Key_PageDown)
        assert dialog.texts[0] == "12:05"
        seat.press(KEY.Key_Home)
        assert dialog.texts[:2] == ("12:00", "0 binnen, hoogstens 0, toegestaan is 4.")
        seat.press(KEY.Key_Escape)
        seat.wait(lambda: not seat.shown(MomentDialog))
