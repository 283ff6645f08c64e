import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.camera.camera_state import CameraState
from kiosk.camera.code_tracker import Outline, OutlineRole
from kiosk.camera.frame import Frame
from kiosk.checkin.station_context import StationContext
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Colour, Direction, Outcome
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.verdict_panel import Timing
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.labels import ShortLabel
from tests.ui.fake_scan import FakeScan
from tests.ui.fakes import FakeBackend, Inline, client_of
from tests.ui.gallery.stage import BLANK
from tests.ui.guests import EVENT, LONG_NAME, NOW, POST, SHORT_NAME, answer, part
from tests.ui.input.test_hand_scanner import SCANNER_MS, typed

BRIEF = Timing(wipe=0, calm=60, talk=60_000, patience=20, hint=60)


@pytest.fixture
def page(qtbot: QtBot, app: QApplication, words: dict[str, Texts]) -> ScanPage:
    made = ScanPage(POST, words["nl"], lambda: NOW, LIGHT, timing=BRIEF)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    assert app is not None
    return made


@pytest.fixture
def door() -> FakeScan:
    return FakeScan()


@pytest.fixture
def scanning(page: ScanPage, door: FakeScan) -> ScanController:
    made = ScanController(page, client_of(door))
    page.reference_typed.connect(made.on_reference)
    return made


def test_a_scanned_code_is_answered_and_counted(
    page: ScanPage, door: FakeScan, scanning: ScanController
) -> None:
    scanning.on_code("C-1")

    assert door.asked == ["code C-1"]
    assert page.panel.card is not None
    assert page.panel.card.headline == "Welkom!"
    assert part(page.footer, QLabel, "count").text() == "1.201"


def test_a_code_that_another_reader_takes_is_not_scanned(
    door: FakeScan, scanning: ScanController
) -> None:
    taken: list[Sequence[str]] = []

    def reader(read: Sequence[str]) -> bool:
        taken.append(read)
        return read[0] != "C-3"

    scanning.lend(reader)
    scanning.on_glimpse("C-1")
    scanning.on_keys(["C-2"])
    scanning.on_glimpse("C-3")
    scanning.end_loan()
    scanning.on_glimpse("C-4")

    assert taken == [["C-1"], ["C-2"], ["C-3"]]
    assert door.asked == ["code C-3", "code C-4"]


def test_a_dialog_shows_the_picture_of_the_page(
    qtbot: QtBot, page: ScanPage, scanning: ScanController
) -> None:
    page.preview.show_frame(BLANK)
    picture = scanning.picture()
    qtbot.addWidget(picture)
    before, newer = picture.frame, replace(BLANK, at=1.0)
    page.preview.show_frame(newer)
    page.show_camera(CameraState.MISSING, "")

    assert before is BLANK
    assert picture.frame is newer
    assert picture.trouble == page.preview.trouble != ""


def test_two_greens_in_a_row_look_different(page: ScanPage) -> None:
    page.show_answer(answer(Outcome.ADMITTED, SHORT_NAME))
    first = page.panel.grab().toImage()
    page.show_answer(answer(Outcome.ADMITTED, SHORT_NAME))

    assert page.panel.number == 2
    assert page.panel.grab().toImage() != first


@pytest.mark.parametrize("motion", [True, False])
def test_a_new_card_is_wiped_in_over_the_one_before(
    qtbot: QtBot, words: dict[str, Texts], motion: bool
) -> None:
    page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT, timing=Timing(animated=motion))
    qtbot.addWidget(page)
    page.show_answer(answer(Outcome.ADMITTED))
    at_first = page.panel.grab().toImage().pixelColor(page.panel.rect().center())

    assert at_first == QColor(LIGHT.surface)


def test_the_first_picture_of_a_new_card_shows_its_colour(
    qtbot: QtBot, words: dict[str, Texts]
) -> None:
    page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)
    page.show_answer(answer(Outcome.ADMITTED))
    left = (
        page.panel.grab().toImage().pixelColor(page.panel.width() // 20, page.panel.height() // 2)
    )

    assert left == QColor(LIGHT.verdicts[Colour.GREEN].paper)


@pytest.mark.parametrize("outcome", [Outcome.ADMITTED, Outcome.JUST_SCANNED])
def test_a_card_that_waves_through_soon_shrinks_to_a_line(
    qtbot: QtBot, page: ScanPage, outcome: Outcome
) -> None:
    with qtbot.waitSignal(page.panel.settled):
        page.show_answer(answer(outcome, SHORT_NAME))

    assert page.panel.card is None
    assert page.panel.idle.last.startswith("Laatste: ")
    assert page.panel.idle.last.endswith(" · 10:42\nBo Li")


def test_a_card_that_asks_for_a_talk_stays(qtbot: QtBot, page: ScanPage) -> None:
    page.show_answer(answer(Outcome.UNPAID))
    with qtbot.assertNotEmitted(page.panel.settled, wait=150):
        pass

    assert page.panel.card is not None


@pytest.mark.parametrize(
    ("known", "taken", "judged"),
    [(True, True, ["code MX7"]), (True, False, []), (False, True, [])],
)
def test_typed_keys_are_a_scanners_if_they_are_a_code_and_the_field_gives_them(
    door: FakeScan, scanning: ScanController, *, known: bool, taken: bool, judged: list[str]
) -> None:
    door.known_codes = {"MX7"} if known else set()
    scanning.on_typed(("MX7",), lambda: taken, evenly=False)

    assert [asked for asked in door.asked if asked.startswith("code")] == judged


def test_on_another_page_only_an_even_pace_is_a_scanners(
    page: ScanPage, door: FakeScan, scanning: ScanController
) -> None:
    door.known_codes = {"MX7"}
    page.hide()
    scanning.on_typed(("MX7",), lambda: True, evenly=False)
    before = [*door.asked]
    scanning.on_typed(("MX7",), lambda: True, evenly=True)

    assert (before, door.asked) == ([], ["knows True", "code MX7"])


def test_a_typed_text_brings_what_its_keys_mean_elsewhere(
    door: FakeScan, scanning: ScanController
) -> None:
    scanning.typed_readings = lambda: ("?Xé", "MX7")
    scanning.on_reference("?Xé")

    assert door.also_typed == ("?Xé", "MX7")


def test_what_is_no_ticket_gets_a_hint_and_leaves_the_card(qtbot: QtBot, page: ScanPage) -> None:
    page.show_answer(answer(Outcome.UNPAID))
    page.show_answer(answer(Outcome.NOT_A_TICKET))

    assert page.preview.hint == "Dit is geen ticket."
    assert page.panel.card is not None
    assert page.panel.card.headline == "Even naar de balie."
    assert page.panel.number == 1
    qtbot.waitUntil(lambda: page.preview.hint == "")


def test_a_green_card_admits_no_guest_who_shows_something_that_is_no_ticket(page: ScanPage) -> None:
    page.show_answer(answer(Outcome.ADMITTED, SHORT_NAME))
    page.show_answer(answer(Outcome.NOT_A_TICKET))

    assert page.panel.card is None
    assert page.panel.idle.last.startswith("Laatste: Welkom!")


def test_a_scan_that_fails_is_red_and_the_next_one_works(
    page: ScanPage, door: FakeScan, scanning: ScanController
) -> None:
    door.answers = [OSError("the disk is full"), answer(Outcome.ADMITTED)]
    scanning.on_code("C-1")
    failed = page.panel.card
    scanning.on_code("C-2")

    assert failed is not None
    assert (failed.colour, failed.headline) == (Colour.RED, "Storing in deze laptop.")
    assert page.panel.card is not None
    assert page.panel.card.colour is Colour.GREEN


def test_a_store_that_does_not_open_is_red_until_it_does(page: ScanPage, door: FakeScan) -> None:
    backend = FakeBackend(scan=door)
    tries: Iterator[OSError | FakeBackend] = iter([OSError("locked"), backend])

    def open_door() -> FakeBackend:
        tried = next(tries)
        if isinstance(tried, OSError):
            raise tried
        return tried

    scanning = ScanController(
        page, StationClient(open_door, Inline()).room(lambda backend: backend.scan)
    )
    scanning.on_code("C-1")
    failed = page.panel.card
    scanning.on_code("C-2")

    assert failed is not None
    assert failed.colour is Colour.RED
    assert door.asked == ["code C-2"]


def test_a_slow_store_never_holds_up_the_window(
    qtbot: QtBot, page: ScanPage, door: FakeScan
) -> None:
    store = ThreadRunner()
    scanning = ScanController(page, client_of(door, store))
    page.show_answer(answer(Outcome.UNPAID))
    door.may_answer.clear()
    scanning.on_code("C-1")
    qtbot.waitUntil(lambda: page.panel.accessibleName() == "Even kijken …")
    nothing_waves_through = page.panel.card is None
    door.may_answer.set()
    qtbot.waitUntil(lambda: page.panel.card is not None)

    assert nothing_waves_through
    assert threading.get_ident() not in door.threads
    assert store.close(5)


def test_a_green_does_not_stand_while_the_next_guest_is_judged(
    qtbot: QtBot, page: ScanPage
) -> None:
    page.expect_answer()
    page.expect_answer()
    page.show_answer(answer(Outcome.UNPAID))
    qtbot.waitUntil(lambda: page.panel.accessibleName() == "Even kijken …")

    assert page.panel.card is None


def test_after_a_slow_answer_that_is_no_ticket_the_page_says_again_what_to_do(
    qtbot: QtBot, page: ScanPage
) -> None:
    page.expect_answer()
    qtbot.waitUntil(lambda: page.panel.accessibleName() == "Even kijken …")
    page.show_answer(answer(Outcome.NOT_A_TICKET))

    assert page.panel.accessibleName() == page.panel.idle.headline


def test_a_typed_ticket_number_is_judged_and_the_field_is_empty_again(
    page: ScanPage, door: FakeScan, scanning: ScanController
) -> None:
    QTest.keyClicks(page.footer.field, " WDHS-0412 ")
    QTest.keyClick(page.footer.field, Qt.Key.Key_Return)

    assert door.asked == ["typed WDHS-0412"]
    assert page.footer.field.text() == ""
    assert scanning is not None


def test_a_hand_scanner_works_wherever_the_focus_is(
    qtbot: QtBot, page: ScanPage, door: FakeScan, scanning: ScanController, scanner: WedgeScanner
) -> None:
    scanner.scanned.connect(scanning.on_keys)
    button = part(page.footer, QPushButton, "primary")
    for widget in (page.footer.field, button):
        widget.setFocus()
        typed(widget, "AB12-CD34", SCANNER_MS, Qt.Key.Key_Return)
    button.clearFocus()
    typed(page, "AB12-CD34", SCANNER_MS, Qt.Key.Key_Return)

    assert door.asked == ["code AB12-CD34"] * 3
    assert page.footer.field.text() == ""
    assert qtbot is not None


@pytest.mark.parametrize("state", [each for each in CameraState if each is not CameraState.READY])
def test_a_camera_without_a_picture_says_why(page: ScanPage, state: CameraState) -> None:
    page.show_camera(CameraState.READY, "HD Webcam")
    page.show_camera(state, "HD Webcam")

    assert len(page.preview.trouble) > 10


def test_a_camera_that_is_back_shows_its_picture(page: ScanPage) -> None:
    page.show_camera(CameraState.LOST, "HD Webcam")
    without_camera = page.panel.idle.headline
    page.show_camera(CameraState.READY, "HD Webcam")

    assert without_camera == "Scan of typ een ticketnummer"
    assert page.preview.trouble == ""
    assert page.panel.idle.headline == "Houd een ticket voor de camera"


def test_several_tickets_in_view_ask_for_a_choice(page: ScanPage) -> None:
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    page.show_outlines((Outline(corners, OutlineRole.CHOICE), Outline(corners, OutlineRole.CHOICE)))

    assert page.preview.hint.startswith("Meer codes in beeld.")


def test_leaving_cannot_be_mistaken_for_coming_in(
    qtbot: QtBot, words: dict[str, Texts], labels: Language
) -> None:
    labels.use("nl")
    post = StationContext(EVENT, "Hoofdingang", direction=Direction.OUT)
    page = ScanPage(post, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)

    assert page.property("gateKind") == "leaving"
    assert part(page.header, QLabel, "direction").text() == "UIT · naar buiten"
    assert page.panel.idle.headline == "Vertrek: houd een ticket voor de camera"


@pytest.mark.parametrize("size", [SMALLEST, QSize(1024, 600), QSize(1366, 768)], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("area", [FESTIVAL, "Theaterzaal"])
def test_no_label_or_button_is_clipped(
    qtbot: QtBot,
    words: dict[str, Texts],
    labels: Language,
    size: QSize,
    language: str,
    direction: Direction,
    area: str,
) -> None:
    post = StationContext(EVENT, "Tuinzijde, bij de fietsen", area, direction)
    page = ScanPage(post, words[language], lambda: NOW, LIGHT)
    window = Window(labels, words, language=language)
    window.add_scan(page)
    qtbot.addWidget(window)
    page.footer.show_people(1_214)
    window.resize(size)
    window.show()
    shown = [
        w for w in (*page.findChildren(QLabel), *page.findChildren(QPushButton)) if w.isVisible()
    ]
    clipped = [
        w for w in shown if not isinstance(w, ShortLabel) and w.width() < w.sizeHint().width()
    ]

    assert window.size() == size
    assert len(shown) >= 4
    assert clipped == []


def test_everything_that_is_pressed_is_large_enough_for_a_cold_finger(page: ScanPage) -> None:
    page.preview.offer_other_camera("Andere camera")
    targets = [*page.findChildren(QPushButton), *page.findChildren(QLineEdit)]

    assert min(target.height() for target in targets) >= 56
    shown = [target for target in targets if target.isVisible()]
    assert all(target.accessibleName() or target.property("text") for target in shown)


def test_the_language_switches_while_a_card_is_shown(
    qtbot: QtBot, words: dict[str, Texts], labels: Language
) -> None:
    page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    window = Window(labels, words, language="nl")
    window.add_scan(page)
    qtbot.addWidget(window)
    page.show_answer(answer(Outcome.UNPAID, LONG_NAME))
    before = part(page.footer, QPushButton, "primary").text(), page.panel.card
    window.switch_language()
    after = part(page.footer, QPushButton, "primary").text(), page.panel.card

    assert before[1] is not None
    assert after[1] is not None
    assert (before[0], before[1].headline) == ("Controleer", "Even naar de balie.")
    assert (after[0], after[1].headline) == ("Check", "To the desk, please.")
    assert page.panel.number == 1


def test_a_tap_on_the_mirrored_picture_is_the_pixel_under_the_finger(
    qtbot: QtBot, page: ScanPage
) -> None:
    page.show_camera(CameraState.READY, "")
    page.preview.show_frame(Frame(np.zeros((720, 1280, 3), np.uint8), 0.0))
    middle = page.preview.rect().center()
    with qtbot.waitSignal(page.preview.tapped) as signal:
        QTest.mouseClick(
            page.preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
        )
    x, y = signal.args or (0, 0)
    with qtbot.waitSignal(page.preview.tapped) as left:
        to_the_left = QPointF(middle.x() - 50, middle.y()).toPoint()
        QTest.mouseClick(
            page.preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to_the_left
        )

    assert (x, y) == (pytest.approx(640, abs=2), pytest.approx(360, abs=2))
    assert (left.args or (0,))[0] > x
