"""Follows an import: the number of rows read, and whether it was cancelled in time."""

import threading
from collections.abc import Callable, Iterator

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import Row, RowSource, SheetInfo

CANCELLED = "error.import_cancelled"
_COUNTED = 1_000  # rows


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


class WatchedRows:
    """A source of rows whose rows are counted while they are read."""

    def __init__(self, source: RowSource, watch: ImportWatch) -> None:
        self._source = source
        self._watch = watch
        self.name = source.name
        self.list_name = source.list_name
        self.headings = source.headings
        self.heading_row = source.heading_row
        self.sheet = source.sheet
        self.warnings = source.warnings
        self.questions = source.questions

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets of a workbook, once all of it was read: the rows are read meanwhile."""
        return self._source.sheets

    def rows(self) -> Iterator[Row]:
        """Yield the rows, and report the number so far at regular intervals."""
        for read, row in enumerate(self._source.rows(), start=1):
            if read % _COUNTED == 0:
                self._watch.count_rows(read)
            yield row
