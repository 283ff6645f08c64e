from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kiosk.checkin.answer import FoundTicket
from kiosk.checkin.station_context import StationContext
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction, Outcome
from kiosk.reports.door_orders import DoorOrders
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.desk import new_code_panel as desk_code
from kiosk.ui.desk.desk_controller import DeskController
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.input.held_keys import Touched, field_in_focus
from kiosk.ui.printing.ticket_page import TicketPaper
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.result_list import ResultList
from kiosk.ui.widgets.section import WrappedLabel
from kiosk.ui.widgets.ticket_texts import TimeTeller, status_text
from tests.ui.fake_desk import DESK_POST, FORBIDDEN, GUESTS, VILLAGE, FakeDesk
from tests.ui.fakes import client_of
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, NOW, answer, part

SIZES = [QSize(910, 440), QSize(1024, 528), QSize(1366, 696)]

Shown = Callable[..., DeskPage]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def shown(
    qtbot: QtBot,
    app: QApplication,
    words: dict[str, Texts],
    labels: Language,
    desk: FakeDesk,
) -> Shown:
    def show(language: str = "nl", post: StationContext = DESK_POST, still_ms: int = 0) -> DeskPage:
        assert app is not None
        labels.use(language)
        page = DeskPage(post, words[language], lambda: NOW, LIGHT, still_ms=still_ms)
        qtbot.addWidget(page)
        DeskController(page, client_of(desk), lambda: words[language], page)
        page.resize(SIZES[-1])
        with qtbot.waitActive(page):  # keys of the page work in the active window
            page.show()
            page.activateWindow()
        page.on_shown()
        return page

    return show


def field(page: DeskPage) -> QLineEdit:
    return part(page, QLineEdit, "search")


def results(page: DeskPage) -> ResultList:
    return part(page, ResultList, "results")


def typed(page: DeskPage, text: str) -> ResultList:
    field(page).clear()
    QTest.keyClicks(field(page), text)
    QTest.qWait(1)  # a still time of 0 ends with the next turn of the event loop
    return results(page)


def press(page: DeskPage, key: Qt.Key, *, on: QWidget | None = None) -> None:
    QTest.keyClick(on or field(page), key)


def button(page: QWidget, text: str) -> QPushButton:
    return next(one for one in page.findChildren(ChoiceButton) if one.text() == text)


def task(page: DeskPage, number: Qt.Key) -> None:
    QTest.keyClick(field(page), number, Qt.KeyboardModifier.ControlModifier)


def test_nothing_is_listed_before_something_is_typed(shown: Shown, desk: FakeDesk) -> None:
    page = shown()

    assert results(page).shown == []
    assert desk.asked == []


def test_a_guest_is_found_and_checked_in_by_the_keyboard_alone(
    shown: Shown, desk: FakeDesk
) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)

    assert ("check in", "WDHS-0104") in desk.asked
    assert page.message.startswith("Welkom! · Zoë 't Hart")


def test_the_first_enter_selects_and_the_second_checks_in(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    rows = typed(page, "zo")
    press(page, Qt.Key.Key_Return)
    selected = rows.currentRow()
    asked = len(desk.asked)
    press(page, Qt.Key.Key_Return)

    assert selected == 0
    assert desk.asked[asked:][0] == ("check in", "WDHS-0104")


def test_enter_does_nothing_on_a_row_that_just_moved(
    qtbot: QtBot, shown: Shown, desk: FakeDesk
) -> None:
    page = shown(still_ms=400)
    rows = typed(page, "jan")
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    at_once = [asked for asked in desk.asked if asked != ("find", "jan")]
    with qtbot.waitSignal(rows.settled):
        pass
    press(page, Qt.Key.Key_Return)

    assert ("check in", "WDHS-0012") not in at_once
    assert ("check in", "WDHS-0012") in desk.asked


def test_other_results_leave_no_row_selected(shown: Shown) -> None:
    page = shown()
    typed(page, "j")
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down)
    rows = typed(page, "jan")

    assert rows.currentRow() == -1


def test_the_same_results_of_another_text_leave_no_row_selected(shown: Shown) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    rows = typed(page, "zo")
    before = rows.currentRow(), page.panels.current
    press(page, Qt.Key.Key_Down)

    assert before == (-1, page.panels.tasks)
    assert page.panels.current is page.panels.ticket


def test_namesakes_are_distinguished(shown: Shown) -> None:
    spoken = [line.spoken for line in typed(shown(), "jan de").shown]

    assert spoken == [
        "Jan de Vries, naamgenoot · Wijkraad Soesterkwartier · Actieve bewoner, WDHS-0012",
        "Jan de Vries, al binnen 10:02, naamgenoot · Gemeente Amersfoort · Beleidsmaker, WDHS-0077",
        "Jan de Vries, naamgenoot · geboekt door Dorpsbelang Hoogland · Actieve bewoner, WDHS-0103",
    ]


def test_a_ticket_shows_its_status(shown: Shown) -> None:
    marks = {line.name: line.mark for line in typed(shown(), "e").shown}

    assert marks["Roos Bakker"] == "vervallen"
    assert marks["Sem Visser"] == "tegengehouden"
    assert marks["IJsbrand van den Heuvel-Özdemir"] == "2 van 4 binnen"


def test_a_held_back_guest_who_is_inside_and_the_note_stay_in_sight(
    words: dict[str, Texts], shown: Shown
) -> None:
    page = shown()
    sem = GUESTS[-1]
    inside = replace(sem, ticket=replace(sem.ticket, note="Rolstoel"), inside=1)
    times = TimeTeller(NOW, EVENT.zone, words["nl"])
    page.panels.ticket.show_ticket(inside, times)
    said = [label.text() for label in page.panels.ticket.findChildren(QLabel)]

    assert status_text(inside, times)[0] == "tegengehouden · al binnen"
    unscanned = replace(times, exits=False)
    assert status_text(inside, unscanned)[0] == "tegengehouden · al binnengekomen"
    assert "tegengehouden · al binnen" in said
    assert "Rolstoel" in said


def test_an_older_answer_never_replaces_a_newer_one(shown: Shown) -> None:
    page = shown()
    typed(page, "zo")
    page.show_found("z", GUESTS)

    assert [line.name for line in results(page).shown] == ["Zoë 't Hart"]


def test_at_a_door_the_scan_page_shows_the_answer(qtbot: QtBot, shown: Shown) -> None:
    page = shown(post=StationContext(EVENT, "Hoofdingang", role=Role.DOOR))
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.answered) as signal:
        press(page, Qt.Key.Key_Return)

    assert (signal.args or [None])[0].verdict.outcome is Outcome.ADMITTED
    assert field(page).text() == ""


def test_a_door_offers_no_more_than_its_role_allows(shown: Shown) -> None:
    page = shown(post=StationContext(EVENT, "Hoofdingang", role=Role.DOOR))
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    texts = {one.text() for one in page.findChildren(QPushButton) if one.isVisible()}

    assert "Inchecken" in texts
    assert "Betaald" not in texts
    assert not page.panels.may_walk_in


def test_an_unpaid_ticket_is_marked_as_paid(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    button(page, "Betaald").click()

    assert ("act", "WDHS-0104", TicketAction.PAY) in desk.asked
    assert page.message == "Dit ticket is nu: geldig."
    assert results(page).shown[0].mark == ""


@pytest.mark.parametrize(
    ("label", "asked"), [("Laten vervallen", "act"), ("Nieuwe code", "reissue")]
)
def test_what_cannot_be_taken_back_by_itself_is_asked_once_more(
    shown: Shown, desk: FakeDesk, label: str, asked: str
) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    button(page, label).click()
    before = [one for one in desk.asked if asked in one]  # type: ignore[operator]  # tuples
    button(page, "Ja, doe het").click()

    assert before == []
    assert any(asked in one for one in desk.asked)  # type: ignore[operator]  # tuples


def test_escape_takes_one_step_back_at_a_time(shown: Shown) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    button(page, "Nieuwe code").click()
    steps = [page.go_back() for _ in range(4)]

    assert steps == [True, True, True, False]
    assert field(page).text() == ""


def test_a_new_code_is_shown_as_a_picture_and_forgotten(shown: Shown) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    page.panels.ticket.reissue_asked.emit(GUESTS[3].ticket.id)
    with_code = page.panels.code.grab().toImage()
    shows = [label.text() for label in page.findChildren(QLabel)]
    page.go_back()
    page.panels.setCurrentIndex(page.panels.count() - 1)

    assert not any("SSIHIW5Z7XMWVIDKTERZU3FCVY" in text for text in shows)
    assert page.panels.code.grab().toImage() != with_code


def test_a_new_code_is_printed_by_a_key(
    shown: Shown, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[TicketPaper] = []
    monkeypatch.setattr(desk_code, "print_paper", lambda paper, *_: printed.append(paper))
    page = shown()
    page.show_code(desk.reissue(GUESTS[3].ticket.id))
    QTest.keyClick(page.panels.code, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page.go_back()
    button(page.panels.code, "Afdrukken").click()

    assert [paper.ref for paper in printed] == ["WDHS-0104"]


def test_a_new_code_is_saved_as_a_pdf(shown: Shown, desk: FakeDesk, tmp_path: Path) -> None:
    page = shown()
    page.show_code(desk.reissue(GUESTS[3].ticket.id))
    QTest.keyClick(page.panels.code, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = part(page, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "kaart.pdf"))

    assert ("save", tmp_path / "kaart.pdf", b"%PDF-") in desk.asked
    assert page.message == "Opgeslagen: kaart.pdf."
    dialog.close()


def test_another_guest_comes_on_a_ticket(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    button(page, "Andere naam").click()
    name = part(page.panels.rename, QLineEdit)
    QTest.keyClicks(name, "Bo Li")
    press(page, Qt.Key.Key_Return, on=name)

    assert ("rename", "Bo Li", "") in desk.asked
    assert page.message == "De naam is veranderd."


def test_a_guest_without_a_ticket_is_in_after_a_name_and_two_enters(
    shown: Shown, desk: FakeDesk
) -> None:
    page = shown()
    typed(page, "Sanne")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return, on=part(page.panels.walk_in, QLineEdit))

    assert ("walk in", WalkInGuest(1, "Sanne")) in desk.asked
    assert page.message == "Welkom! Sanne mag naar binnen, ticket B-KX7P-001."
    assert QApplication.focusWidget() is field(page)


def test_a_walk_in_has_an_organisation_a_category_and_people(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_1)
    name, organisation, people = page.panels.walk_in.findChildren(QLineEdit)
    assert QApplication.focusWidget() is people
    QTest.keyClicks(organisation, "De Koppel")
    (kernpartner,) = (
        one for one in page.panels.walk_in.findChildren(ChoiceButton) if one.text() == "Kernpartner"
    )
    kernpartner.click()
    press(page, Qt.Key.Key_Up, on=people)
    press(page, Qt.Key.Key_Return, on=people)

    assert name.text() == ""
    assert ("walk in", WalkInGuest(2, "", "De Koppel", "Kernpartner")) in desk.asked
    assert page.message.startswith("Welkom! De gast mag naar binnen, ticket ")
    assert page.message.endswith("Geef: oranje keycord en programmaboekje.")


def test_a_letter_in_the_number_goes_on_in_the_name(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_1)
    for letter in "3Sanne 2":
        QTest.keyClicks(QApplication.focusWidget() or page, letter)
    press(page, Qt.Key.Key_Return, on=QApplication.focusWidget() or page)

    assert ("walk in", WalkInGuest(3, "Sanne 2")) in desk.asked


def test_a_scan_that_began_in_the_number_leaves_no_letter_in_the_name(shown: Shown) -> None:
    page = shown()
    task(page, Qt.Key.Key_1)
    name, _, people = page.panels.walk_in.findChildren(QLineEdit)
    touched = Touched()
    for letter in "S1A":
        touched.add(field_in_focus())
        QTest.keyClicks(QApplication.focusWidget() or page, letter)
    assert name.text() == "S1A"
    touched.restore(0)

    assert (name.text(), people.text()) == ("", "1")


def test_what_may_not_be_is_said_in_words(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    desk.fails = FORBIDDEN
    task(page, Qt.Key.Key_1)
    press(page, Qt.Key.Key_Return, on=part(page.panels.walk_in, QLineEdit))

    assert page.message.startswith("Bij dit evenement komt niemand zonder ticket binnen.")


def test_a_whole_group_is_ticked_and_checked_in_by_one_enter(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    button(page, "De hele groep").click()
    ticks = part(page.panels.group, ResultList)
    press(page, Qt.Key.Key_Space, on=ticks)
    press(page, Qt.Key.Key_Down, on=ticks)
    press(page, Qt.Key.Key_Space, on=ticks)
    press(page, Qt.Key.Key_Return, on=ticks)

    assert [asked for asked in desk.asked if "check in whole" in asked] == [  # type: ignore[operator]  # tuples
        ("check in whole", "WDHS-0103", True),
        ("check in whole", "WDHS-0104", True),
    ]
    assert page.message == "2 naar binnen."
    assert GUESTS[2].ticket.booked_by == VILLAGE


def test_at_an_exit_the_desk_checks_out(shown: Shown) -> None:
    page = shown()
    page.move_to(replace(DESK_POST, direction=Direction.OUT))
    typed(page, "ijs")
    press(page, Qt.Key.Key_Down)
    said = [label.text() for label in page.findChildren(QLabel)]
    page.panels.ticket.group_asked.emit(GUESTS[4].ticket.id)
    ticks = part(page.panels.group, ResultList)
    press(page, Qt.Key.Key_Space, on=ticks)

    assert "Enter: IJsbrand van den Heuvel-Özdemir uitchecken." in said
    assert button(page.panels.ticket, "Uitchecken").isEnabled()
    assert button(page.panels.group, "Uitchecken: 0 (Enter)") is not None  # the first is not inside


def test_who_left_of_a_group_is_counted(shown: Shown) -> None:
    page = shown()
    left = replace(answer(Outcome.EXITED), direction=Direction.OUT)
    page.show_answers([left])

    assert page.message == "4 naar buiten."


def test_who_of_a_group_may_not_come_in_is_named(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    desk.outcome = Outcome.UNPAID
    page.panels.group.check_in_asked.emit([GUESTS[3].ticket.id])

    assert page.message == "0 naar binnen. Zoë 't Hart: Even naar de balie."


def test_paper_is_typed_over_with_its_times(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_2)
    typed(page, "zo")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    time = part(page.panels.paper, QLineEdit)
    QTest.keyClicks(time, "915")
    press(page, Qt.Key.Key_Return, on=time)

    assert ("on paper", "WDHS-0104", Direction.IN, NOW - 87 * 60_000, 1) in desk.asked
    assert QApplication.focusWidget() is field(page)
    assert field(page).text() == ""


def test_who_left_is_written_down_from_paper_too(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_2)
    button(page.panels.paper, "Ging weg").click()
    page.panels.paper.ask_time(GUESTS[1].ticket, page.time_teller())
    time = part(page.panels.paper, QLineEdit)
    QTest.keyClicks(time, "10:12")
    press(page, Qt.Key.Key_Return, on=time)
    said = [label.text() for label in page.panels.paper.findChildren(QLabel)]

    assert ("on paper", "WDHS-0077", Direction.OUT, NOW - 30 * 60_000, 1) in desk.asked
    assert "10:12 · Jan de Vries · Tot ziens!" in said
    assert "Papieren lijst: ging weg" in said


def test_of_a_group_on_paper_the_number_that_came_is_asked(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_2)
    page.panels.paper.ask_time(GUESTS[4].ticket, page.time_teller())
    time, people = page.panels.paper.findChildren(QLineEdit)
    QTest.keyClicks(time, "10:12")
    people.selectAll()
    QTest.keyClicks(people, "3")
    press(page, Qt.Key.Key_Return, on=people)

    assert ("on paper", "WDHS-0105", Direction.IN, NOW - 30 * 60_000, 3) in desk.asked
    assert not people.isVisible()


def test_at_an_exit_the_paper_list_is_of_who_left(shown: Shown) -> None:
    page = shown(post=replace(DESK_POST, direction=Direction.OUT))

    assert part(page.panels.paper, QPushButton, "paper-out").isChecked()


def test_a_time_that_is_none_is_asked_again(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_2)
    page.panels.paper.ask_time(GUESTS[0].ticket, page.time_teller())
    time = part(page.panels.paper, QLineEdit)
    QTest.keyClicks(time, "25:00")
    press(page, Qt.Key.Key_Return, on=time)

    assert page.message.startswith("Dat is geen tijd.")
    assert desk.asked == []


def test_without_scanning_out_only_those_who_come_in_are_counted(shown: Shown) -> None:
    page = shown()
    page.move_to(replace(DESK_POST, event=replace(EVENT, rules=replace(EVENT.rules, exits=False))))
    task(page, Qt.Key.Key_3)
    counting = page.panels.counting
    words = [one.text() for one in counting.findChildren(QLabel) if one.isVisible()]

    assert len([one for one in counting.findChildren(QLineEdit) if one.isVisible()]) == 1
    assert not [one for one in words if "binnen" in one]
    page.move_to(DESK_POST)
    assert len([one for one in counting.findChildren(QLineEdit) if one.isVisible()]) == 2


def test_people_without_a_scan_are_counted_and_all_inside_again(
    shown: Shown, desk: FakeDesk
) -> None:
    page = shown()
    task(page, Qt.Key.Key_3)
    people, inside = page.panels.counting.findChildren(QLineEdit)
    QTest.keyClicks(people, "4")
    press(page, Qt.Key.Key_Return, on=people)
    button(page, "Eruit").click()
    inside.setFocus()
    QTest.keyClicks(inside, "3x80")
    press(page, Qt.Key.Key_Return, on=inside)
    asked = [one.text() for one in page.panels.counting.findChildren(QLabel, "notice")]
    button(page, "Ja, dat klopt").click()

    assert asked == ["Nu 27. Geteld: 380. Dat is 353 meer. Klopt dat?"]
    assert desk.asked == [
        ("click", Direction.IN, 4),
        ("click", Direction.OUT, 1),
        ("recount", 380),
    ]


def test_refusals_of_the_last_minutes_lead_to_their_tickets(shown: Shown, desk: FakeDesk) -> None:
    page = shown()
    task(page, Qt.Key.Key_4)
    rows = part(page.panels.refused, ResultList)
    spoken = [line.spoken for line in rows.shown]
    page.panels.refused.chosen.emit(GUESTS[3].ticket.id)

    assert spoken == [
        "Geen ticket, Niet gevonden, 10:41 · Tuinzijde · Laptop 2",
        "Zoë 't Hart, Even naar de balie, 10:38 · Hoofdingang · Laptop 1, WDHS-0104",
    ]
    assert page.panels.current is page.panels.ticket
    assert ("refused",) in desk.asked


def test_the_language_switches_while_a_ticket_is_shown(
    shown: Shown, words: dict[str, Texts], labels: Language
) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    labels.use("en")
    page.use_words(words["en"])

    assert page.title() == "Search and desk"
    assert results(page).shown[0].mark == "not paid yet"
    assert results(page).currentRow() == 0
    assert button(page, "Check in").isVisible()


def test_everything_that_is_pressed_is_large_enough_and_named(shown: Shown) -> None:
    page = shown()
    typed(page, "zo")
    press(page, Qt.Key.Key_Down)
    targets = [*page.findChildren(QPushButton), *page.findChildren(QLineEdit)]
    seen = [target for target in targets if target.isVisible()]

    assert min(target.height() for target in seen) >= 56
    assert all(target.accessibleName() or target.property("text") for target in seen)


def numbers(page: DeskPage) -> list[str]:
    buttons = page.panels.ticket.findChildren(QPushButton)
    return [one.text() for one in buttons if one.isVisible() and one.text().isdigit()]


def test_of_a_small_group_the_desk_lets_the_number_in_that_is_here(
    shown: Shown, desk: FakeDesk
) -> None:
    page = shown()
    typed(page, "ijs")
    press(page, Qt.Key.Key_Down)
    offered = numbers(page)
    button(page, "1").click()

    assert offered == ["1", "2"]  # two of its four are inside already
    assert ("check in", "WDHS-0105", 1) in desk.asked


def test_at_an_exit_the_desk_offers_the_numbers_that_are_inside(
    shown: Shown, desk: FakeDesk
) -> None:
    page = shown(post=replace(DESK_POST, direction=Direction.OUT))
    desk.found[4] = replace(GUESTS[4], inside=3)
    typed(page, "ijs")
    press(page, Qt.Key.Key_Down)

    assert numbers(page) == ["1", "2", "3"]


@pytest.mark.parametrize("name", ["jan de", "harmonie"])
def test_one_guest_and_a_large_group_have_no_numbers_to_choose(
    shown: Shown, desk: FakeDesk, name: str
) -> None:
    page = shown()
    desk.found.append(FoundTicket(replace(GUESTS[0].ticket, name="Harmonie", places=12)))
    typed(page, name)
    press(page, Qt.Key.Key_Down)

    assert numbers(page) == []


STATES: dict[str, Callable[[DeskPage], object]] = {
    "empty": lambda page: page.reset(),
    "found": lambda page: typed(page, "e"),
    "picked": lambda page: typed(page, "anouk").step(0),
    "walk in": lambda page: task(page, Qt.Key.Key_1),
    "paper": lambda page: task(page, Qt.Key.Key_2),
    "count": lambda page: task(page, Qt.Key.Key_3),
    "refused": lambda page: task(page, Qt.Key.Key_4),
    "group": lambda page: page.panels.ticket.group_asked.emit(GUESTS[4].ticket.id),
    "code": lambda page: page.panels.ticket.reissue_asked.emit(GUESTS[5].ticket.id),
    "rename": lambda page: page.panels.ticket.rename_asked.emit(GUESTS[5].ticket),
    "trouble": lambda page: page.show_trouble("Het is vol. " * 12),
}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_no_text_of_the_desk_is_clipped(
    shown: Shown, app: QApplication, size: QSize, language: str, state: str
) -> None:
    page = shown(language)
    STATES[state](page)
    page.resize(size)
    app.processEvents()

    assert clipped(page) == []
    assert page.size() == size


def test_the_desk_stops_all_doors_and_names_who_cannot_hear_it(
    shown: Shown, desk: FakeDesk
) -> None:
    silent = StationStatus("b", "Tuin 2", "door", NOW - 600_000, 9, closed=False, this=False)
    desk.orders = DoorOrders(hold=False, all_open=False, silent=(silent,), never_seen=1)
    page = shown()
    QTest.keyClick(field(page), Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    hold = part(page, QPushButton, "hold")
    assert QApplication.focusWidget() is hold
    QTest.keyClick(hold, Qt.Key.Key_Return)

    state, unaware, _ = page.panels.doors.doors.findChildren(WrappedLabel)
    assert desk.asked[-1] == ("hold", True)
    assert state.text() == "Niemand gaat naar binnen, bij geen enkele deur."
    assert unaware.text() == (
        "Tuin 2 is stil en weet dit nog niet. Loop naar Tuin 2.\n"
        "1 laptop heeft zich nog niet gemeld en weet dit niet."
    )
    desk.orders = replace(desk.orders, silent=(), never_seen=0)
    page.panels.doors.appeared.emit()  # asks again, as it does at intervals
    assert (state.isVisible(), unaware.isVisible()) == (True, False)
    QTest.keyClick(hold, Qt.Key.Key_Return)
    assert (desk.asked[-1], state.isVisible()) == (("hold", False), False)


def test_a_door_cannot_stop_other_doors(shown: Shown) -> None:
    page = shown(post=replace(DESK_POST, role=Role.DOOR))
    QTest.keyClick(field(page), Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)

    assert page.panels.current is page.panels.tasks
    assert not any("Ctrl+5" in one.text() for one in page.findChildren(QPushButton))
