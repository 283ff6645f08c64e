from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.station_context import StationContext
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Kind
from kiosk.domain.verdict import Colour, Direction, Outcome, Policy
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.action_strip import WaitingButton
from kiosk.ui.scan.correction_controller import CorrectionController
from kiosk.ui.scan.number_keys import PAUSE_MS
from kiosk.ui.scan.recent_controller import RecentController
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.digits_dialog import DigitsDialog
from tests.ui.fake_pins import FakePins
from tests.ui.fake_scan import FakeScan
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, LONG_NAME, NOW, SHORT_NAME, answer, part

WITH_COMPANIONS = replace(EVENT, rules=replace(EVENT.rules, companions=True))
COUPLE = replace(SHORT_NAME, places=2)


class Entrance:
    """A whole door: the window, the page, and who answers."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts], lang: str) -> None:
        self.door = FakeScan()
        self.pins = FakePins()
        self.later = 0
        self.window = Window(labels, words, language=lang)
        qtbot.addWidget(self.window)
        self.page = ScanPage(
            StationContext(WITH_COMPANIONS, "Hoofdingang"), words[lang], lambda: NOW, LIGHT
        )
        ui = ui_of(self.window, self.door, now=lambda: NOW + self.later)
        self.scanning = ScanController(self.page, ui.client)
        self.scanning.answered.connect(self.window.show_scan)
        self.correcting = CorrectionController(
            ui,
            self.page,
            self.scanning,
            PinPrompt(ui_of(self.window, self.pins)),
        )
        self.correcting.soon_s = 0
        self.back = RecentController(ui, self.page)
        self.back.undo_asked.connect(self.correcting.undoing.ask_about)
        self.window.add_key("F6", self.back.show)
        self.window.add_key("F7", self.correcting.let_in)
        self.window.add_key("F8", self.correcting.undoing.undo)
        self.window.add_scan(self.page)
        self.window.resize(SMALLEST)
        self.window.show()
        qtbot.waitUntil(self.page.footer.field.hasFocus)

    def show(self, result: ScanResult) -> None:
        self.door.answers.append(result)
        self.scanning.on_code("C-1")
        self.door.asked.clear()
        QApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def click(self, name: str) -> None:
        part(self.page.strip, QPushButton, name).click()

    def offered(self) -> list[str]:
        shown = [one for one in self.page.strip.findChildren(QPushButton) if one.isVisible()]
        return [one.objectName() for one in shown]

    def sheet(self) -> Dialog | None:
        sheets = self.window.findChildren(Dialog)
        return next((one for one in sheets if one.is_open), None)


@pytest.fixture
def door(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Entrance:
    return Entrance(qtbot, labels, words, "nl")


def refused(outcome: Outcome, policy: Policy) -> ScanResult:
    result = answer(outcome)
    return replace(result, verdict=replace(result.verdict, policy=policy))


def test_the_number_of_a_group_is_changed_by_a_key(qtbot: QtBot, door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, LONG_NAME))
    door.press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: door.door.asked == ["people h 2"])

    assert door.page.footer.field.text() == ""


def test_the_number_of_a_group_is_changed_by_a_tap(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, LONG_NAME))
    door.click("number3")

    assert door.door.asked == ["people h 3"]


def test_a_ticket_number_that_is_typed_is_no_number_of_people(qtbot: QtBot, door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, LONG_NAME))
    QTest.keyClicks(door.page.footer.field, "24")
    qtbot.wait(PAUSE_MS + 100)

    assert door.door.asked == []
    assert door.page.footer.field.text() == "24"


def test_a_key_counts_no_more_once_the_card_is_gone(qtbot: QtBot, door: Entrance) -> None:
    door.show(answer(Outcome.UNKNOWN))
    door.press(Qt.Key.Key_2)
    qtbot.wait(PAUSE_MS + 100)

    assert door.door.asked == []


def test_a_companion_comes_along(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.click("companion")

    assert door.door.asked == ["companion h"]


def test_the_last_entry_is_undone_with_two_keys(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.press(Qt.Key.Key_F8)
    door.press(Qt.Key.Key_Return)

    assert door.door.asked == ["undo h mistake"]
    assert door.page.panel.card is not None
    assert door.page.panel.card.headline == "Ongedaan gemaakt."
    assert door.offered() == []
    assert door.page.footer.field.hasFocus()


def test_what_was_undone_is_not_undone_again(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    for key in (Qt.Key.Key_F8, Qt.Key.Key_2, Qt.Key.Key_F8):
        door.press(key)

    assert door.door.asked == ["undo h wrong-guest"]
    assert door.sheet() is None


def test_a_volunteer_admits_a_guest_for_a_reason(door: Entrance) -> None:
    door.show(refused(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER))
    door.press(Qt.Key.Key_F7)
    door.press(Qt.Key.Key_1)

    assert door.door.asked == ["let in already_inside wristband volunteer"]


def test_without_a_pin_it_says_whom_to_call_and_asks_for_none(door: Entrance) -> None:
    door.pins.pin = ""
    door.show(refused(Outcome.UNPAID, Policy.PIN))
    door.press(Qt.Key.Key_F7)
    sheet = door.sheet()

    assert isinstance(sheet, ChoiceDialog)
    assert sheet.accessibleName() == "Bel 033\u00a0000\u00a001\u00a012"
    door.press(Qt.Key.Key_Return)
    assert door.sheet() is None
    assert door.door.asked == []


def test_where_the_event_asks_it_the_organiser_gives_a_pin(door: Entrance) -> None:
    door.show(refused(Outcome.UNPAID, Policy.PIN))
    door.press(Qt.Key.Key_F7)
    door.type("111111")
    door.press(Qt.Key.Key_Return)
    asked_again = isinstance(door.sheet(), DigitsDialog)
    door.type("246810")
    door.press(Qt.Key.Key_Return)
    reasons = isinstance(door.sheet(), ChoiceDialog)
    door.press(Qt.Key.Key_1)

    assert asked_again
    assert reasons
    assert door.door.asked == ["let in unpaid settled organiser"]


def test_without_permission_nothing_is_offered(door: Entrance) -> None:
    door.show(refused(Outcome.CANCELLED, Policy.REFUSE))
    door.press(Qt.Key.Key_F7)

    assert door.offered() == []
    assert door.sheet() is None


def test_escape_asks_no_more(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.press(Qt.Key.Key_F8)
    door.press(Qt.Key.Key_Escape)

    assert door.sheet() is None
    assert door.door.asked == []
    assert door.page.footer.field.hasFocus()


def test_the_next_guest_ends_what_was_asked_about_the_one_before(door: Entrance) -> None:
    door.show(refused(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER))
    door.press(Qt.Key.Key_F7)
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))

    assert door.sheet() is None


def test_tab_stays_within_what_is_asked(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.press(Qt.Key.Key_F8)
    sheet = door.sheet()
    assert sheet is not None
    for _ in range(9):
        door.press(Qt.Key.Key_Tab)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert sheet.isAncestorOf(focused)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "result",
    [
        answer(Outcome.ADMITTED, LONG_NAME),
        answer(Outcome.ADMITTED, COUPLE),
        answer(Outcome.ADMITTED, replace(LONG_NAME, places=12)),
        answer(Outcome.ADMITTED, SHORT_NAME),
        refused(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER),
    ],
)
def test_what_is_offered_fits_and_is_large_enough(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str, result: ScanResult
) -> None:
    door = Entrance(qtbot, labels, words, language)
    door.show(result)
    buttons = [one for one in door.page.strip.findChildren(QPushButton) if one.isVisible()]

    assert clipped(door.page) == []
    assert buttons
    assert all(one.height() >= 56 for one in buttons)
    assert all(one.accessibleName() or one.text() for one in buttons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_fits_the_smallest_window(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    door = Entrance(qtbot, labels, words, language)
    for policy in (Policy.VOLUNTEER, Policy.PIN):
        door.show(refused(Outcome.WRONG_ENTRANCE, policy))
        door.press(Qt.Key.Key_F7)
        QApplication.processEvents()
        sheet = door.sheet()
        assert sheet is not None
        assert clipped(sheet) == []
        assert sheet.rect().contains(sheet.frame.geometry())
        assert min(one.height() for one in sheet.findChildren(QPushButton)) >= 56


def test_after_a_minute_only_an_organiser_undoes(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.later = 61_000
    door.press(Qt.Key.Key_F8)
    asked = door.sheet()
    door.type("246810")
    door.press(Qt.Key.Key_Return)
    door.press(Qt.Key.Key_1)

    assert isinstance(asked, DigitsDialog)
    assert door.door.asked == ["undo h mistake"]


def test_the_last_answers_are_opened_again_without_admitting_a_guest(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.show(answer(Outcome.UNKNOWN))
    for key in (Qt.Key.Key_F6, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        door.press(key)
    card = door.page.panel.card

    assert card is not None
    assert (card.colour, card.headline, card.step) == (Colour.GREY, "Eerder, 10:42", "Welkom!")
    assert "go-undo" in door.offered()


def test_what_was_undone_or_put_right_is_no_longer_among_the_last(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, LONG_NAME))
    door.click("number3")
    once = len(door.door.actions)
    door.press(Qt.Key.Key_F8)
    door.press(Qt.Key.Key_1)

    assert once == 1
    assert door.door.actions == []


def title(door: Entrance) -> str:
    sheet = door.sheet()
    return sheet.accessibleName() if sheet is not None else ""


def hint(door: Entrance) -> str:
    return door.page.preview.hint


def test_what_is_asked_names_the_guest(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))
    door.press(Qt.Key.Key_F8)
    undo = title(door)
    door.show(refused(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER))
    door.press(Qt.Key.Key_F7)

    assert undo == "Bo Li, 1 persoon, 10:42 ongedaan maken?"
    assert title(door) == "Anouk Wilhelmina van den Heuvel-Özdemir, 10:42 toch naar binnen?"


def test_where_there_is_nothing_to_undo_or_let_in_that_is_said(door: Entrance) -> None:
    door.press(Qt.Key.Key_F8)
    undo = hint(door)
    door.press(Qt.Key.Key_F7)

    assert undo == "Er is hier niets om ongedaan te maken."
    assert hint(door).startswith("De laatste gast hier is niet geweigerd")
    assert door.sheet() is None


def test_a_verdict_that_comes_while_it_is_asked_changes_no_other_guest(door: Entrance) -> None:
    door.show(replace(answer(Outcome.ADMITTED, SHORT_NAME), entry="first"))
    door.press(Qt.Key.Key_F8)
    asked = door.sheet()
    assert isinstance(asked, ChoiceDialog)
    door.show(replace(answer(Outcome.ADMITTED, LONG_NAME), entry="second"))
    asked.chosen.emit("mistake")

    assert door.door.asked == ["undo first mistake"]


def test_after_a_action_at_the_desk_the_card_before_is_not_acted_on(door: Entrance) -> None:
    door.show(refused(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER))
    door.correcting.on_desk_action(None)
    door.press(Qt.Key.Key_F7)

    assert door.sheet() is None
    assert door.offered() == []


GROUP = replace(SHORT_NAME, name="Dorpsbelang", places=12)


def test_a_group_is_asked_how_many_there_are_and_enter_alone_is_all(door: Entrance) -> None:
    door.show(answer(Outcome.HOW_MANY, GROUP))
    card = door.page.panel.card
    assert card is not None
    assert (card.headline, card.colour) == ("Hoeveel mensen zijn er nu?", Colour.GREY)
    door.press(Qt.Key.Key_Return)

    assert door.door.asked == ["how many 12 12"]


def test_a_number_of_a_group_is_typed_with_enter(door: Entrance) -> None:
    door.show(answer(Outcome.HOW_MANY, GROUP))
    door.type("7")
    door.press(Qt.Key.Key_Return)

    assert door.door.asked == ["how many 12 7"]


def test_a_scanners_own_enter_answers_nothing(door: Entrance) -> None:
    door.correcting.soon_s = 60
    door.show(answer(Outcome.HOW_MANY, GROUP))
    door.press(Qt.Key.Key_Return)

    assert door.door.asked == []


def test_the_next_ticket_leaves_the_group_outside_and_that_is_said(door: Entrance) -> None:
    door.show(answer(Outcome.HOW_MANY, GROUP))
    door.show(answer(Outcome.ADMITTED, SHORT_NAME))

    assert hint(door) == "Van de groep Dorpsbelang telt nog niemand mee: scan het ticket opnieuw."


def test_a_number_that_is_not_possible_is_not_taken(door: Entrance) -> None:
    door.show(answer(Outcome.HOW_MANY, GROUP))
    door.click("otherNumber")
    door.type("13")
    door.press(Qt.Key.Key_Return)

    assert door.door.asked == []
    assert isinstance(door.sheet(), DigitsDialog)


def test_the_list_of_the_last_actions_has_the_desks_too(door: Entrance) -> None:
    count = PastAction("c", Kind.RECOUNT, NOW, people=27)
    door.door.actions = [count]
    door.press(Qt.Key.Key_F6)
    door.press(Qt.Key.Key_Return)

    assert title(door) == "Telling van 27, 10:42 ongedaan maken?"


def test_a_number_that_waits_is_seen_on_its_button(door: Entrance) -> None:
    door.show(answer(Outcome.ADMITTED, LONG_NAME))
    door.type("2")
    waiting = [one.text() for one in door.page.strip.findChildren(WaitingButton) if one.is_waiting]

    assert waiting == ["2"]
    door.type("0")
    assert not any(one.is_waiting for one in door.page.strip.findChildren(WaitingButton))


def step_text(door: Entrance) -> str:
    sheet = door.sheet()
    return part(sheet, QLabel, "mutedText").text() if sheet is not None else ""


@pytest.mark.parametrize(
    ("action", "named"),
    [
        (TicketAction.PAY, "betaald"),
        (TicketAction.RENAME, "andere naam"),
        (TicketAction.REISSUE, "nieuwe code"),
    ],
)
def test_a_action_that_cannot_be_undone_is_named_and_the_one_before_it_is_offered(
    door: Entrance, action: TicketAction, named: str
) -> None:
    door.show(answer(Outcome.ADMITTED, LONG_NAME))
    later = PastAction("later", Kind.STATUS, NOW, ticket=SHORT_NAME, ticket_action=action)
    door.door.actions.insert(0, later)
    door.press(Qt.Key.Key_F8)
    asked, first = title(door), step_text(door).splitlines()[0]
    door.press(Qt.Key.Key_Return)

    assert (
        asked == "Anouk Wilhelmina van den Heuvel-Özdemir, 4\u00a0personen, 10:42 ongedaan maken?"
    )
    assert (
        first
        == f"Het laatste kan niet ongedaan worden gemaakt: Bo Li, {named}, 10:42. Dit was daarvoor."
    )
    assert door.door.asked == ["undo h mistake"]


@pytest.mark.parametrize("kind", [Kind.RECOUNT, Kind.CLICKER])
def test_no_guest_is_a_reason_to_undo_a_count_by_hand(door: Entrance, kind: Kind) -> None:
    door.door.actions.insert(0, PastAction("count", kind, NOW, people=9_999))
    door.press(Qt.Key.Key_F8)
    (dialog,) = door.window.findChildren(ChoiceDialog)
    reasons = [one.text() for one in dialog.findChildren(QPushButton)]

    assert kind is not Kind.RECOUNT or title(door).startswith("Telling van 9.999, 10:42")
    assert any("Verkeerd aantal mensen" in one for one in reasons)
    assert not any("gast" in one for one in reasons)


def test_where_nothing_before_it_can_be_undone_it_is_named_all_the_same(door: Entrance) -> None:
    door.door.actions = [
        PastAction("later", Kind.STATUS, NOW, ticket=SHORT_NAME, ticket_action=TicketAction.REISSUE)
    ]
    door.press(Qt.Key.Key_F8)

    assert door.sheet() is None
    assert hint(door).startswith("Bo Li, nieuwe code, 10:42: Dit gaat niet met één toets terug.")


def test_a_group_that_one_key_let_in_is_undone_by_one_key(door: Entrance) -> None:
    ticket = replace(SHORT_NAME, booked_by="Dorpsbelang")
    door.door.actions = [
        PastAction("a", Kind.IN, NOW, people=4, ticket=ticket, together=("b", "c"))
    ]
    door.press(Qt.Key.Key_F8)
    asked = title(door)
    door.press(Qt.Key.Key_Return)
    card = door.page.panel.card

    assert asked == "4 mensen van groep Dorpsbelang, 10:42 ongedaan maken?"
    assert door.door.asked == ["undo a mistake", "undo b mistake", "undo c mistake"]
    assert card is not None
    assert (card.headline, card.name) == (
        "Ongedaan gemaakt.",
        "4 mensen van groep Dorpsbelang, 10:42",
    )


def shrink_card(door: Entrance) -> None:
    """Let the card's seconds be over."""
    for timer in door.page.panel.findChildren(QTimer):
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()


LEAVING = replace(answer(Outcome.HOW_MANY, GROUP), direction=Direction.OUT)
PART_INSIDE = answer(Outcome.HOW_MANY, GROUP)
PART_INSIDE = replace(PART_INSIDE, verdict=replace(PART_INSIDE.verdict, seen_before=True))


@pytest.mark.parametrize(
    ("question", "said", "last"),
    [
        (
            answer(Outcome.HOW_MANY, GROUP),
            "Van de groep Dorpsbelang telt nog niemand mee: scan het ticket opnieuw.",
            "Van deze groep telt nog niemand mee",
        ),
        (
            PART_INSIDE,
            "Van de groep Dorpsbelang is nu niemand binnengelaten: scan het ticket opnieuw.",
            "Van deze groep is nu niemand binnengelaten",
        ),
        (
            LEAVING,
            "Van de groep Dorpsbelang telt nog niemand als buiten: scan het ticket opnieuw.",
            "Van deze groep telt nog niemand als buiten",
        ),
    ],
)
def test_a_group_without_an_answer_is_not_in_and_that_stays_in_sight(
    door: Entrance, question: ScanResult, said: str, last: str
) -> None:
    door.show(question)
    shrink_card(door)
    first = hint(door)
    shrink_card(door)

    assert first == said
    assert last in door.page.panel.idle.last
    assert door.door.asked == []


def test_a_group_question_that_is_left_says_that_no_guest_is_in(
    qtbot: QtBot, door: Entrance
) -> None:
    door.show(answer(Outcome.HOW_MANY, GROUP))
    door.page.hide()
    qtbot.waitUntil(lambda: hint(door).startswith("Van de groep Dorpsbelang telt nog niemand mee"))


def test_while_a_sheet_asks_for_the_number_nothing_is_said(door: Entrance) -> None:
    door.show(answer(Outcome.HOW_MANY, GROUP))
    door.click("otherNumber")
    shrink_card(door)
    early = hint(door)
    door.type("7")
    door.press(Qt.Key.Key_Return)

    assert early == ""
    assert door.door.asked == ["how many 12 7"]


def test_a_group_that_leaves_is_asked_how_many_go(door: Entrance) -> None:
    door.show(LEAVING)
    card = door.page.panel.card
    door.click("otherNumber")

    assert card is not None
    assert card.headline == "Hoeveel mensen gaan er nu uit?"
    assert title(door) == "Hoeveel mensen gaan er nu uit?"
