"""A code on a list is found at the door, whatever a spreadsheet, a shop or a scanner put to it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.domain.scanned_text import possible_codes
from kiosk.guestlist.cells import CellError, read_code
from tests.guestlist.importer import Importer
from tests.guestlist.workbooks import xlsx

ODD = [
    "TWO  BLANKS  2",
    " blanks around 3 ",
    "no-break\u00a0blank 4",
    "tab\tinside 5",
    "line\nbreak 6",
    "'apostrophe 7",
    "'abcd",
    "'0012",
    "\u2019quoted-8",
    '="0009"',
    "0010",
    "11.0",
    "=12",
    "-13",
    "@14",
    "zero\u200bwidth-15",
    "Zoë-16",
    "Zoe\u0308-17",
    "ZoÃ«-18",
    "ÃƒÂ«-19",
    "]Q1-20",
    "]C1code-21",
    "\\000026-22",
    "https://tickets.example.org/t/23",
    "{24}",
    "a;b,c|25",
    'quote"26',
    "STRASSE-ß-27",
    "ﬁ-28",
    "İstanbul-29",
]

junk = st.text(
    st.one_of(
        st.sampled_from("  '\"=`’‘.0aA1é\u0301Ã©Â\u00a0\t\n-+@;,|\u200b\ufeff]Q#\\"),
        st.characters(codec="utf-8"),
    ),
    max_size=12,
)


@settings(max_examples=2_000, deadline=None)
@given(junk)
@example("'abc")
@example("Ã©-1")
@example("]Q1x")
def test_the_door_tries_the_code_that_a_list_has(text: str) -> None:
    try:
        listed = read_code(text)
    except CellError:
        return
    assert listed in possible_codes(text)


@pytest.mark.parametrize("longest", [4_096, 4_097])
def test_a_code_is_refused_if_the_door_would_not_look_it_up(longest: int) -> None:
    text = "x" * (longest - 2) + "  "
    assert bool(possible_codes(text)) is (longest == 4_096)
    if longest == 4_096:
        assert read_code(text) in possible_codes(text)
    else:
        with pytest.raises(CellError):
            read_code(text)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_code_of_a_text_file_is_found(lists: Importer, separator: str) -> None:
    content = io.StringIO()
    rows = csv.writer(content, delimiter=separator)
    rows.writerow(["Ticketcode", "Naam"])
    rows.writerows([code, f"Gast {number}"] for number, code in enumerate(ODD))
    report = lists.take(content.getvalue())
    assert (report.added, report.rejected) == (len(ODD), ())
    assert not_found(lists, ODD) == []


def test_every_code_of_a_workbook_is_found(lists: Importer, tmp_path: Path) -> None:
    rows = [[code, f"Gast {number}"] for number, code in enumerate(ODD)]
    book = xlsx(
        tmp_path / "a.xlsx",
        {"Gasten": [["Ticketcode", "Naam"], *rows]},
        strings_to_formulas=False,
        strings_to_urls=False,
    )
    report = lists.take(book.read_bytes(), "a.xlsx")
    assert (report.added, report.rejected) == (len(ODD), ())
    assert not_found(lists, ODD) == []


def not_found(lists: Importer, codes: list[str]) -> list[str]:
    """Return the codes that the door's look-up finds under none of their readings."""
    return [code for code in codes if not any(map(lists.ticket, possible_codes(code)))]
