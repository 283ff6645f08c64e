"""Has doubles looked for while somebody looks, and takes decisions to the station."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from kiosk.domain.doubles import Cause
from kiosk.ui.background import Runner
from kiosk.ui.doorway import Closing, Doorway
from kiosk.ui.doubles_page import DoublesPage
from kiosk.ui.proving import told
from kiosk.words import Words

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.doubles import DoubleEntry

EVERY_MS = 1000


class DoublesFinder(Closing, Protocol):
    """Finds doubles over a connection of its own; all of it runs on the runner's thread."""

    def look(self) -> Sequence[DoubleEntry] | None:
        """Return the doubles; None as long as nothing was written since the last look."""
        ...


class Decides(Closing, Protocol):
    """A station that writes decisions down, on the thread that owns the store."""

    def decide(self, entry: str, cause: Cause) -> None:
        """Write down why an entry let people in beyond the places; UnusableInput if it may not."""
        ...


class Deciding(QObject):
    """Looks for doubles as long as the page is shown; one question at a time."""

    def __init__(
        self,
        page: DoublesPage,
        finder: DoublesFinder,
        runner: Runner,
        doorway: Doorway[Decides],
        words: Callable[[], Words],
        *,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        """`words` are those of the language of now."""
        super().__init__(parent)
        self._page = page
        self._finder = finder
        self._runner = runner
        self._doorway = doorway
        self._words = words
        self._asked = False
        self._tick = QTimer(self, interval=every_ms)
        self._tick.timeout.connect(self.look)
        page.came.connect(self._start)
        page.went.connect(self._tick.stop)
        page.decided.connect(self._decide)

    def look(self) -> None:
        """Look for doubles, unless somebody does."""
        if not self._asked:
            self._asked = True
            self._runner.submit(self._finder.look, self._found, self._not_found)

    def _start(self) -> None:
        self._tick.start()
        self.look()

    def _found(self, doubles: Sequence[DoubleEntry] | None) -> None:
        self._asked = False
        if doubles is not None:
            self._page.show_doubles(doubles)

    def _not_found(self, error: Exception) -> None:
        self._asked = False
        self._page.show_trouble(told(error, self._words()))

    def _decide(self, entry: str, cause: Cause) -> None:
        def kept(_: None) -> None:
            self._page.show_decided(cause)
            self.look()

        self._doorway.ask(lambda station: station.decide(entry, cause), kept, self._failed)

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(told(error, self._words()))
