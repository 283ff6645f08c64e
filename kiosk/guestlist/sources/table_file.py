"""A guest list's file as rows of cells, whichever spreadsheet or shop wrote it."""

import csv
import io
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import IO

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning, Question
from kiosk.guestlist.mojibake import is_of_a_mac
from kiosk.guestlist.row_source import Broken, Row, SheetInfo
from kiosk.guestlist.source_name import source_name
from kiosk.guestlist.sources.stray_quote import RecordLines, swallows_rows

LONGEST_CELL = 32_767
"""Characters of a cell at most: a spreadsheet's cell holds no more."""

LONGEST_LINE = 1_048_576
"""Characters of a line at most; what is longer is never held in memory."""

_TOO_LONG = "x" * (LONGEST_CELL + 1) + "\n"  # a line that the reader refuses as it should

_SEPARATORS = ";,\t|"
_ODD_SEPARATORS = ":^~"  # also common within a cell: they count where they part two usual names
_HEAD = 65_536
_MUCH = 8 * LONGEST_LINE
_SAMPLE_ROWS = 100
_HEADINGS_WITHIN = 15  # some lists carry a title above their headings

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
MAC = "mac_roman"

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MOST_CONTROLS = 8  # kinds of control characters in text at most: a packed file has them all
_NEVER_IN_TEXT = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1a\x1b"})


@dataclass(frozen=True, slots=True)
class Table:
    """A text file with headings above its rows; `heading_row` is their number."""

    path: Path
    encoding: str
    separator: str
    heading_row: int
    headings: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def list_name(self) -> str:
        """The file's name without what changes from day to day."""
        return source_name(self.path)

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """A text has no sheets."""
        return ()

    @property
    def sheet(self) -> str | None:
        """A text has no sheets."""
        return None

    def questions(self) -> list[Question]:
        """Return the choices that a person must make first."""
        return []

    def problems(self) -> list[ImportWarning]:
        """Return what is doubtful about how the file's letters were understood."""
        return [ImportWarning("mac_letters")] if self.encoding == MAC else []

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings, one at a time; blank ones only count."""
        width = len(self.headings)
        for number, cells in _rows(self.path, self.encoding, self.separator, width):
            if number > self.heading_row and (isinstance(cells, Broken) or any(cells)):
                yield number, cells


def open_table(path: Path, is_heading: Callable[[str], bool]) -> Table:
    """Find out how a file is written; UnusableInput if it is no list that can be read.

    `is_heading` tells the usual names of columns: they choose separator and heading row.
    """
    encoding = _encoding(path)
    every = _SEPARATORS + _ODD_SEPARATORS
    samples = {separator: _sample(path, encoding, separator) for separator in every}
    ranks = {separator: _likeness(rows, is_heading) for separator, rows in samples.items()}
    likely = [one for one, (known, *_) in ranks.items() if one in _SEPARATORS or known > 1]
    rows = samples[separator := max(likely, key=ranks.__getitem__)]
    if not rows:
        raise UnusableInput("list_empty", file=path.name)
    number, headings = max(
        rows[:_HEADINGS_WITHIN], key=lambda row: (_recognised(row[1], is_heading), -row[0])
    )
    return Table(path, encoding, separator, number, tuple(cell.strip() for cell in headings))


def _recognised(cells: Sequence[str], is_heading: Callable[[str], bool]) -> int:
    return sum(map(is_heading, cells))


def _likeness(
    rows: Sequence[tuple[int, list[str]]], is_heading: Callable[[str], bool]
) -> tuple[int, float, int]:
    """Rank a separator: headings recognised, rows as wide as the most of them, their width."""
    known = max((_recognised(cells, is_heading) for _, cells in rows[:_HEADINGS_WITHIN]), default=0)
    widths = [len(cells) for _, cells in rows]
    width = max(widths, key=widths.count, default=0)
    return known, width > 1 and widths.count(width) / len(widths), width


def _sample(path: Path, encoding: str, separator: str) -> list[tuple[int, list[str]]]:
    rows = islice(_rows(path, encoding, separator), _SAMPLE_ROWS)
    return [(number, cells) for number, cells in rows if isinstance(cells, list) and any(cells)]


def _rows(path: Path, encoding: str, separator: str, width: int = 0) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    with _text(path, encoding) as stream:
        lines = RecordLines(_lines(stream, path))
        reader = csv.reader(lines, delimiter=separator, strict=True)
        for number in count(1):
            lines.begin_record()
            try:
                cells: list[str] | Broken = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cells = _why_broken(error, lines)
            except UnicodeDecodeError as error:
                raise UnusableInput("list_encoding", file=path.name) from error
            if isinstance(cells, list) and swallows_rows(cells, lines.record, separator, width):
                cells = Broken.QUOTES
            if cells is Broken.QUOTES:
                lines.give_back()
            yield number, cells


def _why_broken(error: csv.Error, lines: RecordLines) -> Broken:
    """Tell a cell that is too long from a quotation mark that takes in what is below it."""
    is_long = "field larger" in str(error) and len(lines.record) == 1
    return Broken.TOO_LONG if is_long else Broken.QUOTES


def _lines(stream: IO[str], path: Path) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and line[-1] != "\n":
            _skip_line(stream)
            line = _TOO_LONG
        if "\0" in line:
            raise UnusableInput("list_has_nul", file=path.name, row=number)
        if number == 1 and line.rstrip()[:-1].casefold() == "sep=":
            continue  # Excel's own hint is no row
        yield line


def _skip_line(stream: IO[str]) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and rest[-1] != "\n":
        pass


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(path.open("rb"), encoding=encoding, newline=None)


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        for mark, encoding in _MARKS.items():
            if head.startswith(mark):
                return encoding
        if wide := _wide(head):
            return wide
        _refuse_other_kinds(path, head)
        if _is_utf8(path):
            return "utf-8"
        return MAC if _is_of_a_mac(path) else "cp1252"
    except FileNotFoundError as error:
        raise UnusableInput("list_missing", file=path) from error
    except OSError as error:
        raise UnusableInput("list_unreadable", file=path) from error


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros: every other byte of Western text is one."""
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if zeros > len(head) // 4 and not others:
            return encoding
    return None


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if head.startswith(_WORKBOOKS):
        raise UnusableInput("list_is_workbook", file=path.name)
    if not head.strip():
        raise UnusableInput("list_empty", file=path.name)
    if 0 in head or _is_binary(head):
        key = "list_has_nul" if _one_nul(head) else "list_is_binary"
        raise UnusableInput(key, file=path.name, row=head[: head.find(0)].count(b"\n") + 1)
    if head.lstrip().startswith((b"{", b"[")):
        raise UnusableInput("list_is_json", file=path.name)


def _is_binary(head: bytes) -> bool:
    """Tell a file that is no text from one with some control characters in its cells."""
    strange = [byte for byte in head if byte in _NEVER_IN_TEXT]
    return len(strange) * 5 > len(head) or len(set(strange)) > _MOST_CONTROLS


def _one_nul(head: bytes) -> bool:
    """Tell a list with a stray NUL from a file that is no text at all."""
    strange = len(head) - len(head.translate(None, _NEVER_IN_TEXT))
    return 0 in head and strange * 100 < len(head)


def _is_of_a_mac(path: Path) -> bool:
    with path.open("rb") as file:
        return is_of_a_mac(file.read(_MUCH))


def _is_utf8(path: Path) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    several_bytes = False
    with path.open("rb") as file:
        while chunk := file.read(LONGEST_LINE):
            try:
                several_bytes |= not decoder.decode(chunk).isascii()
            except UnicodeDecodeError as error:
                with suppress(UnicodeDecodeError):
                    several_bytes |= not chunk[: error.start].decode(errors="ignore").isascii()
                if several_bytes:
                    # Windows-1252 text hardly ever reads as UTF-8 by accident.
                    raise UnusableInput("list_encoding", file=path.name) from error
                return False
    return True
