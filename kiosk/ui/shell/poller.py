"""Asks the same question at intervals, one at a time, off the GUI thread."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from kiosk.ui.shell.page import PolledPage

T = TypeVar("T")

Ask = Callable[[Callable[[T | None], None], Callable[[Exception], None]], object]
"""Asks once; calls the first function with the answer, or the second with the error."""

EVERY_MS = 1000


class Poller(QObject, Generic[T]):
    """Asks from `start` to `stop` and shows each answer but None, which means no change."""

    def __init__(
        self,
        ask: Ask[T],
        show: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._show = show
        self._report = failed
        self._asked = False
        self._tick = QTimer(self, interval=every_ms)
        self._tick.timeout.connect(self.poll)

    def start(self) -> None:
        """Start asking, at once and then at intervals."""
        self._tick.start()
        self.poll()

    def stop(self) -> None:
        """Stop asking."""
        self._tick.stop()

    def run_while_visible(self, page: PolledPage) -> None:
        """Start and stop with a page."""
        page.appeared.connect(self.start)
        page.disappeared.connect(self.stop)

    def poll(self) -> None:
        """Ask once, unless an answer is on its way."""
        if not self._asked:
            self._asked = True
            self._ask(self._answered, self._failed)

    def _answered(self, answer: T | None) -> None:
        self._asked = False
        if answer is not None:
            self._show(answer)

    def _failed(self, error: Exception) -> None:
        self._asked = False
        self._report(error)
