"""The objects that the whole window shares, and those that the controllers of a room share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QApplication

from kiosk.texts import Texts
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.shell.worker import Runner
from kiosk.ui.style.theme import Theme, WindowOptions

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class AppContext:
    """The application, its window, its options, and its clock (`now` is ms UTC)."""

    app: QApplication
    window: Window
    options: WindowOptions
    now: Callable[[], int]


@dataclass(frozen=True, slots=True)
class UiContext(Generic[R_co]):
    """The window, the client of the room's backend, the theme, the clock, and worker threads.

    `now` is ms UTC; `new_runner` makes a worker thread for slow work, which ends with the window.
    """

    window: Window
    client: RoomClient[R_co]
    theme: Theme
    now: Callable[[], int]
    new_runner: Callable[[], Runner]

    @property
    def words(self) -> Texts:
        """The texts in the current language."""
        return self.window.words
