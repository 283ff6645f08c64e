"""The link to the headcount for phones, on the headcount page."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.errors import WorldFailed
from kiosk.sync.network.link_status import NetworkStatus
from kiosk.texts import Texts
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.laptops.phone_link_controller import PhoneLinkController
from kiosk.ui.laptops.phone_link_dialog import PhoneLinkDialog
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.page_keys import PAGE_KEYS
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from tests.ui.fake_network import ALONE, LIVE, PHONE_LINK, SERVING, FakeNetwork
from tests.ui.fakes import Inline, ui_of
from tests.ui.glances import glance
from tests.ui.guests import NOW, POST, part


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
    return FakeNetwork(SERVING)


@pytest.fixture(autouse=True)
def page(window: Window, words: dict[str, Texts], network: FakeNetwork) -> None:
    window.add_scan(ScanPage(POST, words["nl"], lambda: NOW, LIGHT))
    made = HeadcountPage(words["nl"], lambda: NOW, LIGHT, decides=True)
    window.add_page("headcount", made, *PAGE_KEYS["headcount"])
    PhoneLinkController(ui_of(window, network), made, Inline())
    window.show()
    window.show_page("headcount")
    made.show_report(glance())


def button(window: Window, name: str) -> QPushButton:
    return part(window, QPushButton, name)


def dialog(window: Window) -> PhoneLinkDialog:
    return next(one for one in window.findChildren(PhoneLinkDialog) if one.is_open)


def test_the_hub_shows_the_link_and_withdraws_it(window: Window, network: FakeNetwork) -> None:
    button(window, "phoneButton").click()
    assert dialog(window).address == PHONE_LINK
    assert button(window, "closeLink").hasFocus()  # Enter must not withdraw it
    button(window, "withdrawLink").click()
    assert network.links == 0
    assert dialog(window).address == ""
    button(window, "newLink").click()
    assert (dialog(window).address, network.links) == (PHONE_LINK, 1)
    button(window, "closeLink").click()
    assert not [one for one in window.findChildren(PhoneLinkDialog) if one.is_open]


@pytest.mark.parametrize(("status", "offered"), [(ALONE, True), (LIVE, False)])
def test_without_a_hub_this_laptop_may_become_it(
    window: Window, network: FakeNetwork, status: NetworkStatus, offered: bool
) -> None:
    network.now = status
    button(window, "phoneButton").click()
    if offered:
        part(window, ChoiceDialog).chosen.emit("serve")
        assert dialog(window).address == PHONE_LINK
        assert network.now.serving is not None
    else:
        assert not button(window, "newLink").isVisible()
        assert network.now.serving is None


def test_what_failed_is_said(window: Window, network: FakeNetwork) -> None:
    network.fails = WorldFailed("error.hub_not_started")
    button(window, "phoneButton").click()
    assert dialog(window).address == ""
    network.fails = None
    button(window, "newLink").click()
    assert dialog(window).address == PHONE_LINK
