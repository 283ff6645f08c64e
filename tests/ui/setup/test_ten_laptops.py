"""Laptops are set up by one admin from two sticks, by the keys alone, with every wrong turn.

The short form sets up two laptops; the slow one all ten.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.cli.main import main
from kiosk.runtime.disks import Stick
from kiosk.texts import Texts
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.station.event_file_dialog import EventFileDialog
from kiosk.ui.style.language import Language
from tests.festival import HandClock
from tests.sync.laptops import Laptop, first_laptop
from tests.ui.spare import Seat, seated

pytestmark = pytest.mark.usefixtures("quick_seal")

Key = Qt.Key
Sit = Callable[[Laptop], AbstractContextManager[Seat]]
LIST = "code,ticket,naam\nSSIHIW5Z7XMWVIDKTERZU3FCVY,T-1,Bo Li\n"
KEY_S, SCREEN_S, STICK_S = 0.4, 6.0, 10.0
"""Seconds for a key, to read a new screen, and to put a stick in."""


@dataclass
class Morning:
    """One admin; counts the keys, and the minutes that they and the screens take."""

    sit: Sit
    folder: Path
    office: Laptop
    words: str = ""
    keys: int = 0
    seconds: float = 0.0
    names: list[str] = field(default_factory=list)

    def press(self, seat: Seat, *keys: Key) -> None:
        self.keys += len(keys)
        self.seconds += len(keys) * KEY_S
        for key in keys:
            seat.press(key)

    def type(self, seat: Seat, text: str) -> None:
        self.keys += len(text)
        self.seconds += len(text) * KEY_S
        QTest.keyClicks(QApplication.focusWidget() or seat.window, text)

    def read(self, seat: Seat, until: Callable[[], bool]) -> None:
        seat.wait(until)
        self.seconds += SCREEN_S

    def put_in(self, seat: Seat, stick: Path) -> None:
        self.seconds += STICK_S
        seat.slot.sticks_in[:] = [Stick(stick, stick.name)]

    def stick(self, name: str, *counts: int) -> Path:
        """Set laptops up on a new stick with Ctrl+L: at the doors, at the desk, and spares."""
        stick = self.folder / name
        stick.mkdir()
        with self.sit(self.office) as seat:
            seat.wait(lambda: bool(seat.shown(ScanPage)))

            def opened() -> bool:
                if not seat.shown(EventFileDialog):
                    control = Qt.KeyboardModifier.ControlModifier
                    QTest.keyClick(seat.window, Key.Key_L, control)
                return bool(seat.shown(EventFileDialog))

            self.read(seat, opened)
            (dialog,) = seat.shown(EventFileDialog)
            fields = [one for one in dialog.findChildren(QLineEdit) if one.isVisible()]
            for place, count in zip(fields, counts, strict=False):
                place.setFocus()
                place.selectAll()
                self.type(seat, str(count))
            if self.words:
                fields[-1].setText(self.words)  # one sentence for both sticks
            self.words = fields[-1].text()
            self.press(seat, Key.Key_Return)
            seat.wait(lambda: bool(seat.shown(QFileDialog)))
            choice = seat.shown(QFileDialog)[0]
            choice.fileSelected.emit(str(stick))  # the keys of that dialog are the system's
            choice.close()
            self.read(seat, lambda: "Klaar voor" in dialog.message)
        return stick

    def join(self, stick: Path, number: str = "", *, wrong_stick: Path | None = None) -> Laptop:
        """Let a borrowed laptop take part; `number` is the choice among the files of the stick."""
        laptop = Laptop(self.folder / f"laptop {len(self.names)}", HandClock())
        laptop.session.make_folder()
        with self.sit(laptop) as seat:
            self.read(seat, lambda: bool(seat.shown(TilesPage)))
            self.press(seat, Key.Key_2)
            self.read(seat, lambda: bool(seat.shown(JoinPage)))
            page = seat.shown(JoinPage)[0]
            if wrong_stick is not None:
                self._take_wrong_turns(seat, page, wrong_stick)
            self.put_in(seat, stick)
            if number:
                self.read(seat, lambda: bool(seat.question))
                self.type(seat, number)
            seat.wait(lambda: page.source.path is not None and page.source.path.parent == stick)
            if wrong_stick is not None:
                self.type(seat, "vier woorden die niet kloppen")
                self.press(seat, Key.Key_Return)
                self.read(seat, lambda: "gaat niet open" in page.message)
            self.type(seat, self.words)
            self.press(seat, Key.Key_Return)
            self.read(seat, lambda: page.has_offer and "rol" in page.message)
            self.press(seat, Key.Key_Return)
            self.read(seat, lambda: bool(seat.shown(ScanPage) or seat.shown(DeskPage)))
        with laptop.open_store() as store:
            self.names.append(store.certificate.name)
        return laptop

    def _take_wrong_turns(self, seat: Seat, page: JoinPage, wrong_stick: Path) -> None:
        """Go back to the tiles and forth again, then try a stick of another event."""
        self.press(seat, Key.Key_Escape)
        self.read(seat, lambda: bool(seat.shown(TilesPage)))
        self.press(seat, Key.Key_2)
        self.put_in(seat, wrong_stick)
        seat.wait(lambda: page.source.path is not None)
        self.type(seat, self.words)
        self.press(seat, Key.Key_Return)
        self.read(seat, lambda: "gaat niet open" in page.message)


@pytest.fixture
def morning(
    qtbot: QtBot, app: QApplication, labels: Language, words: dict[str, Texts], tmp_path: Path
) -> Morning:
    labels.use("nl")
    office = first_laptop(tmp_path / "kantoor")
    office.take_list(tmp_path / "gasten.csv", LIST)
    return Morning(partial(seated, qtbot, app, labels, words), tmp_path, office)


def stick_of_another_event(folder: Path) -> Path:
    stick = folder / "andere stick"
    stick.mkdir()
    (folder / "zin").write_text("appel peer druif banaan")
    data = ("--data", str(folder / "ander"))
    assert main([*data, "event", "new", "Ander", "--date", "2026-06-01"]) == 0
    file = ("event", "pack", str(stick / "ander.kiosk-event"))
    assert main([*data, *file, "--passphrase-file", str(folder / "zin")]) == 0
    return stick


def test_two_laptops_join_from_two_sticks_and_every_wrong_turn_is_taken_back(
    morning: Morning, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = morning.folder
    first, second = morning.stick("stick A", 1, 0, 0), morning.stick("stick B", 1, 0, 1)
    door = morning.join(first, wrong_stick=stick_of_another_event(folder))
    morning.join(second, "2")
    assert morning.names == ["Noord 1", "Reserve 1"]

    (file,) = first.glob("*.kiosk-event")
    (folder / "zin").write_text(morning.words)
    again = ("join", str(file), "--passphrase-file", str(folder / "zin"))
    assert main(["--data", str(door.folder), "--lang", "nl", *again]) == 2  # the same machine
    assert "doet al mee" in capsys.readouterr().err
    with morning.sit(door) as seat:
        seat.wait(lambda: bool(seat.shown(ScanPage)))
        assert not seat.shown(TilesPage)
    with door.open_store() as store:
        assert [one.names for one in store.stations.enrolment_keys()] == [("Noord 1",)]
    with morning.office.open_store() as store:
        planned = sorted(one.names for one in store.stations.enrolment_keys())
        assert planned == [("Noord 1",), ("Noord 2",), ("Reserve 1",)]


@pytest.mark.slow
def test_ten_laptops_are_set_up_within_a_quarter_of_an_hour(morning: Morning) -> None:
    doors, others = morning.stick("stick A", 7, 0, 0), morning.stick("stick B", 0, 2, 1)
    before, keys = morning.seconds, morning.keys
    morning.join(doors)
    one_s, one_keys = morning.seconds - before, morning.keys - keys
    for _ in range(6):
        morning.join(doors)
    for number in ("1", "1", "2"):
        morning.join(others, number)
    print(f"one laptop: {one_keys} keys, {one_s / 60:.1f} min")
    print(f"ten laptops: {morning.keys} keys, {morning.seconds / 60:.1f} min")

    assert morning.names == [
        *("Noord 1", "Zuid 1", "Noord 2", "Zuid 2", "Noord 3", "Zuid 3", "Noord 4"),
        *("Balie 1", "Balie 2", "Reserve 1"),
    ]
    assert (one_keys < 45, one_s < 60) == (True, True)
    assert morning.seconds < 15 * 60
