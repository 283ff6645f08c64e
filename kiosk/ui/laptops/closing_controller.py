"""Closes the day on request, with a confirmation for each step, and two for the last one."""

from collections.abc import Callable
from functools import partial

from kiosk.domain.event_settings import Event
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptops_interface import LaptopsBackend
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.shell.main_window import Guard
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.widgets.digits_dialog import DigitsDialog
from kiosk.ui.widgets.time_input import read_time

_YES, _NO = "yes", "no"
# Questions: the title, and the labels of the buttons for yes and no.
_HAND_IN = ("closing.hand_in.title", "closing.hand_in.yes", "closing.hand_in.no")
_ALL = ("closing.all.title", "closing.all.yes", "closing.all.no")
_EMPTY = ("closing.empty.title", "closing.empty.yes", "closing.empty.no")
_EMPTY_AGAIN = ("closing.empty_again.title", "closing.empty_again.yes", "closing.empty_again.no")


class ClosingController(RoomController[LaptopsBackend]):
    """Asks for the confirmations, and starts the steps."""

    def __init__(
        self,
        ui: UiContext[LaptopsBackend],
        page: LaptopsPage,
        exchanges: ExchangeController,
        event: Event,
        guard: Guard | None,
    ) -> None:
        """`guard` asks an organiser before everyone is checked out; None if no PIN is needed."""
        super().__init__(ui, page)
        self._page = page
        self._exchanges = exchanges
        self._event = event
        self._guard = guard
        page.closing.hand_in_asked.connect(self._ask_to_hand_in)
        page.closing.all_asked.connect(self._ask_all)
        page.closing.out_asked.connect(lambda: self._if_allowed(self._ask_when))
        page.closing.empty_asked.connect(self._ask_to_empty)

    def _ask_to_hand_in(self) -> None:
        stick = self._exchanges.stick
        if stick is None:
            self._page.choose_folder(self._exchanges.hand_in)
        else:
            self._ask(_HAND_IN, partial(self._exchanges.hand_in, stick.path))

    def _ask_all(self, asked: bool) -> None:
        go = partial(self._exchanges.ask_to_hand_in, asked)
        self._if_allowed(partial(self._ask, _ALL, go) if asked else go)

    def _if_allowed(self, go: Callable[[], None]) -> None:
        if self._guard is None:
            go()
        else:
            self._guard(go)

    def _ask_when(self) -> None:
        words = self._words
        dialog = DigitsDialog(words.say("closing.out.title"), clock=True)

        def given(digits: str) -> None:
            at = read_time(digits, self._event.date, self._event.zone)
            if at is None:
                dialog.show_trouble(words.say("closing.out.no_time"))
            else:
                dialog.dismiss()
                self._exchanges.check_everyone_out(at)

        dialog.given.connect(given)
        self._window.show_overlay(dialog)

    def _ask_to_empty(self) -> None:
        empty = partial(self._exchanges.finish, self._empty_now)
        self._ask(_EMPTY, partial(self._ask, _EMPTY_AGAIN, empty))

    def _empty_now(self) -> None:
        self._client.ask(
            lambda station: station.wipe_at_exit(),
            lambda _: self._window.close_for_good(),
            lambda error: self._page.show_trouble(self._error_text(error)),
        )

    def _ask(self, question: tuple[str, str, str], go: Callable[[], None]) -> None:
        title, yes, no = (self._words.say(key) for key in question)
        choices = [(_NO, no), (_YES, yes)]
        self._ask_choice(title, choices, lambda key: go() if key == _YES else None)
