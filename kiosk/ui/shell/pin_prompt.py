"""Asks for a PIN in a dialog until it is correct or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.texts import Texts
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.pin_interface import PinBackend
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.digits_dialog import DigitsDialog

if TYPE_CHECKING:
    from kiosk.domain.event_settings import Event
    from kiosk.domain.pin_rules import PinProof


class PinPrompt:
    """Runs an action after a correct PIN."""

    def __init__(self, ui: UiContext[PinBackend]) -> None:
        self._window = ui.window
        self._client = ui.client

    def guard(self, go: Callable[[], None]) -> None:
        """Run an action after a correct PIN."""
        self.ask(lambda _: go())

    def ask(self, then: Callable[[PinProof], None], about: str = "") -> None:
        """Ask for a PIN, then call `then` with the proof; `about` names the guest in the dialog.

        If no PIN is set, show whom to ask instead.
        """

        def known(event: Event | None) -> None:
            if event is None:
                self._ask_pin(then, about)
            else:
                self._window.show_overlay(_no_pin_dialog(event, self._window.words, about))

        self._client.ask(
            lambda pins: pins.event_without_pin(), known, lambda _: self._ask_pin(then, about)
        )

    def set_pin(
        self, pin: str, done: Callable[[None], None], failed: Callable[[Exception], None]
    ) -> None:
        """Give the organiser a PIN."""
        self._client.ask(lambda pins: pins.set_pin(pin), done, failed, once="set PIN")

    def _ask_pin(self, then: Callable[[PinProof], None], about: str) -> None:
        dialog = DigitsDialog(self._window.words.say("scan.pin"), about=about, hidden=True)

        def proved(proof: PinProof) -> None:
            if dialog.is_open:
                dialog.dismiss()
                then(proof)

        def refused(error: Exception) -> None:
            if dialog.is_open:
                dialog.show_trouble(error_text(error, self._window.words))

        dialog.given.connect(
            lambda pin: self._client.ask(
                lambda pins: pins.check_pin(pin), proved, refused, once="check PIN"
            )
        )
        self._window.show_overlay(dialog)


def _no_pin_dialog(event: Event, words: Texts, about: str) -> ChoiceDialog:
    rules = event.rules
    if rules.help_phone:
        title = words.say("scan.pin_call", phone=rules.help_phone.replace(" ", "\u00a0"))
    else:
        place = rules.help_point or words.say("verdict.help_point")
        title = words.say("scan.pin_help", help=place)
    explanation = "\n".join(filter(None, (about, words.say("scan.pin_unset"))))
    return ChoiceDialog(title, [("back", words.say("scan.pin_close"))], explanation)
