"""Follows an import: the number of rows read, and whether it was cancelled in time."""

import threading
from collections.abc import Callable

from kiosk.errors import UnusableInput

CANCELLED = "error.import_cancelled"


class ImportWatch:
    """The watch of an import without a window: it ignores the progress and never cancels."""

    def count_rows(self, rows: int) -> None:
        """Note how many rows were read; raise UnusableInput if the import was cancelled."""

    def begin_commit(self) -> None:
        """Raise UnusableInput if the import was cancelled; from now on it cannot be cancelled."""


class ImportRun(ImportWatch):
    """An import of the window: reports its rows, and can be cancelled from another thread."""

    def __init__(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """`progress` is called on the thread of the import."""
        self.progress = progress
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Cancel the import, unless its list is about to be the current one."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Return True once a person cancelled the import."""
        return self._cancelled.is_set()

    def count_rows(self, rows: int) -> None:
        """Report how many rows were read."""
        self._check()
        self.progress(rows)

    def begin_commit(self) -> None:
        """Raise UnusableInput if the import was cancelled."""
        self._check()

    def _check(self) -> None:
        if self.cancelled:
            raise UnusableInput(CANCELLED)
