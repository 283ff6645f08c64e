import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.attendance import Flow
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.headcount import CategoryCounts, Recount
from kiosk.reports.headcount_lines import headcount_lines
from kiosk.reports.headcount_report import HeadcountReport, RecountNote, RoomCount
from kiosk.reports.visitor_groups import counts_arrivals
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.headcount.band_texts import age_text
from kiosk.ui.headcount.headcount_controller import HeadcountController
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.headcount.headcount_sections import FiguresSection, SentencesSection
from kiosk.ui.headcount.headcount_texts import texts_of_headcount
from kiosk.ui.headcount.stacked_bar import StackedBar
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.bar_chart import Bar
from kiosk.ui.widgets.section import WrappedLabel
from tests.festival import Row, festival, session_on
from tests.opened import backend_on
from tests.ui.fake_headcount import FakeHeadcount
from tests.ui.fakes import Inline, ui_of
from tests.ui.fits import clipped
from tests.ui.glances import (
    ARRIVALS,
    EMPTY,
    FULL,
    HERE,
    MINUTE,
    REPLACED,
    SILENT,
    TALLY,
    counted,
    glance,
)
from tests.ui.guests import NOW, part

SIZES = [QSize(910, 440), QSize(1024, 528), QSize(1366, 696)]


@pytest.fixture
def window(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Window:
    window = Window(labels, words, language="nl")
    qtbot.addWidget(window)
    return window


@pytest.fixture
def shown(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language
) -> Callable[..., HeadcountPage]:
    def show(
        seen: HeadcountReport | None, language: str = "nl", later: int = 0, *, decides: bool = False
    ) -> HeadcountPage:
        assert app is not None
        labels.use(language)
        page = HeadcountPage(words[language], lambda: NOW + later, LIGHT, decides=decides)
        qtbot.addWidget(page)
        if seen is not None:
            page.show_report(seen)
        page.resize(SIZES[-1])
        page.show()
        return page

    return show


def text_of(page: HeadcountPage, name: str) -> str:
    return part(page, QLabel, name).text()


def test_the_number_is_shown_with_its_word_and_its_bound(
    shown: Callable[..., HeadcountPage],
) -> None:
    page = shown(glance(counted(replace(TALLY, maybe_extra=3))))

    assert text_of(page, "number") == "1.073"
    assert text_of(page, "figureWord") == "binnen"
    assert text_of(page, "atMost") == "hoogstens 1.076"
    assert text_of(page, "room") == "Nog plaats voor 227 van 1.300."
    assert "1.027 bezoekers + 46 medewerkers = 1.073 binnen." in texts(page)


def test_without_scanning_out_the_number_is_of_who_came_in(
    shown: Callable[..., HeadcountPage],
) -> None:
    assert text_of(shown(SILENT), "figureWord") == "binnengekomen"


def test_without_exits_no_text_claims_that_a_guest_is_inside(
    shown: Callable[..., HeadcountPage],
) -> None:
    page = shown(ARRIVALS)
    said = [label.text() for label in page.findChildren(QLabel)]

    assert text_of(page, "figureWord") == "binnengekomen"
    assert "Wie ontmoet wie: binnengekomen" in said
    named = [one for one in said if re.search(r"\bbinnen\b", one)]
    assert named == []


def test_an_exit_that_was_scanned_all_the_same_is_not_taken_for_an_arrival(
    shown: Callable[..., HeadcountPage],
) -> None:
    seen = glance(counted(TALLY))
    event = replace(seen.event, rules=replace(seen.event.rules, exits=False))
    page = shown(replace(seen, event=event))

    assert text_of(page, "figureWord") == "binnen"
    assert "Niet iedereen die weggaat, wordt gescand. Misschien zijn er minder mensen binnen." in (
        texts(page)
    )
    assert "Wie ontmoet wie: binnengekomen" in [one.text() for one in page.findChildren(QLabel)]


def test_the_figure_shows_its_age(shown: Callable[..., HeadcountPage]) -> None:
    page = shown(glance(), later=4 * MINUTE)
    page.update_age()

    assert "Stand van 10:42, 4\u00a0minuten geleden." in texts(page)


def texts(page: HeadcountPage) -> list[str]:
    return [label.text() for label in page.findChildren(WrappedLabel)]


def test_what_makes_it_unsure_is_said_in_words(words: dict[str, Texts]) -> None:
    texts = texts_of_headcount(SILENT, words["nl"])

    assert texts.band.bound == "waarschijnlijk 1.309, minstens 1.149, hoogstens 1.487"
    assert texts.band.conditions.startswith("'Hoogstens' telt geen gasten zonder ticket")
    assert texts.unsure == (
        "9 laptops zijn stil. Haal de stand op, dan weet je het zeker.",
        "3 mensen te veel met tickets die twee keer gebruikt zijn. Nog niet beslist.",
    )


def test_the_figure_is_known_until_the_first_laptop_fell_silent(
    words: dict[str, Texts],
) -> None:
    silent = [
        StationStatus(name, name, "door", NOW - ago * MINUTE, 9, closed=False, this=False)
        for name, ago in (("Tuin 1", 4), ("Tuin 2", 16), ("Tuin 3", 8))
    ]
    some = glance(counted(stations=(HERE, *silent[:2]), announced=3))
    more = glance(counted(stations=(HERE, *silent), announced=4))

    assert age_text(some, NOW, words["nl"], failed=False) == (
        "Alles bekend tot 10:26. Stil: Tuin 1, Tuin 2."
    )
    assert age_text(more, NOW, words["nl"], failed=False).endswith("Tuin 1, Tuin 2, en nog 1.")
    assert age_text(SILENT, NOW, words["nl"], failed=False).startswith("Nog niet alles bekend.")
    assert age_text(some, NOW, words["nl"], failed=True).startswith("Tellen lukte niet.")


def test_near_bounds_are_said_as_one(words: dict[str, Texts]) -> None:
    seen = glance(counted(replace(TALLY, maybe_extra=3)))

    assert texts_of_headcount(seen, words["nl"]).band.bound == "hoogstens 1.076"


def test_staff_with_and_without_a_ticket_is_asked_about(words: dict[str, Texts]) -> None:
    listed = {**TALLY.by_category, "Vrijwilliger": CategoryCounts(30, 12, 12)}
    seen = glance(counted(replace(TALLY, by_category=listed)))
    again = replace(TALLY, by_category=listed, recount=Recount(1_214, NOW - 7 * MINUTE, 0))
    asked = (
        "46 medewerkers zonder ticket en 30 met een ticket: zijn dat andere mensen?"
        " Zo niet, dan tellen ze dubbel: zet het aantal zonder ticket op 0."
    )

    assert texts_of_headcount(seen, words["nl"]).unsure == (asked,)
    lines = headcount_lines(seen, words["nl"], lambda _: "10:42")
    assert asked in lines
    assert lines[0].startswith("1.073 binnen (met 58 medewerkers)")
    assert asked not in texts_of_headcount(glance(counted(again)), words["nl"]).unsure
    assert asked not in texts_of_headcount(glance(), words["nl"]).unsure


def test_a_recount_says_when_by_whom_and_how_much_it_moved(words: dict[str, Texts]) -> None:
    recount = Recount(1_214, NOW - 7 * MINUTE, 0)
    seen = glance(counted(replace(TALLY, recount=recount)))
    more = replace(seen, recount=RecountNote("Fatima", "Balie", 141))
    same = replace(seen, recount=RecountNote("", "Balie", 0))

    said = texts_of_headcount(more, words["nl"]).band.division
    assert said.endswith("Geteld om 10:35 (Fatima): 141 meer dan bekend was.")
    assert "bezoekers" not in said
    assert texts_of_headcount(same, words["nl"]).band.division.endswith("Geteld om 10:35 (Balie).")


@pytest.mark.parametrize(
    ("inside", "steps", "word"),
    [
        (800, 0, ""),
        (870, 1, "Het loopt vol"),
        (1_000, 2, "Druk"),
        (1_130, 3, "Bijna vol"),
        (1_254, 4, "Vol"),
    ],
)
def test_the_steps_of_the_capacity_have_a_word_and_a_shape(
    words: dict[str, Texts], inside: int, steps: int, word: str
) -> None:
    band = texts_of_headcount(glance(counted(replace(TALLY, inside=inside))), words["nl"]).band

    assert (band.steps, band.step) == (steps, word)


def test_the_page_says_when_it_will_be_full(words: dict[str, Texts]) -> None:
    seen = glance(counted(replace(TALLY, net_quarter=100)))
    band = texts_of_headcount(seen, words["nl"]).band

    assert band.room == "Nog plaats voor 227 van 1.300. Vol over ongeveer 34 minuten."


def test_after_clicks_out_groups_are_of_who_came_in(
    shown: Callable[..., HeadcountPage],
) -> None:
    seen = glance(counted(replace(TALLY, clicked_out=5)))
    said = [label.text() for label in shown(seen).findChildren(QLabel)]

    assert "Wie ontmoet wie: binnengekomen" in said
    assert counts_arrivals(seen)


def test_a_replaced_laptop_makes_no_bound_and_is_named(words: dict[str, Texts]) -> None:
    count = REPLACED.headcount
    texts = texts_of_headcount(REPLACED, words["nl"])

    assert count.inside_at_most == count.inside
    assert texts.unsure == (
        "Laptop 'Geleende laptop van de bibliotheek 3' is vervangen door 'Laptop 1' en bekend tot"
        " 09:55. Wie daar later nog binnenkwam, telt niet mee.",
    )


def test_with_all_laptops_heard_nothing_is_unsure(words: dict[str, Texts]) -> None:
    assert texts_of_headcount(glance(), words["nl"]).unsure == ("Alle laptops zijn gehoord.",)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (1_253, "Nog plaats voor 1 van 1.300"),
        (1_254, "Vol: er mogen 1.300 mensen in"),
        (1_268, "Te vol: 14 meer dan de 1.300 die erin mogen"),
    ],
)
def test_the_room_that_is_left_is_said(words: dict[str, Texts], inside: int, said: str) -> None:
    seen = glance(counted(replace(TALLY, inside=inside)))

    assert texts_of_headcount(seen, words["nl"]).band.room == f"{said}."


def test_no_number_has_decimals(words: dict[str, Texts]) -> None:
    texts = texts_of_headcount(glance(pace={"Noord": 58, "Zuid": 4, "West": 0}), words["nl"])

    assert [(bar.name, bar.number) for bar in texts.pace] == [
        ("Noord", "12 per minuut"),
        ("Zuid", "minder dan 1 per minuut"),
    ]


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        ({"Noord": 58, "Zuid": 13}, "Het drukst bij Noord."),
        ({"Noord": 58, "Zuid": 40}, ""),
        ({"Noord": 6, "Zuid": 1}, ""),
        ({"Noord": 58}, ""),
        ({"Noord": 0}, "De laatste 5 minuten kwam er niemand binnen."),
    ],
)
def test_a_volunteer_is_asked_for_where_one_entrance_is_far_busier(
    words: dict[str, Texts], pace: dict[str, int], said: str
) -> None:
    busiest = texts_of_headcount(glance(pace=pace), words["nl"]).busiest

    assert busiest.startswith(said)
    assert bool(busiest) == bool(said)


def test_the_meeting_balance_is_shown_in_numbers_and_words(
    shown: Callable[..., HeadcountPage],
) -> None:
    page = shown(glance())
    bar = part(page, StackedBar)
    balance = bar.parentWidget()
    assert isinstance(balance, FiguresSection)

    assert bar.accessibleName() == "bewoners 496, partners 288, beleid 171, overig 72"
    assert balance.sentence.text() == "Op elke beleidsmaker zijn er ongeveer 3 bewoners."


def test_many_unknown_codes_ask_for_a_newer_list(words: dict[str, Texts]) -> None:
    texts = texts_of_headcount(FULL, words["nl"])

    assert [(chip.name, chip.number, chip.odd) for chip in texts.refused] == [
        ("Niet gevonden", "9", True),
        ("Het is vol", "4", False),
        ("Even naar de balie", "2", False),
    ]
    assert texts.advice.startswith("Veel codes worden niet gevonden.")


def test_without_refusals_the_page_says_so(words: dict[str, Texts]) -> None:
    assert texts_of_headcount(EMPTY, words["nl"]).advice == "Er is niemand geweigerd."


@pytest.mark.parametrize(("seen", "ways"), [(SILENT, 1), (glance(), 0)])
def test_the_headcount_leads_to_the_doubles_where_there_are_any(
    shown: Callable[..., HeadcountPage], seen: HeadcountReport, ways: int
) -> None:
    page, asked = shown(seen), list[bool]()
    page.doubles_asked.connect(lambda: asked.append(True))
    button = part(page, QPushButton, "lookInto")
    if button.isVisible():
        button.click()

    assert len(asked) == ways


def test_people_are_counted_as_long_as_the_page_is_visible(
    qtbot: QtBot, shown: Callable[..., HeadcountPage], window: Window
) -> None:
    page, counter = shown(None), FakeHeadcount(counts=[glance()])
    HeadcountController(ui_of(window, counter), page, counter, Inline(), every_ms=5)
    before = text_of(page, "number")
    page.on_shown()
    qtbot.waitUntil(lambda: counter.counted >= 3)
    page.hide()
    asked = counter.counted
    qtbot.wait(40)

    assert before == ""
    assert text_of(page, "number") == "1.073"
    assert counter.counted == asked


def test_counting_waits_for_its_answer_off_the_windows_thread(
    qtbot: QtBot, shown: Callable[..., HeadcountPage], window: Window
) -> None:
    page, counter, runner = shown(None), FakeHeadcount(counts=[glance()]), ThreadRunner()
    counting = HeadcountController(ui_of(window, counter), page, counter, runner, every_ms=60_000)
    page.on_shown()
    counting.poll()
    qtbot.waitUntil(lambda: text_of(page, "number") == "1.073")

    assert counter.counted == 1
    assert runner.close(5)


def test_a_figure_that_cannot_be_counted_again_says_so_and_stays(
    qtbot: QtBot, shown: Callable[..., HeadcountPage], window: Window
) -> None:
    page, counter = shown(glance()), FakeHeadcount(counts=[OSError("disk")])
    counting = HeadcountController(ui_of(window, counter), page, counter, Inline())
    counting.poll()

    assert text_of(page, "number") == "1.073"
    assert text_of(page, "notice").startswith("Tellen lukte niet.")
    assert qtbot is not None


def test_the_language_switches_while_a_figure_is_shown(
    shown: Callable[..., HeadcountPage], words: dict[str, Texts], labels: Language
) -> None:
    page = shown(glance())
    labels.use("en")
    page.use_words(words["en"])

    assert page.title() == "Headcount"
    assert text_of(page, "number") == "1,073"
    assert text_of(page, "figureWord") == "inside"


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seen", [glance(), SILENT, FULL, EMPTY, None])
def test_no_text_of_the_headcount_is_clipped(
    shown: Callable[..., HeadcountPage],
    app: QApplication,
    size: QSize,
    language: str,
    seen: HeadcountReport | None,
) -> None:
    page = shown(seen, language)
    page.resize(size)
    app.processEvents()

    assert clipped(page) == []
    assert len(page.findChildren(SentencesSection)) == 1


def test_while_a_laptop_is_silent_no_guest_is_shown_as_absent(
    words: dict[str, Texts],
) -> None:
    silent = replace(SILENT, pace={}, refused={})
    texts = texts_of_headcount(silent, words["nl"])

    assert texts.busiest.startswith("Hier kwam de laatste 5 minuten niemand binnen.")
    assert texts.advice.startswith("Hier is niemand geweigerd.")


def test_one_button_stops_all_doors_and_names_who_cannot_hear_it(
    shown: Callable[..., HeadcountPage], window: Window
) -> None:
    counter = FakeHeadcount(count=SILENT)
    page = shown(SILENT, decides=True)
    HeadcountController(ui_of(window, counter), page, counter, Inline())
    hold = part(page, QPushButton, "hold")
    before, doors = hold.text(), page.doors.findChildren(WrappedLabel)
    hold.click()

    assert before == "Stop binnenlaten"
    assert hold.text() == "Laat weer binnen"
    assert doors[0].text() == "Niemand gaat naar binnen, bij geen enkele deur."
    assert doors[1].text().startswith("Loop naar deze laptops, want ze zijn stil")
    assert "Geleende laptop van de bibliotheek 2" in doors[1].text()
    hold.click()

    assert counter.count is not None
    assert not counter.count.event.rules.hold
    assert doors[0].text() == ""


def test_all_doors_open_with_one_button(
    shown: Callable[..., HeadcountPage], window: Window
) -> None:
    counter = FakeHeadcount(count=glance())
    page = shown(glance(), decides=True)
    HeadcountController(ui_of(window, counter), page, counter, Inline())
    button = part(page, QPushButton, "openAll")
    button.click()

    assert counter.count is not None
    assert counter.count.event.rules.all_doors_open
    assert button.text() == "Deuren op de gewone tijd"


def test_a_door_has_no_button_for_all_doors(shown: Callable[..., HeadcountPage]) -> None:
    assert not shown(glance()).doors.isVisible()


def test_categories_entrances_and_rooms_are_counted_below(words: dict[str, Texts]) -> None:
    doors = {"Noord": Flow(1_200, 31), "Zuid": Flow(1, 0)}
    seen = replace(
        glance(counted(replace(TALLY, by_entrance=doors))),
        rooms=(RoomCount("Zaal", 120, 200), RoomCount("Tuin", 1, None)),
    )
    texts = texts_of_headcount(seen, words["nl"])

    assert texts.categories[0].number.endswith(" van 700")
    assert texts.entrances == (Bar("Noord", "1.200 in, 31 uit", 1.0), Bar("Zuid", "1 in, 0 uit", 0))
    assert texts.rooms == (Bar("Zaal", "120 van 200", 0.6), Bar("Tuin", "1", 0.0))


def test_the_largest_organisations_are_named_and_the_rest_is_counted(
    shown: Callable[..., HeadcountPage], window: Window
) -> None:
    came = {"": 3, "Wijkraad": 1, **{f"Dorp {number}": number for number in range(2, 13)}}
    page, counter = shown(glance()), FakeHeadcount(count=glance(), came_from=came)
    HeadcountController(ui_of(window, counter), page, counter, Inline())
    page.on_shown()
    heading = "Per organisatie, gekomen met een ticket"
    section = next(
        one for one in page.findChildren(FiguresSection) if one.accessibleName() == heading
    )

    assert section.isVisible()
    assert section.figures.figures[0] == Bar("Dorp 12", "12", 1.0)
    assert [one.name for one in section.figures.figures[-2:]] == ["Dorp 4", "zonder organisatie"]
    assert section.sentence.text() == "6 uit nog 3 organisaties."


def test_an_organisation_is_counted_by_its_tickets_that_came(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", places=3), Row("A2"), Row("A3"), Row("A4")]) as store:
        store.database.execute("UPDATE personal SET organisation = 'Kerk' WHERE ref <> 'A4'")
    station = backend_on(session_on(tmp_path))
    for code in ("C-A1", "C-A2", "C-A4"):
        station.scan.scan(code)
    came = station.headcount.organisations()
    station.headcount.close()
    station.close()

    assert came == {"Kerk": 4, "": 1}


@pytest.mark.parametrize("high", [696, 2_400])
def test_no_button_has_the_focus_when_the_page_is_shown(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], high: int
) -> None:
    labels.use("nl")
    page, field, places = (
        HeadcountPage(words["nl"], lambda: NOW, LIGHT, decides=True),
        QLineEdit(),
        QStackedWidget(),
    )
    qtbot.addWidget(places)
    places.addWidget(page)
    places.addWidget(field)
    places.resize(1366, high)
    page.show_report(glance())
    with qtbot.waitActive(places):
        places.show()
        places.activateWindow()
    for shown in (field, page, field, page):
        places.setCurrentWidget(shown)
        shown.setFocus() if shown is field else page.on_shown()
    asked: list[bool] = []
    page.doors.hold_asked.connect(asked.append)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)

    assert asked == []
    assert not isinstance(focused, QPushButton)
