"""The objects of a JSON file as rows: their keys are the headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning, Question
from kiosk.guestlist.row_source import Row, SheetInfo
from kiosk.guestlist.sources.arriving_sheet import ArrivingSheet
from kiosk.guestlist.sources.headings.headed_file import HeadedFile
from kiosk.guestlist.sources.headings.heading_rows import Headings
from kiosk.guestlist.sources.json_reader import send_json
from kiosk.guestlist.sources.limits import MOST_JSON
from kiosk.guestlist.sources.sheet_reader import read_sheets


@dataclass(frozen=True, slots=True)
class JsonList(HeadedFile):
    """The objects of a JSON file; a row's number counts them from 1."""

    path: Path
    packed: ArrivingSheet
    found: Headings
    sheets: tuple[SheetInfo, ...] = ()
    sheet: str | None = None

    def rows(self) -> Iterator[Row]:
        """Yield the objects' rows."""
        for number, cells in islice(self.packed.rows(), 1, None):
            if not isinstance(cells, list) or any(map(str.strip, cells)):
                yield number, cells

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings: none."""
        return []

    def questions(self) -> list[Question]:
        """Return the questions: none."""
        return []


def open_json(path: Path) -> JsonList:
    """Read a JSON file in a separate process; UnusableInput if it contains no objects."""
    if path.stat().st_size > MOST_JSON:
        raise UnusableInput("error.json_too_large", file=path.name, megabytes=MOST_JSON >> 20)
    (packed,) = read_sheets(path, send_json)
    _, headings = next(packed.rows())
    if not isinstance(headings, list):
        raise UnusableInput("error.list_is_broken", file=path.name)
    return JsonList(path, packed, Headings(0, tuple(headings)))
