"""Any workbook with usual headings comes in whole: each code has its outcome, nothing is lost."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.list_import import import_list
from kiosk.admin.requests import ExportOptions
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.guestlist.import_report import ImportOptions
from tests.festival import festival, session_on
from tests.guestlist.workbooks import ods, xlsx

NORTH = Gate("festival", "Noord")
HEADINGS = {
    "nl": "Naam;Barcode;Aantal personen;Betaald;Organisatie;E-mailadres;Besteldatum",
    "en": "Name;Ticket code;Quantity;Paid;Company;Email;Order date",
    "de": "Name;Strichcode;Anzahl Personen;Bezahlt;Firma;E-Mail;Bestelldatum",
    "fr": "Nom;Code-barres;Nombre de personnes;Payé;Société;Courriel;Date d'achat",
}
ANSWERS = {"nl": ("ja", "nee"), "en": ("yes", "no"), "de": ("ja", "nein"), "fr": ("oui", "non")}
NAMES = ["Zoë", "Łukasz", "Anne-Fleur", "Ömer", "D'Artagnan", "Nguyễn", "Şahin", "Berg", "Ng"]
TITLES: tuple[list[list[str]], ...] = (
    [],
    [["Zomerfeest 2026"]],
    [["Zomerfeest"], [], ["Stand 1 mei"]],
)


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest of a generated list."""

    name: str
    code: int
    places: int
    paid: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A generated workbook: its rows with title and headings, the file's kind, and its guests."""

    suffix: str
    sheets: Mapping[str, Sequence[Sequence[Any]]]
    codes: Mapping[str, Guest]


@st.composite
def books(draw: st.DrawFn) -> Book:
    language = draw(st.sampled_from(sorted(HEADINGS)))
    headings = HEADINGS[language].split(";")
    order = draw(st.permutations(range(7)))
    codes = draw(st.lists(st.integers(10**13, 10**15 - 1), min_size=2, max_size=8, unique=True))
    first, last = st.sampled_from(NAMES), st.sampled_from(NAMES)
    guests = [
        Guest(f"{draw(first)} {draw(last)}", code, draw(st.integers(1, 9)), draw(st.booleans()))
        for code in codes
    ]
    as_number, counts, flags = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())

    def row(guest: Guest) -> list[Any]:
        cells = [
            guest.name,
            guest.code if as_number else f"K{guest.code}",
            guest.places if counts else f"{guest.places} pers.",
            guest.paid if flags else ANSWERS[language][not guest.paid],
            "Buurthuis & Co",
            f"gast{guest.code}@voorbeeld.example",
            date(2026, 5, 1 + guest.places),
        ]
        return [cells[place] for place in order]

    table = [[headings[place] for place in order], *map(row, guests)]
    titles = draw(
        st.sampled_from(([], [["Zomerfeest 2026"]], [["Zomerfeest"], [], ["Stand 1 mei"]]))
    )
    sheets: dict[str, Sequence[Sequence[Any]]] = {"Gasten": [*titles, *table]}
    if draw(st.booleans()):
        sheets = {"Uitleg": [["Zo vul je dit in"], ["Vragen? Bel ons"]], **sheets}
    shown = {(str(one.code) if as_number else f"K{one.code}"): one for one in guests}
    return Book(draw(st.sampled_from((".xlsx", ".ods"))), sheets, shown)


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


def written(book: Book, folder: Path) -> Path:
    path = folder / f"gasten{book.suffix}"
    if book.suffix == ".xlsx":
        return xlsx(path, book.sheets)
    rows = {
        name: "".join(
            f"<table:table-row>{''.join(map(cell, row)) or '<table:table-cell/>'}</table:table-row>"
            for row in sheet
        )
        for name, sheet in book.sheets.items()
    }
    return ods(path, rows)


def check(book: Book) -> None:
    """Import, import again, export, import the export, and scan every code."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        session, wishes = session_on(folder / "station"), ImportOptions(source="winkel")
        with festival(session.folder) as store:
            path = written(book, folder)
            report = import_list(session, path, wishes)
            assert (report.questions, report.rejected) == ((), ())
            assert (report.applied, report.added) == (True, len(book.codes))
            again = import_list(session, path, wishes)
            assert (again.added, again.changed, again.withdrawn) == (0, 0, 0)
            for name in ("een.csv", "twee.csv"):
                write_attendance(session, folder / name, ExportOptions(email=True))
                back = import_list(session, folder / name, wishes)
                assert (back.questions, back.rejected) == ((), ())
                assert (back.added, back.changed, back.withdrawn) == (0, 0, 0)
            assert (folder / "een.csv").read_bytes() == (folder / "twee.csv").read_bytes()
            for code, guest in book.codes.items():
                result = Door(store, NORTH).scan(code)
                ticket = result.verdict.ticket
                assert ticket is not None
                assert (ticket.name, ticket.places) == (guest.name, guest.places)
                assert result.verdict.outcome.value == ("admitted" if guest.paid else "unpaid")


COMMON = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=5, deadline=None, suppress_health_check=COMMON, derandomize=True)
@given(books())
def test_a_workbook_comes_in_whole(book: Book) -> None:
    check(book)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@settings(max_examples=60, deadline=None, suppress_health_check=COMMON)
@given(books())
def test_many_workbooks_come_in_whole(book: Book) -> None:
    check(book)
