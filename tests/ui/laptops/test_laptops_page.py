from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.domain.verdict import Colour
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.laptops import Laptops
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.laptops_texts import (
    exchange_text,
    laptop_lines,
    list_lines,
    not_handed_in,
    summary,
)
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.result_list import ResultList
from tests.ui.fake_laptops import DONE, HERE, MANY, MINUTE, NEAR, NEVER, STICK, laptop, laptops
from tests.ui.fits import clipped
from tests.ui.guests import NOW, POST, part

SIZES = [QSize(910, 440), QSize(1024, 528), QSize(1366, 696)]


@pytest.fixture
def shown(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language
) -> Callable[..., LaptopsPage]:
    def show(
        seen: Laptops | None, language: str = "nl", post: StationContext = POST
    ) -> LaptopsPage:
        assert app is not None
        labels.use(language)
        page = LaptopsPage(post, words[language], lambda: NOW, LIGHT)
        qtbot.addWidget(page)
        if seen is not None:
            page.show_laptops(seen)
        page.resize(SIZES[-1])
        page.show()
        return page

    return show


def test_each_laptop_says_when_it_was_heard_and_what_to_do(words: dict[str, Texts]) -> None:
    lines = laptop_lines(MANY, NOW, words["nl"])

    assert [(line.name, line.mark) for line in lines] == [
        ("Laptop 1", "deze laptop"),
        ("Laptop 4", "nog niets gehoord"),
        ("Geleende laptop van de bibliotheek 3", "47\u00a0minuten geleden"),
        ("Laptop 2", "12\u00a0minuten geleden"),
        ("Laptop 2 (kopie)", "5\u00a0minuten geleden"),
        ("Laptop 5", "ingeleverd"),
        ("Laptop 6", "ingetrokken"),
    ]
    assert [line.about for line in lines[1:5]] == [
        "breng een stick",
        "breng een stick · Hoofdingang, links · 8.204 binnengelaten",
        "Tuinzijde · 426 binnengelaten",
        "gekopieerde map: geef een eigen naam · Tuinzijde · 14 binnengelaten",
    ]


def test_a_replaced_laptop_is_waited_for_only_as_long_as_it_may_know_more(
    words: dict[str, Texts],
) -> None:
    here = laptop("Reserve", 0, this=True, replaces="Zuid", closed=True)
    gone = laptop("Zuid", 200, replaced_by="Reserve", finished=True)
    unsure = laptop("Zuid", 200, replaced_by="Reserve")
    back = laptop("Zuid", 0, this=True, replaced_by="Reserve")

    told = [
        (line.mark, line.about.split(" · ")[0])
        for seen in (laptops(here, gone), laptops(here, unsure), laptops(back))
        for line in laptop_lines(seen, NOW, words["nl"])
    ]
    assert told == [
        ("ingeleverd", "vervangt: Zuid"),
        ("vervangen", "vervangen door Reserve"),
        ("ingeleverd", "vervangt: Zuid"),
        (
            "3\u00a0uur geleden",
            "vervangen door Reserve: er kan nog iets op staan, wissel uit als dat kan",
        ),
        ("deze laptop", "vervangen door Reserve: doet weer mee"),
    ]
    assert summary(laptops(here, gone), NOW, words["nl"]) == [
        "Alles is ingeleverd: 1 van 1. 1 laptop is vervangen."
    ]
    assert summary(laptops(here, unsure), NOW, words["nl"])[0] == "1 van 2 ingeleverd."
    assert not_handed_in(laptops(here, gone), NOW, words["nl"]) == []
    assert len(not_handed_in(laptops(here, unsure), NOW, words["nl"])) == 2


def test_a_laptop_that_was_heard_half_an_hour_ago_needs_no_stick_yet(
    words: dict[str, Texts],
) -> None:
    seen = laptops(HERE, laptop("Laptop 2", 30))

    assert "breng" not in laptop_lines(seen, NOW, words["nl"])[1].about
    assert "breng" in laptop_lines(seen, NOW + MINUTE, words["nl"])[1].about


def test_what_is_to_be_said_of_all_laptops_stands_above_them(words: dict[str, Texts]) -> None:
    assert summary(MANY, NOW, words["nl"]) == [
        "1 van 9 ingeleverd.",
        "3 laptops hebben zich nog niet gemeld.",
        "Breng een stick langs de laptops met oranje.",
    ]
    assert summary(laptops(HERE, NEAR), NOW, words["nl"]) == []
    assert summary(laptops(DONE), NOW, words["nl"]) == ["Alles is ingeleverd: 1 van 1."]


def test_a_list_that_is_known_but_not_here_says_so(words: dict[str, Texts]) -> None:
    assert list(list_lines(MANY, words["nl"])) == [
        "pers: lijst 2",
        "webwinkel: lijst 13 is bekend, nog op 12."
        " Haal de stand op bij de laptop van de beheerder.",
    ]


@pytest.mark.parametrize(
    ("swap", "said"),
    [
        (ExchangeSummary(1_214, 3), "Het nieuws van de andere laptops staat nu hier."),
        (ExchangeSummary(0, 3), "Er was niets nieuws."),
        (ExchangeSummary(0, 0), "Alles van deze laptop staat erop."),
        (
            ExchangeSummary(0, 0, damaged=("Zuid",)),
            "Het bestand van Zuid is beschadigd: wissel daar nog eens uit.",
        ),
        (ExchangeSummary(0, 1, 2), "Er was niets nieuws. Niet overgenomen: 2. Vraag de beheerder."),
    ],
)
def test_an_exchange_says_what_came_and_that_the_stick_may_go(
    words: dict[str, Texts], swap: ExchangeSummary, said: str
) -> None:
    told = exchange_text(swap, words["nl"], stick=True)

    assert told == f"{said} Je mag de stick eruit halen."


def test_an_exchange_with_the_own_disk_says_that_it_is_no_second_copy(
    words: dict[str, Texts], shown: Callable[..., LaptopsPage]
) -> None:
    page = shown(MANY)
    page.show_exchanged(ExchangeSummary(3, 1, other_disk=False), stick=False)

    assert page.message == (
        "Het nieuws van de andere laptops staat nu hier."
        " Alles van hier staat nu in een map op de eigen schijf:"
        " dat is geen tweede kopie. Gebruik een stick of een map in het netwerk."
    )
    assert "no second copy" in exchange_text(
        ExchangeSummary(0, 1, other_disk=False), words["en"], stick=False
    )


def test_the_stick_that_is_in_is_offered_first(shown: Callable[..., LaptopsPage]) -> None:
    page, asked = shown(MANY), list[object]()
    page.exchange_asked.connect(asked.append)
    before = part(page, QPushButton, "primary").isVisible()
    page.exchange.show_stick(STICK)
    page.on_shown()
    part(page, QPushButton, "primary").click()
    page.exchange.show_stick(None)

    assert not before
    assert asked == [STICK.path]
    assert not part(page, QPushButton, "primary").isVisible()


def test_folders_of_before_are_offered_again(shown: Callable[..., LaptopsPage]) -> None:
    page, asked = shown(MANY), list[object]()
    page.exchange_asked.connect(asked.append)
    page.exchange.show_folders([STICK.path])
    page.exchange.show_folders([STICK.path])
    part(page, QPushButton, "again").click()

    offered = part(page, QPushButton, "again").text()
    page.exchange.show_stick(STICK)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert offered == "Opnieuw uitwisselen met 'KINGSTON'"
    assert asked == [STICK.path]
    assert page.findChildren(QPushButton, "again") == []  # the stick itself is offered


def test_nothing_else_is_begun_during_an_exchange(shown: Callable[..., LaptopsPage]) -> None:
    page = shown(MANY)
    page.show_busy()
    busy = page.exchange.isEnabled()
    page.show_exchanged(ExchangeSummary(3, 1), stick=False)

    assert not busy
    assert page.exchange.isEnabled()
    assert (
        page.message
        == "Het nieuws van de andere laptops staat nu hier. Alles van hier staat er nu ook."
    )


def test_rows_keep_their_place_while_only_the_time_passes(
    shown: Callable[..., LaptopsPage],
) -> None:
    page = shown(laptops(HERE, NEAR, NEVER))
    rows = part(page, ResultList)
    item = rows.item(1)
    page.update_ages()

    assert rows.item(1) is item


def test_the_language_switches_while_laptops_stand(
    shown: Callable[..., LaptopsPage], words: dict[str, Texts], labels: Language
) -> None:
    page = shown(MANY)
    labels.use("en")
    page.use_words(words["en"])

    assert page.title() == "Laptops and exchange"
    assert part(page, ResultList).shown[1].mark == "not heard yet"


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seen", [MANY, laptops(HERE), None])
def test_no_text_of_the_laptops_is_clipped(
    shown: Callable[..., LaptopsPage],
    app: QApplication,
    size: QSize,
    language: str,
    seen: Laptops | None,
) -> None:
    page = shown(seen, language)
    page.exchange.show_stick(STICK)
    page.exchange.show_folders([STICK.path])
    page.show_exchanged(ExchangeSummary(1_214, 3, 2), stick=True)
    page.resize(size)
    for _ in range(3):
        app.processEvents()

    assert clipped(page) == []


def test_after_an_exchange_the_keys_are_where_they_were(
    qtbot: QtBot, shown: Callable[..., LaptopsPage]
) -> None:
    page = shown(MANY)
    with qtbot.waitActive(page):
        page.activateWindow()
    button = part(page, QPushButton, "handIn")
    button.setFocus()
    page.show_busy()
    during = button.hasFocus()
    page.show_done("Klaar.")

    assert (during, button.hasFocus()) == (False, True)


def test_tab_stops_at_the_column_only_where_there_is_something_to_scroll(
    shown: Callable[..., LaptopsPage],
) -> None:
    page = shown(MANY)
    area = part(page, QScrollArea, "scrolled")
    policies = []
    for height in (900, 400):
        page.resize(1366, height)
        QApplication.processEvents()
        policies.append(area.focusPolicy())

    assert policies == [Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.StrongFocus]


def test_a_silent_laptop_is_never_green(words: dict[str, Texts]) -> None:
    seen = laptops(HERE, laptop("Laptop 2", 1.1), laptop("Laptop 3", 0.5))
    colours = {one.name: one.colour for one in laptop_lines(seen, NOW, words["nl"])}

    assert colours["Laptop 2"] is Colour.GREY
    assert colours["Laptop 3"] is Colour.GREEN
