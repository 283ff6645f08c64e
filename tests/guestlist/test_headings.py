"""Column names over two rows, missing ones and grids of days are understood, or asked about."""

from pathlib import Path

import pytest
import xlsxwriter

from kiosk.store.lists.ticket_table import Tickets
from tests.guestlist.importer import EVENT, Importer


def guests(lists: Importer) -> dict[str, tuple[str, int]]:
    tickets = Tickets(lists.database, EVENT.id).all()
    return {one.name: (one.status.value, one.places) for one in tickets}


def merged(path: Path) -> Path:
    """Write a workbook in which most headings are merged over two rows, and one is divided."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:E1", "Genodigden")
        for cells, text in (("A3:A4", "Naam"), ("D3:D4", "Partner mee"), ("E3:E4", "Opmerking")):
            sheet.merge_range(cells, text)
        sheet.merge_range("B3:C3", "Aanwezig")
        sheet.write_row("B4", ["ja", "nee"])
        sheet.write_row("A5", ["Hennie Kok", True, False, True, "ketting"])
        sheet.write_row("A6", ["Wim de Haan", False, True, False])
        sheet.write_row("A7", ["Omar Said", False, False, False])
    return path


def test_headings_merged_over_two_rows_are_no_guest(lists: Importer) -> None:
    content = merged(lists.folder / "merged.xlsx").read_bytes()
    (question,) = lists.take(content, "raad.xlsx").questions
    assert (question.column, question.params["rows"]) == ("Aanwezig", "7")
    assert lists.take(content, "raad.xlsx", statuses=("Aanwezig: =cancelled",)).applied
    assert guests(lists) == {
        "Hennie Kok": ("valid", 2),
        "Wim de Haan": ("cancelled", 1),
        "Omar Said": ("cancelled", 1),
    }


@pytest.mark.parametrize("answers", ["nee;ja", "ja;nee", "nee;ja;misschien"])
def test_the_ticked_answer_of_a_divided_heading_counts(lists: Importer, answers: str) -> None:
    places = answers.split(";")

    def ticks(answer: str) -> str:
        return ";".join("x" if one == answer else "" for one in places)

    blank = ";" * (len(places) - 1)
    text = (
        f"Naam;Komt{blank};E-mail\n;{answers};\nJan;{ticks('ja')};jan@voorbeeld.example\n"
        f"Els;{ticks('nee')};els@voorbeeld.example\n"
    )
    assert lists.take(text).applied
    assert guests(lists) == {"Jan": ("valid", 1), "Els": ("cancelled", 1)}


def test_equal_names_below_two_headings_are_distinguished(lists: Importer) -> None:
    text = (
        "Leerling;;Ouder;;Klas\nVoornaam;Achternaam;Voornaam;Achternaam;\n"
        "Mila;Bos;Jan;Bos;3a\nFinn;Dam;Els;Dam;3b\n"
    )
    report = lists.take(text)
    assert report.headings[2:] == ("Ouder Voornaam", "Ouder Achternaam", "Klas")
    assert report.applied
    assert set(guests(lists)) == {"Mila Bos", "Finn Dam"}


@pytest.mark.parametrize(
    "text",
    [
        "Naam;;Opmerking\nJan;ja;\nEls;nee;komt later\nPiet;ja;\n",
        "Naam;;Plaats\nJan;de Vries;\nEls;Bos;Ede\nMo;Ali;Ede\n",
    ],
)
def test_the_first_guest_is_not_taken_for_headings(lists: Importer, text: str) -> None:
    assert lists.take(text, ignore=("B",)).read == 3


def test_a_column_without_a_heading_is_named_by_its_letter(lists: Importer) -> None:
    text = "Naam;;Plaats\nJan;ja;Ede\nEls;nee;Ede\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map 'status=kolom B'", "--ignore 'kolom B'")
    assert lists.take(text.replace("Naam", "Name"), ignore=("b",)).unused == ("column B", "Plaats")


GRID = ";vr 12;za 13;zo 14\nAnna Bos;;OK;OK\nBram Mol;OK;;\nCarla Jansen;;(OK);\nEls Dam;;OK;\n"


def test_a_grid_of_people_and_days_asks_for_the_day(lists: Importer) -> None:
    text = 'Poll "Zomerfeest"\nhttps://poll.example/1\n;juni 2026\n' + GRID + "Count;1;2;1\n"
    (question,) = lists.take(text).questions
    days = ("'status=vr 12'", "'status=za 13'", "'status=zo 14'", "status=-")
    assert question.answers == tuple(f"--map {day}" for day in days)
    asked = lists.take(text, mapping={"status": "za 13"}).questions
    assert [question.values for question in asked] == [("",), ("(OK)",)]
    explained = ("za 13: =cancelled", "(OK)=unpaid")
    assert lists.take(text, mapping={"status": "za 13"}, statuses=explained).applied
    assert {name: status for name, (status, _) in guests(lists).items()} == {
        "Anna Bos": "valid",
        "Bram Mol": "cancelled",
        "Carla Jansen": "unpaid",
        "Els Dam": "valid",
    }


def test_a_column_with_the_day_of_each_guest_is_asked_about(lists: Importer) -> None:
    text = "Naam;Dag\nJan;zaterdag 13 juni\nEls;zondag 14 juni\nMo;beide dagen\n"
    (question,) = lists.take(text).questions
    assert (question.about, question.column) == ("status", "Dag")
    assert lists.take(
        text.replace("zondag 14", "zaterdag 13").replace("Mo;beide dagen\n", "")
    ).applied


SECTIONS = [
    ["Naam", "Organisatie"],
    ["SPONSOREN", ""],
    ["Jan Kok", "Bakker Kok"],
    ["Afgemeld (1):", ""],
    ["Piet Vis", "Vis BV"],
    ["", ""],
    ["RESERVELIJST", ""],
    ["Els Mos", "Mos BV"],
    ["Mo Ali", ""],
]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_headings_between_guests_are_their_status(lists: Importer, suffix: str) -> None:
    content = "".join(";".join(row) + "\n" for row in SECTIONS).encode()
    if suffix == ".xlsx":
        path = lists.folder / "sections.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(SECTIONS):
                sheet.write_row(number, 0, row)
            sheet.merge_range("A4:B4", "Afgemeld (1):")
        content = path.read_bytes()
    (question,) = lists.take(content, f"lijst{suffix}").questions
    assert (question.column, question.values) == ("Kop boven de rij", ("SPONSOREN",))
    assert lists.take(content, f"lijst{suffix}", statuses=("SPONSOREN=valid",)).applied
    assert {name: status for name, (status, _) in guests(lists).items()} == {
        "Jan Kok": "valid",
        "Piet Vis": "cancelled",
        "Els Mos": "unpaid",
        "Mo Ali": "unpaid",
    }


def test_a_guest_without_anything_else_is_no_heading(lists: Importer) -> None:
    text = "Naam;Organisatie\nJan Kok;Bakker Kok\nMADONNA;\nEls Mos;Mos BV\n"
    assert lists.take(text).applied
    assert set(guests(lists)) == {"Jan Kok", "MADONNA", "Els Mos"}
