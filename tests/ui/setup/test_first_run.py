"""The first run in the window: tiles, six steps by the keyboard, and each step wrong once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admin.requests import NewEvent
from kiosk.camera.frame import Frame
from kiosk.camera.frame_reader import ScannedCode
from kiosk.camera.mailbox import Mailbox
from kiosk.camera.watcher import Listener
from kiosk.checkin.station_context import StationContext
from kiosk.domain.passphrases import is_strong_passphrase
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.sources.file_kind import LIST_SUFFIXES
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.files.lists_in_use.ticket_try_dialog import TicketTryDialog
from kiosk.ui.input.preview import Preview
from kiosk.ui.setup.entrances_step import HelpPreview
from kiosk.ui.setup.first_list_page import FirstListPage
from kiosk.ui.setup.first_run_controller import FirstRunController
from kiosk.ui.setup.keys_step import KeysStep
from kiosk.ui.setup.rules_step import POLICIES, LetIn
from kiosk.ui.setup.summary_step import SummaryStep
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.setup.wizard_page import WizardPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.style.language import Language
from tests.ui.fake_files import ASKS, BAD, CALM
from tests.ui.fake_setup import FakeSetup
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.gallery.stage import BLANK
from tests.ui.guests import POST, part

LIST = Path("webwinkel.csv")
LEAST = {
    "name": "Zomerfeest",
    "date": "2026-06-13",
    "opens": "",
    "venue": "",
    "capacity": "",
    "policy.full": "",
    "entrances": "Hoofdingang",
    "help_point": "",
    "help_phone": "",
    "reentry": "after-exit",
    "exits": "yes",
}


class HeldUp:
    """A camera that sees a ticket when the test holds one up."""

    label = "Webcam"

    def __init__(self, listener: Listener) -> None:
        self.preview: Mailbox[Frame] = Mailbox(listener.on_frame)
        self.started = threading.Event()
        self.stopped = threading.Event()
        self._listener = listener

    def start(self) -> None:
        self.started.set()

    def obstacle(self, code: str) -> None:
        self._listener.on_code(ScannedCode(code, 0.0, None, 1.0))

    def stop(self) -> None:
        self.stopped.set()

    def settle(self, text: str, *, no_ticket: bool) -> None:
        raise NotImplementedError

    def tap(self, x: float, y: float) -> None:
        raise NotImplementedError


class FirstDay:
    """A window on its first day."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts], lang: str) -> None:
        self.setup = FakeSetup()
        self.started: list[StationContext] = []
        self.window = Window(labels, words, language=lang)
        qtbot.addWidget(self.window)
        self.cameras: list[HeldUp] = []
        FirstRunController(ui_of(self.window, self.setup), self.started.append, self.watch).begin()
        self.window.resize(SMALLEST)
        with qtbot.waitActive(self.window):
            self.window.show()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def watch(self, listener: Listener) -> HeldUp:
        self.cameras.append(HeldUp(listener))
        return self.cameras[-1]

    @property
    def wizard(self) -> WizardPage:
        return self.window.findChildren(WizardPage)[0]

    def type(self, keys: str) -> None:
        QTest.keyClicks(_focused(), keys)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(_focused(), key)

    def name_it(self) -> None:
        """Fill in the least, up to the second step."""
        self.press(Qt.Key.Key_Return)
        self.type("Zomerfeest")
        self.press(Qt.Key.Key_Tab)
        self.type("za 13 juni 2026")
        self.press(Qt.Key.Key_Return)

    def go_to_lists(self) -> None:
        """Go to the fourth step."""
        self.name_it()
        self.press(Qt.Key.Key_Return, Qt.Key.Key_Return)

    def go_to_keys(self) -> None:
        """Go to the fifth step."""
        self.go_to_lists()
        self.wizard.go_on()


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.fixture
def day(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> FirstDay:
    return FirstDay(qtbot, labels, words, "nl")


def test_an_event_is_made_with_the_keyboard_alone(day: FirstDay) -> None:
    day.go_to_keys()
    day.press(Qt.Key.Key_Return)
    assert (day.setup.made, day.started) == ([], [])
    day.press(Qt.Key.Key_Return)

    assert day.setup.made == [NewEvent(LEAST)]
    assert day.started == [POST]


def test_all_that_was_filled_in_is_asked_for_in_one_go(day: FirstDay) -> None:
    day.press(Qt.Key.Key_1)
    for text in ("Zomerfeest", "13-6-2026", "9.30", "Amersfoort", "400"):
        day.type(text)
        day.press(Qt.Key.Key_Tab)
    day.press(Qt.Key.Key_Down, Qt.Key.Key_Backtab, Qt.Key.Key_Return)
    day.press(Qt.Key.Key_Backspace)
    day.type("Noord, Zuid")
    day.press(Qt.Key.Key_Return, Qt.Key.Key_Tab)
    day.type("de balie")
    day.press(Qt.Key.Key_Tab)
    day.type("Sanne")
    day.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    day.wizard.go_on()
    day.type("246810")
    day.press(Qt.Key.Key_Tab)
    day.type("246810")
    day.press(Qt.Key.Key_Return, Qt.Key.Key_Return)

    (made,) = day.setup.made
    assert made.pin == "246810"
    assert made.settings == LEAST | {
        "opens": "9.30",
        "venue": "Amersfoort",
        "capacity": "400",
        "policy.full": "admit",
        "entrances": "Noord; Zuid",
        "help_point": "de balie",
        "help_phone": "Sanne",
        "reentry": "free",
        "exits": "no",
    }


def at_names(day: FirstDay) -> None:
    day.press(Qt.Key.Key_Return, Qt.Key.Key_Return)


def at_date(day: FirstDay) -> None:
    day.press(Qt.Key.Key_Return)
    day.type("Feest")
    day.press(Qt.Key.Key_Tab)
    day.type("morgen")
    day.press(Qt.Key.Key_Return)


def at_weekday(day: FirstDay) -> None:
    at_date(day)
    day.press(Qt.Key.Key_Home)
    _select_all_and_type(day, "zondag 13 juni 2026")


def at_entrances(day: FirstDay) -> None:
    day.name_it()
    QTest.keyClick(_focused(), Qt.Key.Key_Left)
    day.press(Qt.Key.Key_Delete, Qt.Key.Key_Return)


def at_short_pin(day: FirstDay) -> None:
    day.go_to_keys()
    day.type("123")
    day.press(Qt.Key.Key_Return)


def at_other_pin(day: FirstDay) -> None:
    day.go_to_keys()
    day.type("246810")
    day.press(Qt.Key.Key_Tab)
    day.type("246811")
    day.press(Qt.Key.Key_Return)


def _select_all_and_type(day: FirstDay, text: str) -> None:
    QTest.keyClick(_focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    day.type(text)
    day.press(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        (at_names, "Vul in hoe het evenement heet."),
        (at_date, "Schrijf de datum zo: 13 juni 2026, of 13-6-2026."),
        (at_weekday, "Kijk naar de dag: het is zaterdag 13 juni 2026."),
        (at_entrances, "Vul minstens één ingang in."),
        (at_short_pin, "cijfers"),
        (at_other_pin, "De pincodes zijn verschillend."),
    ],
)
def test_a_mistake_is_shown_where_it_was_made_and_the_typed_text_stays(
    day: FirstDay, mistake: Callable[[FirstDay], None], expected: str
) -> None:
    mistake(day)
    step = day.wizard.step

    assert expected in day.wizard.message
    assert step.isAncestorOf(_focused())
    assert day.setup.made == []


def test_each_step_leads_back_to_the_tiles_and_keeps_what_was_typed(day: FirstDay) -> None:
    day.go_to_keys()
    for _ in range(4):
        day.press(Qt.Key.Key_Escape)
    assert day.wizard.typed_settings() == LEAST
    day.press(Qt.Key.Key_Escape)
    assert day.window.findChildren(TilesPage)[0].isVisible()
    day.press(Qt.Key.Key_Return)
    assert day.wizard.typed_settings() == LEAST


def test_the_orange_cards_change_while_the_desk_is_typed(day: FirstDay) -> None:
    day.name_it()
    day.press(Qt.Key.Key_Tab)
    day.type("de tafel in de hal")
    day.press(Qt.Key.Key_Tab)
    day.type("Sanne")
    shown = part(day.wizard, HelpPreview).message

    assert "bij de tafel in de hal helpen ze je verder" in shown
    assert "Bel Sanne" in shown


def test_four_entrances_fit_a_small_screen_without_a_scroll_bar(day: FirstDay) -> None:
    day.window.resize(1024, 600)
    day.name_it()
    day.type("Tuinzijde, Achteringang bij de fietsenstalling, Leveranciers")
    day.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    (area,) = day.wizard.findChildren(QScrollArea)

    assert area.verticalScrollBar().maximum() == 0


def test_a_guest_list_is_checked_in_a_draft(day: FirstDay) -> None:
    day.go_to_lists()
    day.wizard.lists_chosen.emit([LIST])
    looked = day.setup.files.asked[-1][2]
    day.setup.files.report = replace(CALM, added=312, changed=0, unchanged=0, applied=True)
    day.press(Qt.Key.Key_Return)
    taken = day.setup.files.asked[-1][2]
    shown = day.wizard.step

    assert day.setup.drafts == [LEAST]
    assert (looked, taken) == (ImportOptions(dry_run=True), ImportOptions())
    assert "✓ webwinkel: 312 tickets" in _texts(shown)
    day.wizard.go_on()
    day.wizard.go_on()
    assert "Gastenlijst" not in part(day.wizard, SummaryStep).message
    assert day.setup.made == []


def _texts(step: QWidget) -> str:
    return " ".join(
        str(one.property("text")) for one in step.findChildren(QWidget) if one.property("text")
    )


def test_lists_are_dropped_on_their_step(day: FirstDay) -> None:
    day.setup.files.report = replace(CALM, applied=True)
    day.go_to_lists()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(name) for name in ("/a.csv", "/b.xlsx")])
    day.wizard.lists.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert day.wizard.lists.acceptDrops()
    assert [one[1] for one in day.setup.files.asked] == [Path("/a.csv"), Path("/b.xlsx")]


def test_a_question_of_the_first_list_is_answered_by_the_keys(day: FirstDay) -> None:
    day.setup.files.report = ASKS
    day.go_to_lists()
    day.wizard.lists_chosen.emit([LIST])
    day.setup.files.report = CALM
    day.press(Qt.Key.Key_Return)
    asked = day.setup.files.asked[-1][2]
    day.press(Qt.Key.Key_Return)

    assert asked == ImportOptions(dry_run=True, statuses=("Wacht op antwoord=valid",))
    assert day.setup.files.asked[-1][2] == ImportOptions(statuses=("Wacht op antwoord=valid",))


def test_rows_with_an_error_are_saved_on_the_first_day_too(day: FirstDay, tmp_path: Path) -> None:
    day.setup.files.report = BAD
    day.go_to_lists()
    day.wizard.lists_chosen.emit([LIST])
    page = part(day.window, FirstListPage)
    next(
        one for one in page.findChildren(QPushButton) if one.text() == "Bewaar deze rijen …"
    ).click()
    dialog = part(page, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "fout.csv"))
    dialog.reject()

    assert day.setup.files.asked[-1][2] == ImportOptions(
        rejects=tmp_path / "fout.csv", dry_run=True
    )


def test_escape_leaves_a_list_out(day: FirstDay) -> None:
    day.go_to_lists()
    day.wizard.lists_chosen.emit([LIST])
    day.press(Qt.Key.Key_Escape)

    assert day.wizard.isVisible()
    assert [one[2] for one in day.setup.files.asked] == [ImportOptions(dry_run=True)]


def test_a_list_that_cannot_be_read_is_said_and_another_is_chosen(day: FirstDay) -> None:
    day.setup.files.fails = UnusableInput("error.list_empty", file=LIST.name)
    day.go_to_lists()
    day.wizard.lists_chosen.emit([LIST])

    assert "Het bestand 'webwinkel.csv' is leeg." in day.wizard.message
    assert day.wizard.isEnabled()


def test_all_kinds_of_guest_lists_are_offered(day: FirstDay) -> None:
    day.go_to_lists()
    day.press(Qt.Key.Key_Return)
    dialog = part(day.wizard, QFileDialog)
    assert all(f"*{suffix}" in dialog.nameFilters()[0] for suffix in LIST_SUFFIXES)
    dialog.reject()


def takes_a_list(day: FirstDay) -> None:
    day.setup.files.report = replace(CALM, applied=True)
    day.go_to_lists()
    day.wizard.lists_chosen.emit([LIST])


def test_a_real_ticket_is_tried_before_there_is_a_door(day: FirstDay, qtbot: QtBot) -> None:
    takes_a_list(day)
    asked = _texts(day.wizard.lists)
    day.press(Qt.Key.Key_Return)
    dialog = part(day.window, TicketTryDialog)
    qtbot.waitUntil(lambda: bool(day.cameras) and day.cameras[0].started.is_set())
    day.cameras[0].preview.put(BLANK)
    picture = part(dialog, Preview)
    qtbot.waitUntil(lambda: picture.frame is BLANK)
    day.cameras[0].obstacle("NIET-OP-DE-LIJST")
    qtbot.waitUntil(lambda: "Is 'Ticketcode' de kolom" in dialog.message)
    day.cameras[0].obstacle("SSIHIW5Z7XMWVIDKTERZU3FCVY")
    qtbot.waitUntil(lambda: dialog.message == "Klopt: Arjan van Rijn (webwinkel).")
    day.press(Qt.Key.Key_Escape)
    tried = _texts(day.wizard.lists)
    stopped = day.cameras[0].stopped.wait(10)

    assert "Nog niet geprobeerd met een echt ticket: webwinkel." in asked
    assert "Nog niet geprobeerd" not in tried
    assert stopped
    assert day.wizard.step is day.wizard.lists
    day.wizard.go_on()
    day.wizard.go_on()
    assert "echt ticket" not in part(day.wizard, SummaryStep).message


def test_a_ticket_that_is_not_tried_is_an_open_point(day: FirstDay) -> None:
    takes_a_list(day)
    day.wizard.go_on()
    day.wizard.go_on()

    assert "Een echt ticket proberen (F4), van: webwinkel." in part(day.wizard, SummaryStep).message


def test_the_recovery_file_has_words_that_the_program_proposes(day: FirstDay) -> None:
    day.go_to_keys()
    keys = part(day.wizard, KeysStep)
    keys.choose(Path("/media/stick/herstel.kiosk-event"))
    first = keys.recovery[1]
    part(keys, QPushButton, "otherWords").click()
    path, passphrase = keys.recovery
    day.wizard.go_on()
    day.wizard.go_on()

    assert first != passphrase
    assert is_strong_passphrase(passphrase)
    assert passphrase in _texts(keys)
    assert day.setup.made[0].recovery == path
    assert day.setup.made[0].passphrase == passphrase


def test_what_failed_after_the_event_was_made_is_said_before_the_door_opens(day: FirstDay) -> None:
    day.setup.failures = (WorldFailed("error.file_not_written", file="herstel"),)
    day.go_to_keys()
    day.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "herstel kan niet geschreven worden" in day.wizard.message
    assert day.started == []
    day.press(Qt.Key.Key_Escape, Qt.Key.Key_Return)

    assert day.started == [POST]
    assert len(day.setup.made) == 1


def test_skipped_points_are_named_at_the_end(day: FirstDay) -> None:
    day.go_to_keys()
    day.press(Qt.Key.Key_Return)
    lines = part(day.wizard, SummaryStep).message.splitlines()

    assert len(lines) == 10
    assert "•  Pincode van de organisator kiezen." in lines


def test_a_demo_can_be_opened_at_once(day: FirstDay) -> None:
    day.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert day.started == [POST]
    assert day.setup.made == []


@pytest.mark.parametrize(
    ("let_in", "changed"), [(LetIn.VOLUNTEERS, 0), (LetIn.ORGANISER, 2), (LetIn.NO_ONE, 5)]
)
def test_who_may_let_in_after_all_changes_policies(let_in: LetIn, changed: int) -> None:
    policies = POLICIES[let_in]
    assert len(policies) == changed
    assert set(policies.values()) <= {"pin", "refuse"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_first_day_is_clipped(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    day = FirstDay(qtbot, labels, words, language)
    assert clipped(day.window) == []
    day.name_it()
    for _ in range(4):
        QApplication.processEvents()
        assert clipped(day.wizard) == []
        day.wizard.go_on()
    day.wizard.show_trouble("x " * 150)
    QApplication.processEvents()
    assert clipped(day.wizard) == []
