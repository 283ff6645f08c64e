"""A change of the event by an exchange or a command beside the window is shown unasked."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.domain.verdict import Outcome
from kiosk.texts import Texts
from kiosk.ui.scan.recent_controller import RecentController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.station.event_watcher import EventWatcher
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_scan import FakeScan
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import client_of, ui_of
from tests.ui.guests import EVENT, NOW, answer

POST = StationContext(EVENT, "Hoofdingang")
MOVED = replace(EVENT, rules=replace(EVENT.rules, help_point="de tent op het plein"))

SENTENCES = {
    "nl.unknown.headline": "Wie ben je?",
    "nl.unknown.step": "Vraag het aan Kees bij de tent.",
}
OWN = replace(EVENT, rules=replace(EVENT.rules, texts=SENTENCES))


def following(qtbot: QtBot, words: dict[str, Texts]) -> tuple[EventWatcher, ScanPage, FakeStation]:
    station = FakeStation(standing=POST)
    page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)
    return EventWatcher(page, client_of(station), page), page, station


def test_a_card_says_where_guests_go_since_the_event_moved_that_place(
    qtbot: QtBot, words: dict[str, Texts]
) -> None:
    follows, page, station = following(qtbot, words)
    page.show_answer(answer(Outcome.UNKNOWN))
    assert page.panel.card is not None
    station.standing = replace(POST, event=MOVED)
    with qtbot.waitSignal(follows.changed):
        follows.poller.poll()
    assert page.panel.card is not None
    assert "de tent op het plein" in page.panel.card.step


def test_the_events_own_sentences_are_said_as_soon_as_they_are_set(
    qtbot: QtBot, words: dict[str, Texts]
) -> None:
    follows, page, station = following(qtbot, words)
    page.show_answer(answer(Outcome.UNKNOWN))
    station.standing = replace(POST, event=OWN)
    with qtbot.waitSignal(follows.changed):
        follows.poller.poll()
    assert page.panel.card is not None
    before, step = page.panel.card.headline, page.panel.card.step
    page.show_answer(answer(Outcome.UNKNOWN))
    assert (before, step) == ("Wie ben je?", "Vraag het aan Kees bij de tent.")
    assert page.panel.card.headline == "Wie ben je?"


def test_the_last_scans_are_listed_in_the_events_own_sentences_of_now(
    qtbot: QtBot, labels: Language, words: dict[str, Texts]
) -> None:
    follows, page, station = following(qtbot, words)
    window = Window(labels, words, language="nl")
    qtbot.addWidget(window)
    window.add_scan(page)
    scan = FakeScan()
    back = RecentController(ui_of(window, scan), page)
    scan.add_action(answer(Outcome.UNKNOWN))
    page.show_answer(answer(Outcome.UNKNOWN))
    station.standing = replace(POST, event=OWN)
    with qtbot.waitSignal(follows.changed):
        follows.poller.poll()
    back.show()
    rows = window.findChildren(QPushButton)
    assert any("Wie ben je" in row.accessibleName() for row in rows)


def test_an_event_that_stays_as_it_is_changes_nothing(
    qtbot: QtBot, words: dict[str, Texts]
) -> None:
    follows, page, _ = following(qtbot, words)
    page.show_answer(answer(Outcome.ADMITTED))
    with qtbot.assertNotEmitted(follows.changed):
        follows.poller.poll()
    assert page.panel.card is not None


def test_a_laptop_that_another_program_moved_shows_its_new_entrance(
    qtbot: QtBot, words: dict[str, Texts]
) -> None:
    follows, page, station = following(qtbot, words)
    page.show_answer(answer(Outcome.ADMITTED))
    station.standing = replace(POST, entrance="Tuinzijde")
    with qtbot.waitSignal(follows.changed):
        follows.poller.poll()
    assert page.panel.card is None
