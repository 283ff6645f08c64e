"""A box for one item between two threads: the newest item replaces older ones."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Keeps only the newest item; calls `wake` only when an empty box is filled."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._item: T | None = None
        self.dropped = 0  # items that were replaced before they were taken

    def put(self, item: T) -> None:
        """Put in the newest item; an item that was not taken is replaced."""
        with self._lock:
            was_empty = self._item is None
            self.dropped += not was_empty
            self._item = item
        if was_empty:
            self._wake()

    def take(self) -> T | None:
        """Return the item and empty the box; None if it is empty."""
        with self._lock:
            item, self._item = self._item, None
        return item
