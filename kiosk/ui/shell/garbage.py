"""Collects Python's cyclic garbage on the window's thread only.

On another thread a collection may destroy an object of Qt: that thread then waits for Python's lock
while it holds one of Qt, and the window's thread waits for both the other way round, for ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY_MS = 1_000


@contextmanager
def garbage_collected_here() -> Iterator[None]:
    """Collect on this thread, once a second if it is due, and never on another one."""
    automatic = gc.isenabled()
    gc.disable()
    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(collect_due_garbage)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        if automatic:
            gc.enable()


def collect_due_garbage() -> None:
    """Collect the oldest generation of which Python's own thresholds say that it is due."""
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
