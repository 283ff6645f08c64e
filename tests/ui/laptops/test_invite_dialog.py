"""An invite in the window: asked for on the page of the laptops, shown, and copied."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.texts import Texts
from kiosk.ui.laptops.invites.invite_controller import InviteController
from kiosk.ui.laptops.invites.invite_dialog import InviteDialog
from kiosk.ui.laptops.network_section import NetworkSection
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from tests.ui.fake_network import INVITE, SERVING, FakeNetwork
from tests.ui.fakes import Inline, ui_of
from tests.ui.guests import EVENT, part


@pytest.fixture
def window(qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language) -> Window:
    assert app is not None
    made = Window(labels, words, language="nl", theme=LIGHT)
    qtbot.addWidget(made)
    made.close_for_good()
    made.resize(1024, 600)
    made.show()
    return made


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork(SERVING)


@pytest.fixture
def section(window: Window, network: FakeNetwork) -> NetworkSection:
    made = NetworkSection(window)
    InviteController(ui_of(window, network), made, EVENT.zone, Inline(), window)
    return made


def invite_dialog(window: Window, role: str) -> InviteDialog:
    part(window, QPushButton, f"choice-{role}").click()
    return next(one for one in window.findChildren(InviteDialog) if one.is_open)


def test_the_button_is_there_for_a_laptop_that_may_invite(section: NetworkSection) -> None:
    section.show_status("", serving=True, may_serve=True, may_invite=True)
    assert not part(section, QPushButton, "inviteLaptop").isHidden()
    section.show_status("", serving=True, may_serve=True, may_invite=False)
    assert part(section, QPushButton, "inviteLaptop").isHidden()


def test_the_line_is_shown_with_its_time_and_copied(
    window: Window, section: NetworkSection, network: FakeNetwork
) -> None:
    part(section, QPushButton, "inviteLaptop").click()
    assert any(one.is_open for one in window.findChildren(ChoiceDialog))
    dialog = invite_dialog(window, "desk")

    part(dialog, QPushButton, "copyInvite").click()

    assert network.invited == [Role.DESK]
    assert dialog.line == QGuiApplication.clipboard().text() == INVITE.text
    assert "geldt tot 10:57, voor één laptop" in dialog.sentence


def test_a_hub_that_went_away_is_said(
    window: Window, section: NetworkSection, network: FakeNetwork
) -> None:
    network.fails = UnusableInput("error.invite_no_hub")
    section.invite_asked.emit()
    dialog = invite_dialog(window, "door")

    assert dialog.line == ""
    assert "verbindt" in dialog.sentence
