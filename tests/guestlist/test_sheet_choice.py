"""The sheet of a workbook that is read: chosen where it is clear, asked where it is not."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import RowSource, SheetInfo
from kiosk.guestlist.sources.open_source import open_rows
from tests.guestlist.importer import Importer
from tests.guestlist.workbooks import xlsx

GUESTS: list[list[Any]] = [
    ["Naam", "Organisatie", "Bestelcode"],
    *([f"Gast {number}", "Buurthuis", f"ORDER-{number}"] for number in range(20)),
]
TICKETS: list[list[Any]] = [
    ["Code", "Naam", "Bestelcode"],
    *([f"TICKET-{number}", f"Gast {number}", f"ORDER-{number}"] for number in range(20)),
]
OTHERS: list[list[Any]] = [
    ["Naam", "Organisatie"],
    *([f"Spreker {number}", "Gemeente"] for number in range(5)),
]
HELP: list[list[Any]] = [["Uitleg bij deze lijst"], ["Vul alle gele cellen in."]]


def opened(folder: Path, **sheets: list[list[Any]]) -> RowSource:
    return open_rows(xlsx(folder / "lijst.xlsx", sheets))


def warnings_of(source: RowSource) -> list[tuple[str, Any]]:
    list(source.rows())
    return [(one.key, one.params) for one in source.warnings()]


def test_the_sheet_with_guests_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    source = opened(tmp_path, Uitleg=HELP, Gasten=GUESTS)
    assert source.sheet == "Gasten"
    assert source.questions() == []
    params = {"sheet": "Gasten", "sheets": 2, "others": "'Uitleg' (2)"}
    assert warnings_of(source) == [("import.warning.one_sheet", params)]
    assert source.sheets == (SheetInfo("Uitleg", True, 2, 1), SheetInfo("Gasten", True, 21, 3))


def test_an_empty_sheet_beside_it_is_not_worth_a_word(tmp_path: Path) -> None:
    assert warnings_of(opened(tmp_path, Gasten=GUESTS, Blad2=[], Blad3=[])) == []


def test_tickets_are_read_rather_than_the_orders_of_the_same_guests(tmp_path: Path) -> None:
    source = opened(tmp_path, Bestellingen=GUESTS, Tickets=TICKETS)
    assert (source.sheet, source.questions()) == ("Tickets", [])


def test_two_sheets_of_different_guests_are_a_question(lists: Importer, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "lijst.xlsx", {"Gasten": GUESTS, "Sprekers van dag 1": OTHERS})
    report = lists.take(path.read_bytes(), "lijst.xlsx")
    (question,) = report.questions
    assert question.to_json() == {
        "about": "sheet",
        "column": None,
        "values": ["Gasten", "Sprekers van dag 1"],
        "answer": ["--sheet Gasten", "--sheet 'Sprekers van dag 1'"],
    }
    assert question.params == {"sheets": "'Gasten' (21), 'Sprekers van dag 1' (6)"}
    assert not report.applied
    answered = lists.take(path.read_bytes(), "lijst.xlsx", sheet="Sprekers van dag 1")
    assert (answered.questions, answered.added, answered.applied) == ((), 5, True)


def test_names_without_codes_beside_other_tickets_are_a_question(tmp_path: Path) -> None:
    source = opened(tmp_path, Tickets=TICKETS, Sprekers=OTHERS)
    assert [one.about for one in source.questions()] == ["sheet"]


def test_a_hidden_sheet_is_read_only_where_no_other_holds_guests(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (("Uitleg", HELP), ("Oud", GUESTS)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        book.get_worksheet_by_name("Oud").hide()
    source = open_rows(path)
    assert source.sheet == "Oud"
    assert "import.warning.hidden_sheet" in [key for key, _ in warnings_of(source)]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "lijst.xlsx", {"Gasten": GUESTS, "Uitleg": HELP})
    with pytest.raises(UnusableInput, match="sheet_unknown") as error:
        open_rows(path, sheet="Gast")
    assert error.value.params["sheets"] == "'Gasten' (21), 'Uitleg' (2)"
    text = tmp_path / "lijst.csv"
    text.write_text("Code;Naam\nA-1;Jan\n")
    with pytest.raises(UnusableInput, match="list_without_sheets"):
        open_rows(text, sheet="Gasten")
