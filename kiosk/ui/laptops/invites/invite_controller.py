"""Makes an invite when a person asks for it on the page of the laptops."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from kiosk.domain.roles import LAPTOP_ROLES, Role
from kiosk.ui.laptops.invites.invite_dialog import InviteDialog
from kiosk.ui.laptops.network_interface import NetworkBackend
from kiosk.ui.laptops.network_section import NetworkSection
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner
from kiosk.ui.style.time_format import clock_time

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.admin.hub_invite import WaitingInvite


class InviteController(RoomController[NetworkBackend]):
    """Asks for the role of the new laptop, and shows the line of text that sets it up."""

    def __init__(
        self,
        ui: UiContext[NetworkBackend],
        section: NetworkSection,
        zone: ZoneInfo,
        runner: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ui, parent)
        self._zone = zone
        self._runner = runner
        section.invite_asked.connect(self._ask_role)

    def _ask_role(self) -> None:
        words = self._words
        choices = [(role.value, words.say(role.text_key)) for role in LAPTOP_ROLES]
        self._ask_choice(words.say("invite.for"), choices, lambda role: self._make(Role(role)))

    def _make(self, role: Role) -> None:
        dialog = InviteDialog(self._words.say("invite.making"))
        self._window.show_overlay(dialog)
        self._client.ask(
            lambda backend: backend,
            lambda backend: self._runner.submit(
                partial(backend.invite, role),
                partial(self._show, dialog),
                partial(self._failed, dialog),
            ),
            partial(self._failed, dialog),
        )

    def _show(self, dialog: InviteDialog, waiting: WaitingInvite) -> None:
        if dialog.is_open:
            until = clock_time(waiting.until, self._zone)
            dialog.show_invite(waiting.line.text, self._words.say("invite.how", until=until))

    def _failed(self, dialog: InviteDialog, error: Exception) -> None:
        if dialog.is_open:
            dialog.show_sentence(self._error_text(error))
