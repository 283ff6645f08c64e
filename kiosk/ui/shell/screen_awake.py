"""Keeps the screen on while the program runs, if the system supports it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from kiosk.supervisor import Fault, Life, Worker

_log = logging.getLogger(__name__)
_LIMIT_S = 15.0
_CHECK_S = 5.0


class ScreenAwake:
    """Asks the system to keep the screen on, on its own thread.

    A thread that dies or hangs is replaced, and asks again.
    """

    part = "awake"

    def __init__(
        self,
        keep_on: Callable[[], AbstractContextManager[bool]] | None = None,
        *,
        limit_s: float = _LIMIT_S,
    ) -> None:
        """`keep_on` keeps the screen on while it is open; its value says whether that works."""
        self.works: bool | None = None  # None until the system answers
        self.faults = 0
        self._keep_on = keep_on or _by_the_system
        self._limit_s = limit_s
        self._worker = Worker("awake", self._run, failed=self._on_fault)

    def start(self) -> None:
        """Start the thread; returns at once."""
        self._worker.start()

    def check(self) -> None:
        """Replace the thread if it died or hangs."""
        self._worker.check()

    def stop(self) -> None:
        """Let the screen go off again; does not wait for the thread."""
        self._worker.stop(0)

    def _on_fault(self, _fault: Fault) -> None:
        self.faults += 1
        self.works = False

    def _run(self, life: Life) -> None:
        with ExitStack() as kept:
            with life.step(self._limit_s):
                works = kept.enter_context(self._keep_on())
            if not life.over:
                if not works:
                    _log.warning("the screen cannot be kept on by this program")
                self.works = works
            while not life.over:
                life.wait(_CHECK_S)


@contextmanager
def _by_the_system() -> Iterator[bool]:
    from wakepy import keep  # noqa: PLC0415 - after the window

    with keep.presenting(on_fail="pass") as mode:
        yield mode.active
