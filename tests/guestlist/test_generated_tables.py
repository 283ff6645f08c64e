"""Any CSV or TSV with usual headings comes in whole: each code has its outcome, nothing is lost."""

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.guestlist.generated_lists import NAMES, NAMES_IN_UNICODE, GuestTable, check, guest_tables

NOTES = (
    "",
    'tafel 4; "bij het raam"',
    "rolstoel, helling | achterom",
    "belt\teerst",
    "komt later\nen gaat eerder weg",
)
SEPARATORS = ";,\t|"
LINE_ENDS = ("\n", "\r\n", "\r")
QUOTING: tuple[Literal[0, 1, 2], ...] = (
    csv.QUOTE_MINIMAL,
    csv.QUOTE_ALL,
    csv.QUOTE_NONNUMERIC,
)
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
OF_WESTERN_EUROPE = ("cp1252", "mac_roman")
COMMON = [HealthCheck.too_slow, HealthCheck.data_too_large]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A generated text file: its table, and how the table is written."""

    table: GuestTable
    encoding: str
    separator: str
    line_end: str
    quoting: Literal[0, 1, 2]
    shows_separator: bool

    def written(self, folder: Path) -> Path:
        path = folder / ("gasten.tsv" if self.separator == "\t" else "gasten.csv")
        text = io.StringIO(newline="")
        # With another line end the writer leaves a note of two lines without quotation marks.
        writer = csv.writer(text, delimiter=self.separator, quoting=self.quoting)
        writer.writerows(self.table.rows)
        hint = f"sep={self.separator}\r\n" if self.shows_separator else ""
        whole = (hint + text.getvalue()).replace("\r\n", self.line_end)
        path.write_bytes(whole.encode(self.encoding))
        return path


@st.composite
def text_files(draw: st.DrawFn) -> TextFile:
    encoding = draw(st.sampled_from((*UNICODE, *OF_WESTERN_EUROPE)))
    table = draw(guest_tables(NAMES_IN_UNICODE if encoding in UNICODE else NAMES, NOTES))
    return TextFile(
        replace(table, answers={"encoding": f"--encoding {encoding}"}),
        encoding,
        draw(st.sampled_from(SEPARATORS)),
        draw(st.sampled_from(LINE_ENDS)),
        draw(st.sampled_from(QUOTING)),
        draw(st.booleans()),
    )


@settings(max_examples=14, deadline=None, suppress_health_check=COMMON, derandomize=True)
@given(text_files())
def test_a_text_file_comes_in_whole(file: TextFile) -> None:
    check(file.table, file.written)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@settings(max_examples=120, deadline=None, suppress_health_check=COMMON)
@given(text_files())
def test_many_text_files_come_in_whole(file: TextFile) -> None:
    check(file.table, file.written)
