"""The network section: what it says in each state, and its buttons."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.errors import WorldFailed
from kiosk.sync.network.link_status import (
    HubWay,
    LinkState,
    LinkStatus,
    LinkStatusBoard,
    NetworkStatus,
)
from kiosk.texts import Texts, load_words
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.network_controller import NetworkController
from kiosk.ui.laptops.network_texts import (
    network_line,
    network_sentences,
    offers_to_serve,
    overview_sentences,
)
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.page_keys import PAGE_KEYS
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.name_dialog import NameDialog
from kiosk.ui.widgets.section import WrappedLabel
from tests.ui.fake_network import (
    ALONE,
    CATCHING_UP,
    FOUND,
    LIVE,
    LOOKING,
    LOST,
    OWN,
    SERVING,
    WAITING,
    FakeNetwork,
    failing,
)
from tests.ui.fakes import ui_of
from tests.ui.guests import EVENT, NOW, POST, part

DUTCH = load_words("nl")


def says(status: NetworkStatus) -> str:
    return " ".join(network_sentences(status, EVENT.zone, DUTCH))


def quiet(status: NetworkStatus) -> str:
    return network_line(status, EVENT.zone, DUTCH).quiet


def test_each_state_says_since_when_and_what_others_lack() -> None:
    assert "Verbonden met Balie 1 sinds 1" in says(LIVE)
    assert "Nog niet bij anderen" not in says(LIVE)
    assert says(WAITING).endswith("Nog niet bij anderen: 12 regels.")
    assert quiet(WAITING) == "Verbonden sinds 10:42, 12 te delen."
    assert says(LOST).startswith("Balie 1 is weg sinds 10:42.")
    at_a_door = replace(LOST, may_serve=False)
    assert says(at_a_door).startswith("Geen verbinding met Balie 1 sinds 10:42.")
    assert quiet(LOST) == "Los sinds 10:42, 212 te delen."
    assert quiet(SERVING) == "Verbindt 7 laptops."
    assert "Staat die laptop nog aan? Dan laat deze wifi" in says(LOST)
    assert "Neem een eigen router, of een stick." in says(LOST)
    assert "Zoekt verbinding met 192.168.1.20:8417." in says(LOOKING)
    assert "De laptop op 192.168.1.20:8417 geeft geen antwoord." in says(LOOKING)
    assert "firewall" in says(LOOKING)
    assert "nu 7 laptops" in says(SERVING)
    busy = replace(SERVING, link=LinkStatus(unsent=3))
    assert says(busy).endswith("Nog niet bij anderen: 3 regels.")
    waiting = replace(SERVING, laptops=0)
    assert "Er is nog geen laptop verbonden." in says(waiting)
    assert quiet(waiting) == "Wacht op andere laptops."
    assert "typ: 192.168.1.20:8417" in says(SERVING)
    assert says(ALONE).startswith("Niet verbonden met andere laptops.")
    assert (quiet(ALONE), quiet(LOOKING)) == ("", "")
    looking = replace(LOOKING, link=replace(LOOKING.link, unsent=2))
    assert quiet(looking) == "Zoekt verbinding, 2 te delen."
    assert network_line(None, EVENT.zone, DUTCH).row is None


@pytest.mark.parametrize("key", ["error.hub_not_there", "error.hub_no_answer"])
def test_a_hub_that_was_there_is_looked_for_before_the_network_is_changed(key: str) -> None:
    lost, never = failing(key, was_live=True), failing(key)
    sentence = (
        "Kijk of die laptop aanstaat, of dit programma daar open is, en of hij op hetzelfde "
        "netwerk zit."
    )
    assert says(lost).endswith(sentence)
    assert sentence not in says(never)
    assert "192.168.1.20:8417" in says(never).partition(". ")[2]


def test_an_exchange_that_has_begun_is_said_until_it_is_done() -> None:
    assert says(CATCHING_UP) == "Haalt de stand op bij Balie 1."
    assert quiet(CATCHING_UP) == "Haalt de stand op."
    assert not offers_to_serve(replace(CATCHING_UP, may_serve=True))
    assert offers_to_serve(LOST)
    board = LinkStatusBoard()
    board.set_state(LinkState.LOST, NOW)
    board.begin_catching_up("Balie 1", OWN.url, HubWay.EVENT)
    assert (board.read().state, board.read().since) == (LinkState.LOST, NOW)


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        (HubWay.EVENT, "De beheerder heeft dat adres ingesteld."),
        (HubWay.TYPED, "Dat adres is hier getypt, of kwam met de uitnodiging."),
        (HubWay.STANDBY, "Dat is de laptop die het overnam."),
        (HubWay.LAST, "Dat is de laptop van de vorige keer."),
    ],
)
def test_the_network_section_says_which_way_worked(way: HubWay, sentence: str) -> None:
    found = replace(FOUND, link=replace(FOUND.link, way=way))
    assert says(found) == f"Verbonden met Balie 1 sinds 10:42. {sentence}"
    waiting = replace(found, serving=OWN, laptops=2, link=replace(found.link, unsent=3))
    assert says(waiting).endswith(f"sinds 10:42. {sentence} Nog niet bij anderen: 3 regels.")
    assert " ".join(overview_sentences(found, EVENT.zone, DUTCH)).endswith("sinds 10:42.")


@pytest.fixture
def window(qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language) -> Window:
    assert app is not None
    made = Window(labels, words, language="nl", theme=LIGHT)
    qtbot.addWidget(made)
    made.close_for_good()
    made.resize(1024, 600)
    return made


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork(ALONE)


@pytest.fixture
def page(window: Window, words: dict[str, Texts], network: FakeNetwork) -> Iterator[LaptopsPage]:
    scan = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    window.add_scan(scan)
    made = LaptopsPage(POST, words["nl"], lambda: NOW, LIGHT)
    window.add_page("laptops", made, *PAGE_KEYS["laptops"])
    controller = NetworkController(ui_of(window, network), made, scan)
    window.show()
    window.show_page("laptops")
    window.use_language("nl")
    yield made
    controller.stop()


def text(page: LaptopsPage) -> str:
    return part(page.network, WrappedLabel, "line").text()


def test_a_person_makes_this_laptop_the_hub_and_stops_it(
    qtbot: QtBot, page: LaptopsPage, network: FakeNetwork
) -> None:
    qtbot.waitUntil(lambda: network.begun)
    serve = part(page.network, QPushButton, "serveHub")
    assert serve.text() == "Laat deze laptop verbinden"
    serve.click()
    qtbot.waitUntil(lambda: "Deze laptop verbindt de andere" in text(page))
    assert serve.text() == "Stop met verbinden"
    assert not part(page.network, QPushButton, "connectHub").isVisible()
    serve.click()
    qtbot.waitUntil(lambda: "Niet verbonden" in text(page))


def test_a_hub_that_cannot_start_says_why(
    qtbot: QtBot, page: LaptopsPage, network: FakeNetwork
) -> None:
    network.fails = WorldFailed("error.hub_not_started")
    qtbot.waitUntil(lambda: network.begun)
    part(page.network, QPushButton, "serveHub").click()
    qtbot.waitUntil(lambda: "kon niet starten" in page.message)


def test_an_address_is_typed_and_asked_again_if_it_is_none(
    qtbot: QtBot, window: Window, page: LaptopsPage, network: FakeNetwork
) -> None:
    qtbot.waitUntil(lambda: network.begun)
    part(page.network, QPushButton, "connectHub").click()

    def dialogs() -> list[NameDialog]:
        return [one for one in window.findChildren(NameDialog) if one.is_open]

    def type_in(address: str) -> None:
        (dialog,) = dialogs()
        (field,) = dialog.findChildren(QLineEdit)
        field.setText(address)
        field.returnPressed.emit()

    type_in("geen adres")
    qtbot.waitUntil(lambda: [one.typed for one in dialogs()] == ["geen adres"])
    type_in("192.168.1.20")
    qtbot.waitUntil(lambda: network.typed == ["https://192.168.1.20:8417"])


def test_a_door_is_not_offered_to_be_the_hub(
    qtbot: QtBot, page: LaptopsPage, network: FakeNetwork
) -> None:
    network.now = LIVE
    qtbot.waitUntil(lambda: "Verbonden met Balie 1" in text(page))
    assert not part(page.network, QPushButton, "serveHub").isVisible()
