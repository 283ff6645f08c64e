"""The desk on a laptop whose store is slow: keys never act on a guest of an older text."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.texts import Texts
from kiosk.ui.desk.desk_controller import DeskController
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.desk.search_column import SearchColumn
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.result_list import ResultList
from tests.ui.fake_desk import DESK_POST, GUESTS, FakeDesk
from tests.ui.fakes import Inline, client_of
from tests.ui.guests import NOW, part

ZOE, SEM = GUESTS[3].ticket, GUESTS[7].ticket


class SlowDesk:
    """A desk page, the hands on it, and a store that waits for the test."""

    def __init__(self, qtbot: QtBot, words: Texts, post: StationContext, still_ms: int) -> None:
        self.desk, self.store = FakeDesk(), Inline(at_once=False)
        self.page = DeskPage(post, words, lambda: NOW, LIGHT, still_ms=still_ms)
        qtbot.addWidget(self.page)
        DeskController(self.page, client_of(self.desk, self.store), lambda: words, self.page)
        self.page.resize(1366, 696)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.on_shown()

    @property
    def field(self) -> QLineEdit:
        return part(self.page, QLineEdit, "search")

    @property
    def rows(self) -> ResultList:
        return part(self.page, ResultList, "results")

    @property
    def written(self) -> list[object]:
        """The questions to the desk, without the searches for guests."""
        return [one for one in self.desk.asked if isinstance(one, tuple) and one[0] != "find"]

    def type(self, text: str) -> None:
        self.field.setFocus()
        self.field.selectAll()
        QTest.keyClicks(self.field, text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)

    def come(self) -> None:
        """Let the store answer, and the rows stand still."""
        self.store.go_on()
        for timer in self.rows.findChildren(QTimer):
            timer.stop()

    def found(self, text: str) -> None:
        self.type(text)
        self.come()

    def click(self, row: int) -> None:
        box = self.rows.visualItemRect(self.rows.item(row))
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

    def put_away(self) -> None:
        """Let so much time pass that the rows of an older text go."""
        timers = [
            one
            for one in part(self.page, SearchColumn).findChildren(
                QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if one.isActive()
        ]
        for timer in timers:
            timer.stop()
            timer.timeout.emit()

    def shown(self) -> str:
        """The guest whose ticket is shown beside the search."""
        panel = self.page.panels.ticket
        if self.page.panels.current is not panel or panel.ticket is None:
            return ""
        return panel.ticket.name


Made = Callable[..., SlowDesk]


@pytest.fixture
def made(qtbot: QtBot, words: dict[str, Texts], labels: Language) -> Made:
    def make(post: StationContext = DESK_POST, *, still_ms: int = 0) -> SlowDesk:
        labels.use("nl")
        return SlowDesk(qtbot, words["nl"], post, still_ms)

    return make


def test_enter_before_the_hit_comes_shows_that_guest(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.press(Qt.Key.Key_Down)
    desk.type("zo")
    desk.press(Qt.Key.Key_Return)
    early = desk.shown(), desk.written
    desk.come()
    shown = desk.shown()
    desk.press(Qt.Key.Key_Return)
    desk.come()

    assert early == ("", [])
    assert shown == ZOE.name
    assert desk.written == [("check in", ZOE.ref)]


def test_enter_before_several_hits_shows_the_first(made: Made) -> None:
    desk = made()
    desk.type("jan")
    desk.press(Qt.Key.Key_Return)
    desk.come()

    assert desk.rows.currentRow() == 0
    assert desk.written == []


def test_a_second_hasty_enter_checks_in_no_other_guest(made: Made) -> None:
    desk = made(still_ms=60_000)
    desk.type("zo")
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    desk.store.go_on()
    desk.press(Qt.Key.Key_Return)
    desk.store.go_on()

    assert desk.shown() == ZOE.name
    assert desk.written == []


def test_enter_before_the_search_has_finished_opens_no_form(made: Made) -> None:
    desk = made(still_ms=60_000)
    desk.found("sem")
    desk.type("Sanne")
    desk.press(Qt.Key.Key_Return)
    early = desk.page.panels.current
    desk.come()
    form = desk.page.panels.current
    desk.press(Qt.Key.Key_Return)  # in haste: it was meant for a guest
    desk.come()

    assert early is desk.page.panels.tasks
    assert form is desk.page.panels.walk_in
    assert part(desk.page.panels.walk_in, QLineEdit).text() == "Sanne"
    assert desk.written == []


def test_the_arrow_keys_choose_no_row_of_an_older_text(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.type("zo")
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    early = desk.rows.currentRow(), desk.shown()
    desk.come()
    desk.press(Qt.Key.Key_Down)

    assert early == (-1, "")
    assert desk.shown() == ZOE.name


def test_keys_in_the_list_choose_no_row_of_an_older_text(made: Made) -> None:
    desk = made()
    desk.found("jan")
    desk.type("zo")
    desk.rows.setFocus()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return)
    early = desk.rows.currentRow(), desk.written
    desk.come()

    assert early == (-1, [])
    assert (desk.shown(), desk.written) == (ZOE.name, [])


def edit_again(desk: SlowDesk) -> None:
    QTest.keyClicks(desk.field, "x")
    QTest.keyClick(desk.field, Qt.Key.Key_Backspace)


def search_elsewhere(desk: SlowDesk) -> None:
    desk.page.search_for("zo")


def leave_the_page(desk: SlowDesk) -> None:
    desk.page.hide()
    desk.page.show()
    desk.field.setFocus()


def begin_another_task(desk: SlowDesk) -> None:
    QTest.keyClick(desk.field, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)


OTHER_ACTIONS: dict[str, Callable[[SlowDesk], object]] = {
    "an edit": edit_again,
    "a search from elsewhere": search_elsewhere,
    "an arrow key": lambda desk: desk.press(Qt.Key.Key_Down),
    "another page": leave_the_page,
    "another task": begin_another_task,
    "another field": lambda desk: part(desk.page.panels.walk_in, QLineEdit).setFocus(),
}


@pytest.mark.parametrize("action", OTHER_ACTIONS)
def test_an_early_enter_is_forgotten_once_something_else_is_done(made: Made, action: str) -> None:
    desk = made()
    desk.type("zo")
    if action == "another field":
        desk.page.panels.show_panel(desk.page.panels.walk_in, with_cursor=False)
    desk.press(Qt.Key.Key_Return)
    OTHER_ACTIONS[action](desk)
    desk.come()

    assert [line.name for line in desk.rows.shown] == [ZOE.name]
    assert (desk.rows.currentRow(), desk.shown(), desk.written) == (-1, "", [])


def test_escape_forgets_an_early_enter(made: Made) -> None:
    desk = made()
    desk.type("Sanne")
    desk.press(Qt.Key.Key_Return)
    desk.page.go_back()
    desk.come()

    assert desk.page.panels.current is desk.page.panels.tasks
    assert desk.field.text() == ""


def test_a_click_on_an_older_row_shows_the_guest_that_was_in_sight(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.type("zo")
    desk.press(Qt.Key.Key_Return)
    desk.click(0)
    clicked = desk.shown()
    desk.press(Qt.Key.Key_Return)  # for the row that is not the newest question's
    early = desk.written
    desk.come()

    assert clicked == SEM.name
    assert early == []
    assert desk.written == []


def test_a_click_forgets_an_early_enter(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.type("zo")
    desk.press(Qt.Key.Key_Return)
    desk.click(0)
    desk.come()

    assert desk.shown() == SEM.name
    assert desk.rows.currentRow() == -1


def test_rows_of_an_older_text_go_when_the_search_takes_long(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.type("zo")
    at_first = desk.rows.isVisible()
    desk.put_away()
    said = part(desk.page, EmptyState).accessibleName()
    waiting = desk.rows.isVisible()
    desk.come()

    assert (at_first, waiting, desk.rows.isVisible()) == (True, False, True)
    assert said == "Zoeken naar 'zo' …"


def test_a_search_that_fails_drops_the_enter_and_says_so(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.type("zo")
    desk.press(Qt.Key.Key_Return)
    desk.desk.fails = UnusableInput("error.walk_ins_forbidden")
    desk.come()
    said, shown = desk.page.message, desk.rows.shown
    desk.desk.fails = None
    desk.type("hart")
    desk.come()

    assert said.startswith("Bij dit evenement komt niemand zonder ticket binnen.")
    assert shown == []
    assert (desk.rows.currentRow(), desk.written) == (-1, [])


def test_enter_searches_again_where_a_search_failed(made: Made) -> None:
    desk = made()
    desk.type("zo")
    desk.desk.fails = UnusableInput("error.walk_ins_forbidden")
    desk.come()
    said = part(desk.page, EmptyState).accessibleName()
    desk.desk.fails = None
    desk.press(Qt.Key.Key_Return)
    desk.come()

    assert said == "Zoeken lukte niet. Druk op Enter om opnieuw te zoeken."
    assert (desk.shown(), desk.written) == (ZOE.name, [])


def test_a_search_that_fails_too_late_says_nothing_of_the_newest_text(made: Made) -> None:
    desk = made()
    desk.type("har")
    desk.desk.fails = UnusableInput("error.walk_ins_forbidden")
    QTest.keyClicks(desk.field, "t")
    desk.press(Qt.Key.Key_Return)
    first = desk.store.waiting.pop(0)
    first()
    desk.desk.fails = None
    desk.come()

    assert desk.page.message == ""
    assert desk.shown() == ZOE.name


def test_the_paper_list_takes_no_guest_of_an_older_text(made: Made) -> None:
    desk = made()
    QTest.keyClick(desk.field, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.found("sem")
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    time = part(desk.page.panels.paper, QLineEdit)
    QTest.keyClicks(time, "915")
    desk.type("zo")
    desk.press(Qt.Key.Key_Return)
    QTest.keyClick(time, Qt.Key.Key_Return)  # the guest before is no longer asked about
    early = desk.written
    desk.field.setFocus()
    desk.come()
    desk.press(Qt.Key.Key_Return)
    QTest.keyClicks(time, "920")
    QTest.keyClick(time, Qt.Key.Key_Return)
    desk.come()

    assert early == []
    assert [one[1] for one in desk.written if isinstance(one, tuple)] == [ZOE.ref]


def test_on_the_paper_list_an_empty_search_opens_no_form(made: Made) -> None:
    desk = made()
    QTest.keyClick(desk.field, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.type("Sanne")
    desk.press(Qt.Key.Key_Return)
    desk.come()

    assert desk.page.panels.current is desk.page.panels.paper


LATE_RESULTS: dict[str, Callable[[SlowDesk], object]] = {
    "a check-in": lambda desk: desk.page.check_in_asked.emit(SEM.id),
    "a group": lambda desk: desk.page.panels.ticket.group_asked.emit(ZOE.id),
    "a new name": lambda desk: desk.page.panels.rename.rename_asked.emit(SEM.id, "Bo Li", ""),
    "a new code": lambda desk: desk.page.panels.ticket.reissue_asked.emit(SEM.id),
    "a whole group": lambda desk: desk.page.panels.group.check_in_asked.emit([SEM.id]),
}


@pytest.mark.parametrize("action", LATE_RESULTS)
@pytest.mark.parametrize("role", [Role.DESK, Role.DOOR])
def test_a_late_result_leaves_the_next_name_and_the_cursor(
    made: Made, action: str, role: Role
) -> None:
    desk = made(replace(DESK_POST, role=role))
    gone: list[object] = []
    desk.page.answered.connect(gone.append)
    LATE_RESULTS[action](desk)
    desk.type("j")
    desk.store.go_on()
    QTest.keyClicks(desk.field, "an")

    assert desk.field.text() == "jan"
    assert QApplication.focusWidget() is desk.field
    assert gone == []


def test_a_late_result_names_its_guest_beside_another(made: Made) -> None:
    desk = made()
    LATE_RESULTS["a new name"](desk)
    desk.type("jan")
    desk.store.go_on()

    assert desk.page.message == "Bo Li: De naam is veranderd."
    assert desk.shown() == ""


def test_enter_on_a_button_acts_at_once_on_the_ticket_in_sight(made: Made) -> None:
    desk = made()
    desk.found("sem")
    desk.press(Qt.Key.Key_Down)
    check_in = next(
        one for one in desk.page.panels.ticket.findChildren(QWidget, "primary") if one.isVisible()
    )
    check_in.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.page.panels.ticket.show_ticket(GUESTS[3], desk.page.time_teller())
    desk.come()

    assert desk.written == [("check in", SEM.ref)]
