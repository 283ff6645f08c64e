"""Work off the GUI thread: one thread does it in order, and a signal returns the result."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.errors import WorldFailed
from kiosk.supervisor import Fault, Life, Worker

_log = logging.getLogger(__name__)

T = TypeVar("T")

Done = Callable[[], None]

LIMIT_S = 600.0  # a list of 100,000 rows on an old laptop takes minutes
_CHECK_MS = 1_000


class Runner(Protocol):
    """Runs work on another thread and reports the result on the caller's thread."""

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = LIMIT_S,
    ) -> None:
        """Do the work after all earlier work; then call `done` or `failed`.

        Work that takes longer than its limit has failed, and another thread continues.
        """


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    outcome: Callable[[], Done]
    failed: Callable[[Exception], None]
    limit_s: float


class ThreadRunner(QObject):
    """A runner with its own thread; connections opened by the work belong to that thread.

    A thread that dies or hangs is replaced. Its work has failed, and a later result is ignored.

    Signals:
        _ended: work ended; carries the callback with its result, for the thread of this object.
    """

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, part: str = "pages") -> None:
        """`part` is the name of this thread in the texts: `scan.part.<part>`."""
        super().__init__(parent)
        self.part = part
        self.faults = 0
        self._work: queue.SimpleQueue[_Step | None] = queue.SimpleQueue()
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._listening = True
        self._lock = threading.Lock()
        self._step: _Step | None = None
        self._worker = Worker(part, self._run, failed=self._on_fault)
        self._worker.start()
        self._tick = QTimer(self, interval=_CHECK_MS)
        self._tick.timeout.connect(self.check)
        self._tick.start()

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = LIMIT_S,
    ) -> None:
        """Do the work on the thread, after all earlier work."""
        self._work.put(_Step(partial(_outcome, work, done, failed), failed, limit_s))

    def check(self) -> None:
        """Replace the thread if it died or hangs."""
        self._worker.check()

    def close(self, seconds: float) -> bool:
        """Finish the submitted work, then stop; False if that took longer than `seconds`.

        Results are no longer delivered: the caller may be gone.
        """
        self._listening = False
        self._tick.stop()
        self._work.put(None)
        return self._worker.join(seconds)

    def _run(self, life: Life) -> None:
        while not life.over and (step := self._work.get()) is not None:
            self._step = step
            with life.step(step.limit_s):
                ended = step.outcome()
            if self._claim(step):
                self._ended.emit(ended)

    def _claim(self, step: _Step | None) -> bool:
        """Return whether a step is still to be reported, by its thread or by `_on_fault`."""
        with self._lock:
            if step is None or self._step is not step:
                return False
            self._step = None
            return True

    def _on_fault(self, _fault: Fault) -> None:
        """Report the step of a failed thread as failed."""
        self.faults += 1
        step = self._step
        if step is not None and self._claim(step):
            self._ended.emit(partial(step.failed, WorldFailed("error.work_stuck")))

    def _deliver(self, ended: Done) -> None:
        if self._listening:
            ended()


class Workers(QObject):
    """Makes worker threads, and stops them after their work."""

    def __init__(self, stop_s: float, parent: QObject) -> None:
        """`stop_s` is the longest wait for one thread, in seconds."""
        super().__init__(parent)
        self._stop_s = stop_s
        self._runners: list[tuple[ThreadRunner, Callable[[], None] | None]] = []

    def new(self, close: Callable[[], None] | None = None) -> ThreadRunner:
        """Return a new thread; `close` is its last work."""
        runner = ThreadRunner(self)
        self._runners.append((runner, close))
        return runner

    def stop(self) -> None:
        """Stop all threads after their work."""
        for runner, close in self._runners:
            if close is not None:
                runner.submit(close, lambda _: None, _not_closed)
            runner.close(self._stop_s)


def _not_closed(error: Exception) -> None:
    _log.error("a connection of a worker thread could not be closed", exc_info=error)


def _outcome(
    work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> Done:
    try:
        return partial(done, work())
    except Exception as error:  # noqa: BLE001 - a thread's boundary: the caller gets the error
        return partial(failed, error)
