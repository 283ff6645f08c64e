from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.domain.double_entries import Cause
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.reports.double_report import DoubleEntry
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.headcount.double_texts import open_first, texts_of, time_apart
from kiosk.ui.headcount.doubles_page import DoublesController, DoublesPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.result_list import ResultList
from kiosk.ui.widgets.section import WrappedLabel
from kiosk.ui.widgets.ticket_texts import TimeTeller
from tests.ui.fake_desk import DESK_POST
from tests.ui.fake_headcount import DOUBLES, LONGEST, SETTLED, SHARED, TWICE, FakeHeadcount
from tests.ui.fakes import Inline, ui_of
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, NOW, POST, part

SIZES = [QSize(910, 440), QSize(1024, 528), QSize(1366, 696)]

Shown = Callable[..., DoublesPage]


@pytest.fixture
def finder() -> FakeHeadcount:
    return FakeHeadcount(DOUBLES)


@pytest.fixture
def shown(
    qtbot: QtBot,
    app: QApplication,
    words: dict[str, Texts],
    labels: Language,
    finder: FakeHeadcount,
) -> Shown:
    def show(
        language: str = "nl", post: StationContext = DESK_POST, rest_ms: int = 0
    ) -> DoublesPage:
        assert app is not None
        labels.use(language)
        page = DoublesPage(post, words[language], lambda: NOW, LIGHT, delays_ms=(20, rest_ms))
        qtbot.addWidget(page)
        window = Window(labels, words, language=language)
        qtbot.addWidget(window)
        DoublesController(ui_of(window, finder), page, finder, Inline(), every_ms=5)
        page.resize(SIZES[-1])
        page.show()
        page.on_shown()
        return page

    return show


def rows(page: DoublesPage) -> list[str]:
    return [line.spoken for line in part(page, ResultList).shown]


def chosen(page: DoublesPage) -> str:
    return part(page, WrappedLabel, "panelTitle").text()


def press(qtbot: QtBot, page: DoublesPage, keys: str) -> None:
    QTest.keyClicks(part(page, ResultList), keys)
    qtbot.wait(60)


def test_doubles_without_a_decision_are_above_the_decided_ones(shown: Shown) -> None:
    assert rows(shown()) == [
        "WDHS-0012, 18 seconden ertussen, 10:21 Hoofdingang · 10:22 Hoofdingang",
        "Jan de Vries, 4 minuten ertussen, 10:08 Hoofdingang · 10:12 Tuinzijde, WDHS-0077",
        "Kim de Boer, klok liep verkeerd, 09:22 Tuinzijde · 10:22 Tuinzijde, WDHS-0005",
    ]


def test_a_double_is_shown_with_both_sides_the_gap_and_a_guess(words: dict[str, Texts]) -> None:
    texts = texts_of(SHARED, TimeTeller(NOW, EVENT.zone, words["nl"]))

    assert texts.title == "Jan de Vries · WDHS-0077"
    assert texts.beyond == "Er kwam 1 persoon meer binnen dan er plaatsen zijn."
    assert [(side.when, side.where) for side in texts.sides] == [
        ("10:08 · Hoofdingang", "Laptop 1 · Fatima · 1 persoon"),
        ("10:12 · Tuinzijde", "Laptop 2 · 1 persoon"),
    ]
    assert texts.gap == "4 minuten ertussen"
    assert texts.cause.startswith("Waarschijnlijk gebruikten twee mensen hetzelfde ticket")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "op hetzelfde moment"),
        (1, "1 seconde ertussen"),
        (59, "59 seconden ertussen"),
        (60, "1 minuut ertussen"),
        (3_540, "59 minuten ertussen"),
        (3_660, "ongeveer 1 uur ertussen"),
        (9_000, "ongeveer 2 uur ertussen"),
    ],
)
def test_the_gap_is_shown_in_words(words: dict[str, Texts], seconds: int, said: str) -> None:
    assert time_apart(seconds, words["nl"]) == said


def test_a_decision_leaves_the_keys_to_the_list(qtbot: QtBot, shown: Shown) -> None:
    page = shown()
    with qtbot.waitActive(page):
        page.activateWindow()
    part(page, ResultList).setFocus()
    press(qtbot, page, "1")

    assert QApplication.focusWidget() is part(page, ResultList)


def test_a_key_decides_and_the_next_double_comes_forward(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    page = shown()
    press(qtbot, page, "1")

    assert finder.asked == [(TWICE.entry, Cause.SAME_PERSON)]
    assert page.message == "Opgeschreven: dezelfde gast. Er kwam niemand extra binnen."
    assert chosen(page).startswith("Jan de Vries")
    assert rows(page)[-2].startswith("WDHS-0012, dezelfde gast")


def test_a_tap_decides(shown: Shown, finder: FakeHeadcount) -> None:
    page = shown()
    part(page, QPushButton, "cause-shared").click()

    assert finder.asked == [(TWICE.entry, Cause.SHARED)]


def test_a_second_press_does_not_decide_on_the_double_that_just_came_forward(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    page = shown(rest_ms=5_000)
    press(qtbot, page, "1")
    press(qtbot, page, "1")
    part(page, QPushButton, "cause-clock").click()

    assert len(finder.asked) == 1


def test_a_hand_scanner_decides_nothing(qtbot: QtBot, shown: Shown, finder: FakeHeadcount) -> None:
    page = shown()
    press(qtbot, page, "C1")
    press(qtbot, page, "1234567")

    assert finder.asked == []


def test_what_was_decided_is_changed_by_deciding_again(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    page = shown()
    part(page, ResultList).setCurrentRow(2)
    before = part(page, QPushButton, "cause-clock").property("chosen")
    press(qtbot, page, "2")

    assert before
    assert finder.asked == [(SETTLED.entry, Cause.SHARED)]
    assert chosen(page).startswith("Kim de Boer")
    assert part(page, QPushButton, "cause-shared").property("chosen")


def test_the_double_that_is_looked_at_stays_when_another_comes_in(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    page = shown()
    part(page, ResultList).setCurrentRow(1)
    finder.doubles, finder.changed = [*finder.doubles, LONGEST], True
    qtbot.waitUntil(lambda: len(rows(page)) == 4)

    assert chosen(page).startswith("Jan de Vries")


def test_a_decision_that_this_laptop_may_not_take_says_why(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    finder.fails = UnusableInput("error.role_forbids", role="door")
    page = shown()
    press(qtbot, page, "1")

    assert page.message.startswith("Dat mag niet op een laptop met de rol 'door'.")
    assert len(rows(page)) == 3


def test_a_door_shows_doubles_and_says_where_to_decide(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    page = shown(post=POST)
    press(qtbot, page, "1")

    assert POST.role is Role.DOOR
    assert finder.asked == []
    assert not part(page, QPushButton, "cause-shared").isVisible()
    assert "Beslissen kan op de laptop van de balie of de beheerder." in [
        one.text() for one in page.findChildren(WrappedLabel)
    ]


def test_without_doubles_the_page_says_so(shown: Shown, finder: FakeHeadcount) -> None:
    finder.doubles = []
    page = shown()

    assert rows(page) == []
    assert page._blank.accessibleName().startswith("Er is geen ticket twee keer gebruikt.")


def test_doubles_are_refreshed_as_long_as_the_page_is_visible(
    qtbot: QtBot, shown: Shown, finder: FakeHeadcount
) -> None:
    page = shown()
    qtbot.waitUntil(lambda: finder.looks >= 3)
    page.hide()
    looked = finder.looks
    qtbot.wait(40)

    assert finder.looks == looked


def test_looking_waits_for_its_answer_off_the_windows_thread(
    qtbot: QtBot, shown: Shown, words: dict[str, Texts], labels: Language
) -> None:
    page, runner, slow = shown(), ThreadRunner(), FakeHeadcount([LONGEST])
    window = Window(labels, words, language="nl")
    qtbot.addWidget(window)
    deciding = DoublesController(ui_of(window, slow), page, slow, runner)
    deciding.poller.poll()
    deciding.poller.poll()
    qtbot.waitUntil(lambda: chosen(page).startswith("Anouk"))

    assert slow.looks == 1
    assert runner.close(5)


def test_the_language_switches_while_a_double_is_shown(
    shown: Shown, words: dict[str, Texts], labels: Language
) -> None:
    page = shown()
    labels.use("en")
    page.use_words(words["en"])

    assert page.title() == "Double entries"
    assert rows(page)[1].startswith("Jan de Vries, 4 minutes apart")
    assert part(page, QPushButton, "cause-same-person").text() == "1  Same guest"


def test_open_doubles_come_newest_first() -> None:
    assert open_first(DOUBLES) == [TWICE, SHARED, SETTLED]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("double", [SHARED, LONGEST, SETTLED])
def test_no_text_of_a_double_is_clipped(
    shown: Shown,
    app: QApplication,
    finder: FakeHeadcount,
    size: QSize,
    language: str,
    double: DoubleEntry,
) -> None:
    finder.doubles = [double]
    page = shown(language)
    page.resize(size)
    app.processEvents()
    app.processEvents()

    assert clipped(page) == []
    assert part(page, ResultList).focusPolicy() is not Qt.FocusPolicy.NoFocus
