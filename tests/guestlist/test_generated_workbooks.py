"""Any workbook or page with usual headings comes in whole: no code or guest is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.guestlist.generated_lists import GuestTable, check, guest_tables
from tests.guestlist.workbooks import Rows, ods, xlsx

EXPLANATION = [["Zo vul je dit in"], ["Vragen? Bel ons"]]


@dataclass(frozen=True, slots=True)
class Book:
    """A generated workbook: its table, its kind (.xls: a page), and if it has two sheets."""

    table: GuestTable
    suffix: str
    explained: bool

    def written(self, folder: Path) -> Path:
        path = folder / f"gasten{self.suffix}"
        sheets: dict[str, Rows] = {"Uitleg": EXPLANATION} if self.explained else {}
        sheets["Gasten"] = self.table.rows
        if self.suffix == ".xlsx":
            return xlsx(path, sheets)
        if self.suffix == ".xls":
            path.write_text("<html>" + "".join(map(page_table, sheets.values())), encoding="utf-8")
            return path
        return ods(path, {name: "".join(map(row, rows)) for name, rows in sheets.items()})


def page_table(rows: Rows) -> str:
    """Return a table of a web page."""
    shown = (
        "".join(
            f"<td>{escape(f'{cell:%d-%m-%Y}' if isinstance(cell, date) else str(cell))}"
            for cell in row
        )
        for row in rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in shown)}</table>"


def row(cells: Sequence[Any]) -> str:
    """Return a row of an OpenDocument sheet."""
    inside = "".join(map(cell, cells)) or "<table:table-cell/>"
    return f"<table:table-row>{inside}</table:table-row>"


def cell(value: Any) -> str:
    """Return a cell of an OpenDocument sheet."""
    kind, held = "string", ""
    if isinstance(value, bool):
        kind, held = "boolean", f'office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int):
        kind, held = "float", f'office:value="{value}"'
    elif isinstance(value, date):
        kind, held = "date", f'office:date-value="{value.isoformat()}"'
    text = escape(str(value))
    return (
        f'<table:table-cell office:value-type="{kind}" {held}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


COMMON = [HealthCheck.too_slow, HealthCheck.data_too_large]
BOOKS = st.builds(Book, guest_tables(), st.sampled_from((".xlsx", ".ods", ".xls")), st.booleans())


@settings(max_examples=7, deadline=None, suppress_health_check=COMMON, derandomize=True)
@given(BOOKS)
def test_a_workbook_comes_in_whole(book: Book) -> None:
    check(book.table, book.written)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@settings(max_examples=60, deadline=None, suppress_health_check=COMMON)
@given(BOOKS)
def test_many_workbooks_come_in_whole(book: Book) -> None:
    check(book.table, book.written)
