"""The hand scanner's keys are read on every page, but not while pages are made."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.texts import Texts
from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.input_wiring import InputWiring
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.style.theme import LIGHT
from tests.ui.fakes import FakeBackend, Inline
from tests.ui.guests import NOW, POST


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[QEvent.Type]:
    """The events that pass the scanner's filter."""
    passed: list[QEvent.Type] = []
    read = WedgeScanner.eventFilter

    def count(scanner: WedgeScanner, watched: QObject, event: QEvent) -> bool:
        passed.append(event.type())
        return read(scanner, watched, event)

    monkeypatch.setattr(WedgeScanner, "eventFilter", count)
    return passed


@pytest.fixture
def inputs(
    qtbot: QtBot,
    app: QApplication,
    words: dict[str, Texts],
    events: list[QEvent.Type],  # noqa: ARG001  # the filter counts from the start
) -> Iterator[InputWiring]:
    page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)
    client = StationClient(FakeBackend, Inline())
    wiring = InputWiring(app, page)
    wiring.read_keys(ScanController(page, client.room(lambda backend: backend.scan)))
    yield wiring
    wiring.stop()


def test_the_events_of_new_widgets_are_not_read_and_keys_are_read_again_after_them(
    qtbot: QtBot, inputs: InputWiring, events: list[QEvent.Type]
) -> None:
    events.clear()
    with inputs.paused():
        field = QLineEdit()
        qtbot.addWidget(field)
        field.show()
        field.setStyleSheet("font-size: 20px;")
    assert events == []

    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(field, press)
    assert QEvent.Type.KeyPress in events


def test_a_failure_while_pages_are_made_leaves_the_scanner_reading(
    inputs: InputWiring, events: list[QEvent.Type]
) -> None:
    with pytest.raises(KeyError), inputs.paused():
        raise KeyError

    events.clear()
    QLineEdit().setStyleSheet("font-size: 20px;")
    assert events
