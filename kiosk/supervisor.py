"""Threads that are looked after: one that dies or hangs is replaced, which is logged and said."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

_log = logging.getLogger(__name__)
_EVERY_S = 0.25
_FIRST_PAUSE_S = 0.5
# Each thread that hangs is left behind: at this pause a day leaves a hundred at most.
_LONGEST_PAUSE_S = 600.0
_WELL_S = 60.0  # after so long without a fault the next one counts as the first


class Fault(Enum):
    """How a thread ended that was not to end."""

    DIED = "died"
    HUNG = "hung"


class Life:
    """One thread of a worker, from its start until another takes its place."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._over = threading.Event()
        self._until: float | None = None

    @property
    def over(self) -> bool:
        """Whether another thread works now, or none is to: nothing may be told any more."""
        return self._over.is_set()

    @property
    def late(self) -> bool:
        """Whether the step that it is in takes longer than its limit."""
        return (until := self._until) is not None and self._clock() > until

    @contextmanager
    def step(self, limit_s: float) -> Iterator[None]:
        """Be busy with something that takes at most so long; waiting for work has no limit."""
        self._until = self._clock() + limit_s
        try:
            yield
        finally:
            self._until = None

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond the end of this life."""
        self._over.wait(seconds)

    def end(self) -> None:
        """Let it come to its end."""
        self._over.set()


class Worker:
    """Runs a function on a thread; `check`, called now and then, replaces a thread that failed.

    The function returns when its life is over or there is nothing left to do. A thread that hangs
    cannot be stopped: it is left behind, and ends by itself if it ever comes back.
    """

    def __init__(
        self,
        name: str,
        run: Callable[[Life], None],
        *,
        failed: Callable[[Fault], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`failed` is called by `check` for each thread that failed, before another begins."""
        self.name = name
        self._run = run
        self._failed = failed
        self._clock = clock
        self._turn = threading.Lock()
        self._life = Life(clock)
        self._thread: threading.Thread | None = None
        self._done = False
        self._stopped = False
        self._faults = 0
        self._failed_at = clock()
        self._again_at: float | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        with self._turn:
            self._begin()

    def stop(self, timeout_s: float) -> bool:
        """Let the thread end; return whether it did within this time."""
        self._stopped = True
        self._life.end()
        return self.join(timeout_s)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread to end by itself; return whether it did within this time."""
        self._stopped = True
        thread = self._thread
        if thread is None or thread.ident is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def check(self) -> None:
        """Replace the thread if it failed, at once the first time and ever later if it goes on."""
        with self._turn:
            fault = self._fault()
            if fault is not None:
                self._life.end()
                self._note(fault)
            elif self._again_at is None or self._clock() < self._again_at:
                return
            if self._again_at is not None and self._clock() >= self._again_at:
                self._begin()

    def _fault(self) -> Fault | None:
        if self._stopped or self._thread is None or self._again_at is not None:
            return None
        if self._life.late:
            return Fault.HUNG
        return None if self._done or self._thread.is_alive() else Fault.DIED

    def _note(self, fault: Fault) -> None:
        now = self._clock()
        self._faults = 1 if now - self._failed_at > self._faults * _WELL_S else self._faults + 1
        self._failed_at = now
        first = self._faults == 1
        pause = 0.0 if first else min(_FIRST_PAUSE_S * 2.0**self._faults, _LONGEST_PAUSE_S)
        self._again_at = now + pause
        _log.error("the thread %s %s; another takes over in %s s", self.name, fault.value, pause)
        self._failed(fault)

    def _begin(self) -> None:
        if self._stopped:
            return
        self._again_at = None
        self._done = False
        self._life = life = Life(self._clock)
        self._thread = threading.Thread(
            target=self._live, args=(life,), name=self.name, daemon=True
        )
        self._thread.start()

    def _live(self, life: Life) -> None:
        try:
            self._run(life)
        except BaseException:  # noqa: BLE001 - a thread's end: `check` begins another
            _log.exception("the thread %s failed", self.name)
        else:
            if life is self._life:
                self._done = True


class Watchdog:
    """Checks workers from a thread that does nothing else, from start() to stop()."""

    def __init__(self, workers: Sequence[Worker], *, every_s: float = _EVERY_S) -> None:
        self._workers = workers
        self._every_s = every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to check."""
        self._thread.start()

    def stop(self) -> None:
        """Check no more."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(self._every_s):
            for worker in self._workers:
                try:
                    worker.check()
                except Exception:  # noqa: BLE001 - a thread's end: the others are still looked after
                    _log.exception("the thread %s could not be replaced", worker.name)
