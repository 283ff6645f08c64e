"""Test scans in the real window over a real folder: the evening before, and at the door."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.checkin.rehearsed_events import RehearsedEvents
from kiosk.domain.verdict import Colour, Outcome
from kiosk.texts import Texts
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.verdict_banner import VerdictBanner
from kiosk.ui.station.rehearsal_controller import LASTS_MS, RehearsalController
from kiosk.ui.station.rehearsal_frame import RehearsalFrame
from kiosk.ui.style.language import Language
from kiosk.ui.widgets.verdict_card import Card
from tests.festival import NOON, HandClock
from tests.sync.laptops import Laptop, first_laptop
from tests.ui.guests import part
from tests.ui.input.test_hand_scanner import SCANNER_MS, typed
from tests.ui.spare import Seat, seated

CODE = "SSIHIW5Z7XMWVIDKTERZU3FCVY"
HOUR = 3_600_000
EVENING_BEFORE, QUARTER_TO_NINE = NOON - 16 * HOUR, NOON - 13 * HOUR // 4


@dataclass
class Door:
    """A laptop with one guest on its list, and the person who operates its window."""

    laptop: Laptop
    seat: Seat

    @property
    def page(self) -> ScanPage:
        return part(self.seat.window, ScanPage)

    @property
    def frame(self) -> RehearsalFrame:
        return part(self.seat.window, RehearsalFrame)

    @property
    def badge(self) -> QLabel:
        return part(self.page.header, QLabel, "testBadge")

    def test_key(self) -> None:
        QTest.keyClick(self.seat.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)

    def card_after(self, number: int) -> Card:
        self.seat.wait(lambda: self.page.panel.number == number)
        assert self.page.panel.card is not None
        return self.page.panel.card

    def verdicts(self) -> list[str]:
        """The outcomes of all scans that left an entry."""
        self.seat.wait(lambda: True)
        with self.laptop.open_store() as store:
            rows = store.database.execute(
                "SELECT coalesce(json_extract(body, '$.detail.outcome'), kind) FROM entry"
                " WHERE kind IN ('in', 'out', 'refused') ORDER BY n"
            )
            return [str(outcome) for (outcome,) in rows.fetchall()]


@pytest.fixture
def door(
    qtbot: QtBot, app: QApplication, labels: Language, words: dict[str, Texts], tmp_path: Path
) -> Iterator[Door]:
    labels.use("nl")
    laptop = first_laptop(tmp_path / "een laptop", HandClock(EVENING_BEFORE), opens="09:30")
    guests = f"ticket,code,naam\nB-1,{CODE},Bo Li\n"
    laptop.take_list(tmp_path / "gasten.csv", guests)
    with seated(qtbot, app, labels, words, laptop) as seat:
        seat.wait(lambda: bool(seat.window.findChildren(RehearsalController)))
        seat.wait(part(seat.window, ScanPage).footer.field.hasFocus)
        yield Door(laptop, seat)


def test_camera_scanner_and_keyboard_are_tests_until_ten_minutes_are_over(door: Door) -> None:
    (scans,), clock = door.seat.window.findChildren(ScanController), door.laptop.clock
    field = door.page.footer.field
    door.test_key()
    assert (door.frame.isVisible(), door.badge.text()) == (True, "PROEF")
    scans.on_glimpse(CODE)
    first = door.card_after(1)
    QTest.keyClicks(field, "b-")  # a person is in the middle of a number
    typed(field, CODE, SCANNER_MS, Qt.Key.Key_Return)
    second = door.card_after(2)
    typed_before = field.text()
    field.clear()
    QTest.keyClicks(field, "b-1")
    door.seat.press(Qt.Key.Key_Return)
    third = door.card_after(3)

    for card in (first, second, third):
        assert (card.colour, card.headline, card.name) == (Colour.GREY, "PROEF: Welkom!", "Bo Li")
        assert "Op 30 mei om 09:30 wordt dit groen" in card.warning
    assert typed_before == "b-"
    assert not door.page.strip.offer
    assert door.verdicts() == []

    QTest.keyClicks(field, "b-1")
    clock.advance(LASTS_MS / 1000)
    scans.on_glimpse(CODE)
    fourth = door.card_after(4)
    assert (fourth.colour, door.frame.isVisible(), field.text()) == (Colour.ORANGE, False, "")
    assert door.badge.isHidden()
    assert door.verdicts() == [Outcome.TOO_EARLY.value]


def test_at_a_quarter_to_nine_the_key_starts_and_ends_the_test(door: Door) -> None:
    door.laptop.clock.now = QUARTER_TO_NINE
    door.test_key()
    door.seat.scan(CODE)
    assert door.card_after(1).colour is Colour.GREY
    assert door.verdicts() == []
    door.test_key()
    assert not door.frame.isVisible()
    door.seat.scan(CODE)
    assert door.card_after(2).colour is Colour.GREEN
    assert door.verdicts() == ["in"]


def test_the_first_test_scan_is_no_open_point_any_more(door: Door) -> None:
    door.test_key()
    door.seat.scan(CODE)
    door.card_after(1)
    folder, event = door.laptop.folder, door.laptop.event
    door.seat.wait(lambda: event in RehearsedEvents(folder))
    RehearsedEvents(folder).add("ab" * 16)

    assert event in RehearsedEvents(folder)
    assert "cd" * 16 not in RehearsedEvents(folder)


def test_another_page_ends_the_test_and_says_so(door: Door) -> None:
    door.test_key()
    door.seat.press(Qt.Key.Key_F2)
    banner = part(door.seat.window, VerdictBanner)

    assert banner.card is not None
    assert banner.card.spoken == "De proef is klaar. Scans tellen weer mee."
    assert not door.frame.isVisible()


def test_a_test_while_the_doors_are_open_is_asked_about_first(door: Door) -> None:
    door.laptop.clock.now = NOON
    door.test_key()
    assert door.seat.question == "De deuren zijn open. Toch een proef?"
    door.seat.press(Qt.Key.Key_Return)
    assert not door.frame.isVisible()
    door.test_key()
    door.seat.choose("Ja")
    assert door.frame.isVisible()


def test_f7_does_not_reach_a_refused_guest_of_before_the_test(door: Door) -> None:
    door.seat.scan(CODE)
    assert door.card_after(1).colour is Colour.ORANGE
    door.test_key()
    door.seat.press(Qt.Key.Key_F7)

    assert door.seat.question == ""
    assert door.verdicts() == [Outcome.TOO_EARLY.value]
