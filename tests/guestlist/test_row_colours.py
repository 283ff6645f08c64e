"""Colours and strike-through of a few rows in a workbook are asked: nothing else says them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.sources.looks.row_looks import colour_name, rows_that_differ
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.store.lists.ticket_table import Tickets
from kiosk.texts import load_words
from tests.guestlist.importer import EVENT, Importer
from tests.guestlist.workbooks import ods, ods_row

HEADINGS = ("Naam", "Organisatie")
GUESTS = ("Fatima", "Jan", "Chloé", "Jürgen", "Sanne", "Bo", "Els", "Kees", "Li", "Tom")
RED, STRUCK = 3, 7
"""The rows (as a spreadsheet counts) that are marked."""

Written = Callable[[Path], Path]


def in_xlsx(folder: Path) -> Path:
    path = folder / "gasten.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        head = book.add_format({"bg_color": "#4472C4", "font_color": "#FFFFFF", "bold": True})
        column = book.add_format({"bg_color": "#FFF2CC"})
        looks = {
            RED: book.add_format({"bg_color": "#FF0000"}),
            STRUCK: book.add_format({"font_strikeout": True}),
        }
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS, head)
        for number, name in enumerate(GUESTS, start=2):
            sheet.write(number - 1, 0, name, looks.get(number))
            sheet.write(number - 1, 1, "Buurthuis", looks.get(number, column))
        sheet.write_row(len(GUESTS) + 1, 0, ["Totaal", 10], looks[RED])
    return path


def in_xls(folder: Path) -> Path:
    path = folder / "gasten.xls"
    book = xlwt.Workbook()
    plain, looks = (
        xlwt.easyxf(""),
        {
            RED: xlwt.easyxf("pattern: pattern solid, fore_colour red"),
            STRUCK: xlwt.easyxf("font: struck_out on"),
        },
    )
    sheet = book.add_sheet("Blad1")
    for number, row in enumerate([HEADINGS, *((name, "Buurthuis") for name in GUESTS)], start=1):
        for column, text in enumerate(row):
            sheet.write(number - 1, column, text, looks.get(number, plain))
    book.save(str(path))
    return path


def in_ods(folder: Path) -> Path:
    styles = (
        '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
        '<style:style style:name="ce2" style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    names = {RED: "ce1", STRUCK: "ce2"}

    def cell(text: str, number: int) -> str:
        style = f' table:style-name="{names[number]}"' if number in names else ""
        return (
            f'<table:table-cell office:value-type="string"{style}><text:p>{text}</text:p>'
            "</table:table-cell>"
        )

    rows = [ods_row(*HEADINGS)]
    rows += [
        ods_row(cell(name, number), cell("Buurthuis", number))
        for number, name in enumerate(GUESTS, start=2)
    ]
    return ods(folder / "gasten.ods", {"Blad1": "".join(rows)}, styles=styles)


def take(lists: Importer, path: Path, **options: object) -> Report:
    return lists.job().run(open_rows(path), ImportOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("written", [in_xlsx, in_xls, in_ods])
def test_a_few_coloured_or_struck_rows_are_asked(
    lists: Importer, tmp_path: Path, written: Written
) -> None:
    path = written(tmp_path)
    report = take(lists, path)
    assert [one.text(load_words("nl")) for one in report.questions] == [
        "1 rij is rood in de lijst (rij 3). Wat betekent dat voor die gasten?",
        "1 rij is doorgestreept in de lijst (rij 7). Wat betekent dat voor die gasten?",
    ]
    assert "--ignore 'Kleur van de rij'" in report.questions[0].answers
    assert lists.refs() == []

    answers = ("rood=unpaid", "doorgestreept=cancelled")
    assert take(lists, path, statuses=answers).applied
    statuses = {one.name: one.status.value for one in Tickets(lists.database, EVENT.id).all()}
    assert {name: said for name, said in statuses.items() if said != "valid"} == {
        "Jan": "unpaid",
        "Bo": "cancelled",
    }
    assert len(statuses) == len(GUESTS)


def test_a_status_from_another_column_does_not_answer_what_a_colour_means(
    lists: Importer, tmp_path: Path
) -> None:
    report = take(lists, in_xlsx(tmp_path), mapping={"status": "Organisatie"})
    assert {one.column for one in report.questions} == {"Organisatie", "Kleur van de rij"}


def test_colours_that_mean_nothing_are_left_out_with_one_option(
    lists: Importer, tmp_path: Path
) -> None:
    assert take(lists, in_xlsx(tmp_path), ignore=("Kleur van de rij",)).applied


def test_an_english_list_is_asked_in_its_own_words(lists: Importer, tmp_path: Path) -> None:
    path = tmp_path / "guests.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        struck = book.add_format({"font_strikeout": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Company"])
        for number, name in enumerate(GUESTS, start=1):
            sheet.write_row(number, 0, [name, "Acme"], struck if name == "Els" else None)
    (question,) = take(lists, path).questions
    assert question.text(load_words("en")) == (
        "1 row is struck through in the list (row 8). What does that mean for these guests?"
    )
    assert question.answers[2] == "--status 'struck through=cancelled'"


EVERY_THIRD = dict.fromkeys(range(1, 100, 3), "blue")
MOST = {row: "yellow" for row in range(1, 100) if row % 7}


@pytest.mark.parametrize("usual", [EVERY_THIRD, MOST], ids=["stripes", "most rows"])
def test_stripes_and_the_look_of_most_rows_mean_nothing(usual: Mapping[int, str]) -> None:
    looks = [(row, column, look) for row, look in usual.items() for column in (0, 1)]
    assert rows_that_differ(looks, 100) == {}
    assert rows_that_differ([*looks, (50, 0, "struck")], 100).get(50) == "struck"


def test_marks_that_happen_to_be_as_far_apart_are_no_stripes() -> None:
    marked = dict.fromkeys(range(5, 100, 20), "red")
    assert rows_that_differ([(row, 0, look) for row, look in marked.items()], 100) == marked


def test_a_column_of_its_own_colour_is_no_mark_of_a_row() -> None:
    column = [(row, 4, "green") for row in range(1, 100)]
    assert rows_that_differ([*column, (7, 0, "red"), (9, 4, "red")], 100) == {7: "red", 9: "red"}


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ("FF0000", "red"),
        ("C00000", "red"),
        ("FFC7CE", "pink"),
        ("FFC000", "orange"),
        ("F4B084", "orange"),
        ("FFFF00", "yellow"),
        ("FFF2CC", "yellow"),
        ("92D050", "green"),
        ("00B050", "green"),
        ("00B0F0", "blue"),
        ("4472C4", "blue"),
        ("7030A0", "purple"),
        ("833C0B", "brown"),
        ("BFBFBF", "grey"),
        ("FFFFFF", None),
        ("F2F2F2", None),
        ("000000", None),
    ],
)
def test_the_usual_colours_of_a_spreadsheet_have_a_name(rgb: str, name: str | None) -> None:
    assert colour_name(rgb) == name
