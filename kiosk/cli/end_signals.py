"""Ctrl+C and requests to end, for commands that run until then."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def on_end_signal(stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` when this process is asked to end while the block runs."""
    names = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(name, lambda *_: stop()) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler)
