"""Supervised threads: a thread that dies or hangs is logged, reported and replaced."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

_log = logging.getLogger(__name__)
_CHECK_EVERY_S = 0.25
_FIRST_PAUSE_S = 0.5
# A hanging thread cannot be stopped: with this pause, a day leaves a hundred of them at most.
_MAX_PAUSE_S = 600.0
_STABLE_S = 60.0  # after this time without a fault, the next one counts as the first


class Fault(Enum):
    """The reason why a thread ended too early."""

    DIED = "died"
    HUNG = "hung"


class Life:
    """One thread of a worker, from its start until it is replaced."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._over = threading.Event()
        self._until: float | None = None

    @property
    def over(self) -> bool:
        """True if this thread was replaced or stopped; it must not report anything any more."""
        return self._over.is_set()

    @property
    def late(self) -> bool:
        """True if the current step exceeds its limit."""
        return (until := self._until) is not None and self._clock() > until

    @contextmanager
    def step(self, limit_s: float) -> Iterator[None]:
        """Set the time limit of the work in this block; waiting for work has no limit."""
        self._until = self._clock() + limit_s
        try:
            yield
        finally:
            self._until = None

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond the end of this life."""
        self._over.wait(seconds)

    def end(self) -> None:
        """End this life."""
        self._over.set()


class Worker:
    """Runs a function on a thread; `check`, called regularly, replaces a thread that failed.

    The function returns when its life is over or there is no more work. A hanging thread cannot be
    stopped: it is abandoned, and ends by itself if it ever returns.
    """

    def __init__(
        self,
        name: str,
        run: Callable[[Life], None],
        *,
        failed: Callable[[Fault], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`failed` is called by `check` for each failed thread, before its replacement starts."""
        self.name = name
        self._run = run
        self._failed = failed
        self._clock = clock
        self._lock = threading.Lock()
        self._life = Life(clock)
        self._thread: threading.Thread | None = None
        self._done = False
        self._stopped = False
        self._faults = 0
        self._failed_at = clock()
        self._restart_at: float | None = None

    def start(self) -> None:
        """Start the thread; returns at once."""
        with self._lock:
            self._start_thread()

    def stop(self, timeout_s: float) -> bool:
        """End the thread; return whether it ended within the timeout."""
        self._stopped = True
        self._life.end()
        return self.join(timeout_s)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread to end by itself; return whether it did within the timeout."""
        self._stopped = True
        thread = self._thread
        if thread is None or thread.ident is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def check(self) -> None:
        """Replace a failed thread: at once the first time, then with growing pauses."""
        with self._lock:
            fault = self._fault()
            if fault is not None:
                self._life.end()
                self._record_fault(fault)
            elif self._restart_at is None or self._clock() < self._restart_at:
                return
            if self._restart_at is not None and self._clock() >= self._restart_at:
                self._start_thread()

    def _fault(self) -> Fault | None:
        if self._stopped or self._thread is None or self._restart_at is not None:
            return None
        if self._life.late:
            return Fault.HUNG
        return None if self._done or self._thread.is_alive() else Fault.DIED

    def _record_fault(self, fault: Fault) -> None:
        now = self._clock()
        self._faults = 1 if now - self._failed_at > self._faults * _STABLE_S else self._faults + 1
        self._failed_at = now
        first = self._faults == 1
        pause = 0.0 if first else min(_FIRST_PAUSE_S * 2.0**self._faults, _MAX_PAUSE_S)
        self._restart_at = now + pause
        _log.error("the thread %s %s; another takes over in %s s", self.name, fault.value, pause)
        self._failed(fault)

    def _start_thread(self) -> None:
        if self._stopped:
            return
        self._restart_at = None
        self._done = False
        self._life = life = Life(self._clock)
        self._thread = threading.Thread(
            target=self._run_thread, args=(life,), name=self.name, daemon=True
        )
        self._thread.start()

    def _run_thread(self, life: Life) -> None:
        try:
            self._run(life)
        except BaseException:  # noqa: BLE001 - thread boundary: `check` starts another
            _log.exception("the thread %s failed", self.name)
        else:
            if life is self._life:
                self._done = True


class Watchdog:
    """Checks workers on its own thread, from start() to stop()."""

    def __init__(self, workers: Sequence[Worker], *, every_s: float = _CHECK_EVERY_S) -> None:
        self._workers = workers
        self._every_s = every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Start checking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop checking."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(self._every_s):
            for worker in self._workers:
                try:
                    worker.check()
                except Exception:  # noqa: BLE001 - thread boundary: the others are still checked
                    _log.exception("the thread %s could not be replaced", worker.name)
