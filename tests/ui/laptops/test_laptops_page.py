from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.laptops import Laptops
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.laptops.laptop_model import spoken
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.laptops_texts import exchange_text
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_laptops import HERE, MANY, STICK, laptops
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
    text = exchange_text(swap, words["nl"], stick=True)

    assert text == f"{said} Je mag de stick eruit halen."


def test_an_exchange_with_the_own_disk_says_that_it_is_no_second_copy(
    words: dict[str, Texts], shown: Callable[..., LaptopsPage]
) -> None:
    page = shown(MANY)
    page.show_exchanged(ExchangeSummary(3, 1, other_disk=False), stick=False)

    assert page.message == (
        "Het nieuws van de andere laptops staat nu hier."
        " Alles van deze laptop staat nu in een map op de eigen schijf:"
        " dat is geen tweede kopie. Gebruik een stick of een map in het netwerk."
    )
    assert "no second copy" in exchange_text(
        ExchangeSummary(0, 1, other_disk=False), words["en"], stick=False
    )


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
    assert page.message == (
        "Het nieuws van de andere laptops staat nu hier. Alles van deze laptop staat daar nu ook."
    )


def test_the_language_switches_while_laptops_stand(
    shown: Callable[..., LaptopsPage], words: dict[str, Texts], labels: Language
) -> None:
    page = shown(MANY)
    labels.use("en")
    page.use_words(words["en"])

    assert page.title() == "Laptops and exchange"
    assert page.table.shown[0].heard == "not heard yet"
    assert "Last heard" in spoken(page.table.shown[0])


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("seen", [MANY, laptops(HERE), None])
def test_no_text_of_the_laptops_is_clipped(
    shown: Callable[..., LaptopsPage],
    app: QApplication,
    size: QSize,
    language: str,
    seen: Laptops | None,
    more: bool,
) -> None:
    page = shown(seen, language)
    page.show_more(more)
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
    page.show_more(True)
    button = part(page, QPushButton, "handIn")
    button.setFocus()
    page.show_busy()
    during = button.hasFocus()
    page.show_done("Klaar.")

    assert (during, button.hasFocus()) == (False, True)
