"""Headings far down or in two rows are found; totals and remarks are no guests but are reported."""

from pathlib import Path

import pytest

from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.sources.open_source import open_rows
from tests.guestlist.importer import Importer

HEADING = "Naam;Organisatie;E-mail;Aantal\n"
GUESTS = "".join(f"Gast {n};Buurthuis {n};gast{n}@example.org;{n % 3 + 1}\n" for n in range(9))


def opened(folder: Path, text: str) -> RowSource:
    path = folder / "gasten.csv"
    path.write_text(text, encoding="utf-8")
    return open_rows(path)


def names(source: RowSource) -> list[str]:
    return [str(cells[0]) for _, cells in source.rows() if isinstance(cells, list)]


def warning_keys(source: RowSource) -> list[str]:
    list(source.rows())
    return [one.key for one in source.warnings()]


@pytest.mark.parametrize(
    "row",
    [
        "Totaal;;;18",
        "Totaal: 18;;;",
        "TOTAAL PERSONEN;;;18",
        "Eindtotaal;;;18",
        "Aantal totaal:;;;18",
        "Total;;;18",
        "Grand total;;;18",
        "Gesamt;;;18",
        "Som;;;18",
        "sum;;;18",
        ";;;18",
        ";;Totaal;18",
        "Totaal;9;9;18",
    ],
)
@pytest.mark.parametrize("gap", ["", ";;;\n"])
def test_a_total_row_is_no_guest(tmp_path: Path, row: str, gap: str) -> None:
    source = opened(tmp_path, HEADING + GUESTS + gap + row + "\n")
    assert names(source) == [f"Gast {n}" for n in range(9)]
    assert warning_keys(source) == ["import.warning.total_rows"]


def test_a_number_below_the_list_that_is_the_sum_of_its_column_is_no_guest(tmp_path: Path) -> None:
    source = opened(tmp_path, HEADING + GUESTS + ";;;\nIn de zaal;;;18\n")
    assert warning_keys(source) == ["import.warning.total_rows"]


@pytest.mark.parametrize(
    "row",
    [
        "Som;Buurthuis;som@example.org;2",
        "Gast 9;;;2",
        "Totaal Theater;Totaal;info@example.org;4",
        "Jan Jansen;;;",
    ],
)
def test_a_guest_at_the_end_is_no_total(tmp_path: Path, row: str) -> None:
    source = opened(tmp_path, HEADING + GUESTS + row + "\n")
    assert names(source)[-1] == row.split(";", maxsplit=1)[0]
    assert warning_keys(source) == []


def test_a_guest_who_brings_as_many_as_the_others_together_stays(tmp_path: Path) -> None:
    rows = "".join(f"Gast {n};1\n" for n in range(6))
    source = opened(tmp_path, f"Naam;Aantal\n{rows}Familie Jansen;6\n")
    assert names(source)[-1] == "Familie Jansen"


def test_totals_between_guests_are_left_out_too(tmp_path: Path) -> None:
    source = opened(tmp_path, HEADING + GUESTS + "Subtotaal;;;18\n;;;\n" + GUESTS)
    assert len(names(source)) == 18
    assert warning_keys(source) == ["import.warning.total_rows"]


def test_a_guest_called_som_between_others_stays(tmp_path: Path) -> None:
    source = opened(tmp_path, f"Naam;Aantal\nSom;2\n{'Jan;1' + chr(10)}")
    assert names(source) == ["Som", "Jan"]


def test_remarks_below_the_list_are_no_guests(tmp_path: Path) -> None:
    below = ";;;\nTotaal;;;18\n;;;\n* introducés betalen aan de zaal;;;\nStand per 2 juni;;;\n"
    source = opened(tmp_path, HEADING + GUESTS + below)
    assert names(source) == [f"Gast {n}" for n in range(9)]
    list(source.rows())
    assert [(one.key, one.params) for one in source.warnings()] == [
        ("import.warning.total_rows", {"rows": 1, "row": 12}),
        (
            "import.warning.lines_left",
            {"rows": 2, "row": 14, "text": "* introducés betalen aan de zaal"},
        ),
    ]


def test_a_guest_with_only_a_name_below_a_gap_stays(tmp_path: Path) -> None:
    source = opened(tmp_path, HEADING + GUESTS + ";;;\nJan van den Berg;;;\n")
    assert names(source)[-1] == "Jan van den Berg"


@pytest.mark.parametrize("again", [HEADING, HEADING.upper()])
def test_headings_that_come_again_are_no_guest(tmp_path: Path, again: str) -> None:
    source = opened(tmp_path, HEADING + GUESTS + again + GUESTS.replace("Gast", "Gaste"))
    assert len(names(source)) == 18
    list(source.rows())
    assert [one.key for one in source.warnings()] == ["import.warning.lines_left"]


def test_a_total_row_makes_no_ticket(lists: Importer) -> None:
    report = lists.take(HEADING + GUESTS + "Totaal;;;18\n")
    assert (report.read, report.added, report.rejected_rows) == (9, 9, 0)
    assert "import.warning.total_rows" in [one.key for one in report.warnings]


def test_headings_in_row_40_are_found(tmp_path: Path) -> None:
    title = "Gastenlijst;;;\n" + "regel over de dag;;;\n" * 38
    source = opened(tmp_path, title + HEADING + GUESTS)
    assert (source.heading_row, source.headings[0]) == (40, "Naam")
    assert [(one.key, one.params) for one in source.warnings()] == [
        ("import.warning.titles_above", {"rows": 39, "row": 40})
    ]
    assert len(names(source)) == 9


def test_headings_in_two_rows_are_one_heading(tmp_path: Path) -> None:
    text = "Ticketcode;Contact;;Aantal\n;Naam;E-mail;\nA-1;Jan;jan@example.org;2\n"
    source = opened(tmp_path, text)
    assert source.headings == ("Ticketcode", "Naam", "E-mail", "Aantal")
    assert [cells for _, cells in source.rows()] == [["A-1", "Jan", "jan@example.org", "2"]]
    assert warning_keys(source) == []


def test_a_line_break_in_a_heading_is_a_blank(tmp_path: Path) -> None:
    assert opened(tmp_path, 'Naam;"Aantal\npersonen"\nJan;2\n').headings[1] == "Aantal personen"


def test_columns_of_the_same_name_get_names_of_their_own(tmp_path: Path) -> None:
    source = opened(tmp_path, "Naam;Opmerking;Opmerking;Naam\nJan;a;b;c\n")
    assert source.headings == ("Naam", "Opmerking", "Opmerking (2)", "Naam (2)")
    assert [(one.key, one.params) for one in source.warnings()] == [
        ("import.warning.same_headings", {"columns": "'Opmerking', 'Naam'"})
    ]


def test_rows_of_blanks_are_blank(tmp_path: Path) -> None:
    source = opened(tmp_path, HEADING + "  ; ;;\n" + GUESTS)
    assert len(names(source)) == 9
