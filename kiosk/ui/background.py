"""Work off the GUI thread: one thread does it in order, and the answer comes back by a signal."""

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")

Done = Callable[[], None]


class Runner(Protocol):
    """Does work somewhere else and tells the caller, on the caller's thread, how it ended."""

    def submit(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do the work after all work before it; then call `done` or `failed`."""
        ...


class Background(QObject):
    """A runner with a thread of its own: what the work opens belongs to that thread.

    Signals:
        _ended: work ended; carries the call that tells so, for the thread that made this object.
    """

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: queue.SimpleQueue[Callable[[], Done] | None] = queue.SimpleQueue()
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._listening = True
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do the work on the thread, after all work before it."""
        self._work.put(partial(_outcome, work, done, failed))

    def close(self, seconds: float) -> bool:
        """Finish what was submitted, then stop; False if that took longer than this.

        Nobody is told any more how it ended: who asked may be gone.
        """
        self._listening = False
        self._work.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (step := self._work.get()) is not None:
            self._ended.emit(step())

    def _tell(self, ended: Done) -> None:
        if self._listening:
            ended()


def _outcome(
    work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> Done:
    try:
        return partial(done, work())
    except Exception as error:  # noqa: BLE001 - a thread's boundary: the caller is told
        return partial(failed, error)
