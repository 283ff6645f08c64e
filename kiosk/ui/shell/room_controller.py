"""The base of the controllers of a room."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from kiosk.texts import Texts
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.widgets.choice_dialog import WIDTH, ChoiceDialog

R_co = TypeVar("R_co", covariant=True)


class RoomController(QObject, Generic[R_co]):
    """Has the window, the client of the room's backend, and the texts in the current language."""

    def __init__(self, ui: UiContext[R_co], parent: QObject | None = None) -> None:
        """Without a `parent` it lives as long as the window."""
        super().__init__(parent or ui.window)
        self._ui = ui
        self._window = ui.window
        self._client = ui.client

    @property
    def _words(self) -> Texts:
        return self._window.words

    def _error_text(self, error: Exception) -> str:
        return error_text(error, self._words)

    def _ask_choice(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        chosen: Callable[[str], None],
        text: str = "",
        *,
        width: int = WIDTH,
    ) -> None:
        """Ask for one of several choices, each a key and its text, and pass on its key."""
        dialog = ChoiceDialog(title, choices, text, width=width)
        dialog.chosen.connect(chosen)
        self._window.show_overlay(dialog)
