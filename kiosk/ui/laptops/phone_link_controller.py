"""Shows the link to the headcount for phones, on the laptop that connects the others."""

from collections.abc import Callable

from kiosk.sync.network.link_status import LinkState, NetworkStatus
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.laptops.network_interface import NetworkBackend
from kiosk.ui.laptops.phone_link_dialog import PhoneLinkDialog
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner

_SERVE = "serve"


class PhoneLinkController(RoomController[NetworkBackend]):
    """Makes and withdraws the link when a person asks for it on the headcount page."""

    def __init__(self, ui: UiContext[NetworkBackend], page: HeadcountPage, runner: Runner) -> None:
        super().__init__(ui, page)
        self._runner = runner
        self._dialog: PhoneLinkDialog | None = None
        page.phone_asked.connect(self._ask)

    def _ask(self) -> None:
        self._client.ask(lambda backend: (backend, backend.status()), self._choose, self._failed)

    def _choose(self, found: tuple[NetworkBackend, NetworkStatus]) -> None:
        backend, status = found
        if status.serving is not None:
            self._run(backend.phone_link)
        elif status.link.state is LinkState.LIVE or not status.may_serve:
            hub = status.link.hub
            self._opened().show_sentence(
                self._words.say("phone.link_elsewhere", hub=hub), again=False
            )
        else:
            self._offer_to_serve(backend)

    def _offer_to_serve(self, backend: NetworkBackend) -> None:
        words = self._words

        def serve() -> str:
            backend.serve()
            return backend.phone_link()

        choices = [(_SERVE, words.say("phone.link_serve"))]
        self._ask_choice(words.say("phone.link_needs_hub"), choices, lambda _: self._run(serve))

    def _run(self, make: Callable[[], str]) -> None:
        self._runner.submit(make, lambda url: self._opened().show_link(url), self._failed)

    def _withdraw(self) -> None:
        self._client.ask(lambda backend: backend, self._withdraw_at, self._failed)

    def _withdraw_at(self, backend: NetworkBackend) -> None:
        self._runner.submit(backend.withdraw_phone_links, self._withdrawn, self._failed)

    def _withdrawn(self, _links: int) -> None:
        self._opened().show_sentence(self._words.say("phone.link_withdrawn"), again=True)

    def _failed(self, error: Exception) -> None:
        self._opened().show_sentence(self._error_text(error), again=True)

    def _opened(self) -> PhoneLinkDialog:
        """Return the open dialog, or a new one."""
        if self._dialog is None:
            self._dialog = PhoneLinkDialog(self._words)
            self._dialog.closed.connect(self._forget)
            self._dialog.withdraw_asked.connect(self._withdraw)
            self._dialog.new_asked.connect(self._ask)
            self._window.show_overlay(self._dialog)
        return self._dialog

    def _forget(self) -> None:
        self._dialog = None
