"""The common part of all files: a file name, and headings above the rows."""

from pathlib import Path

from kiosk.guestlist.source_name import source_name
from kiosk.guestlist.sources.headings.heading_rows import Headings


class HeadedFile:
    """A file with headings above its rows; a subclass sets the path and the headings."""

    __slots__ = ()

    path: Path
    found: Headings

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def list_name(self) -> str:
        """The file's name without dates and version numbers."""
        return source_name(self.path)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.found.texts

    @property
    def heading_row(self) -> int:
        """The number of the row with the headings."""
        return self.found.row
