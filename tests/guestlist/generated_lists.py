"""Generated guest lists with usual headings in four languages, and a check that none is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.list_import import import_list
from kiosk.admin.requests import ExportOptions
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.guestlist.answers import with_answer
from kiosk.guestlist.import_report import ImportOptions
from kiosk.store.station_store import StationStore
from tests.festival import festival, session_on

NORTH = Gate("festival", "Noord")
HEADINGS = {
    "nl": "Naam;Barcode;Aantal personen;Betaald;Organisatie;E-mailadres;Besteldatum;Opmerking",
    "en": "Name;Ticket code;Quantity;Paid;Company;Email;Order date;Note",
    "de": "Name;Strichcode;Anzahl Personen;Bezahlt;Firma;E-Mail;Bestelldatum;Bemerkung",
    "fr": "Nom;Code-barres;Nombre de personnes;Payé;Société;Courriel;Date d'achat;Remarque",
}
ANSWERS = {"nl": ("ja", "nee"), "en": ("yes", "no"), "de": ("ja", "nein"), "fr": ("oui", "non")}
NAMES = ("Zoë", "Anne-Fleur", "Ömer", "D'Artagnan", "Berg", "Ng", "Müller", "Françoise", "Señor")
NAMES_IN_UNICODE = (*NAMES, "Łukasz", "Nguyễn", "Şahin")
TITLES: tuple[list[list[str]], ...] = (
    [],
    [["Zomerfeest 2026"]],
    [["Zomerfeest"], [], ["Stand 1 mei"]],
)


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest of a generated list."""

    name: str
    number: int
    places: int
    paid: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class GuestTable:
    """The rows of a generated list with titles and headings, and its guests by code."""

    rows: Sequence[Sequence[Any]]
    guests: Mapping[str, Guest]
    answers: Mapping[str, str] = field(default_factory=dict)
    """The answers to questions that the list may ask, by what they are about."""


@st.composite
def guest_tables(
    draw: st.DrawFn, names: Sequence[str] = NAMES_IN_UNICODE, notes: Sequence[str] = ("",)
) -> GuestTable:
    """Return tables with any order of columns, in any of the languages."""
    language = draw(st.sampled_from(sorted(HEADINGS)))
    headings = HEADINGS[language].split(";")
    order = draw(st.permutations(range(len(headings))))
    numbers = draw(st.lists(st.integers(10**13, 10**15 - 1), min_size=2, max_size=8, unique=True))
    name, note = st.sampled_from(names), st.sampled_from(notes)
    guests = [
        Guest(
            f"{draw(name)} {draw(name)}",
            number,
            draw(st.integers(1, 9)),
            draw(st.booleans()),
            draw(note),
        )
        for number in numbers
    ]
    as_number, counts, flags = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())

    def row(guest: Guest) -> list[Any]:
        cells = [
            guest.name,
            guest.number if as_number else f"K{guest.number}",
            guest.places if counts else f"{guest.places} pers.",
            guest.paid if flags else ANSWERS[language][not guest.paid],
            "Buurthuis & Co",
            f"gast{guest.number}@voorbeeld.example",
            date(2026, 5, 1 + guest.places),
            guest.note,
        ]
        return [cells[place] for place in order]

    titles = draw(st.sampled_from(TITLES))
    table = [*titles, [headings[place] for place in order], *map(row, guests)]
    return GuestTable(table, {f"{'' if as_number else 'K'}{one.number}": one for one in guests})


def check(table: GuestTable, written: Callable[[Path], Path]) -> None:
    """Import a list, import it again, export, import the export, and scan every code.

    `written` writes the list in a folder and returns its file.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        session, wishes = session_on(folder / "station"), ImportOptions(source="winkel")
        with festival(session.folder) as store:
            path = written(folder)
            report = import_list(session, path, wishes)
            for question in report.questions:
                wishes = with_answer(wishes, table.answers[question.about])
            if report.questions:
                report = import_list(session, path, wishes)
            assert (report.questions, report.rejected) == ((), ())
            assert (report.applied, report.added) == (True, len(table.guests))
            again = import_list(session, path, wishes)
            assert (again.added, again.changed, again.withdrawn) == (0, 0, 0)
            for name in ("een.csv", "twee.csv"):
                write_attendance(session, folder / name, ExportOptions(email=True))
                back = import_list(session, folder / name, replace(wishes, encoding=None))
                assert (back.questions, back.rejected) == ((), ())
                assert (back.added, back.changed, back.withdrawn) == (0, 0, 0)
            assert (folder / "een.csv").read_bytes() == (folder / "twee.csv").read_bytes()
            _scan_each(store, table)


def _scan_each(store: StationStore, table: GuestTable) -> None:
    for code, guest in table.guests.items():
        verdict = Door(store, NORTH).scan(code).verdict
        ticket = verdict.ticket
        assert ticket is not None
        assert (ticket.name, ticket.places) == (guest.name, guest.places)
        assert ticket.note == " ".join(guest.note.split())
        assert verdict.outcome.value == ("admitted" if guest.paid else "unpaid")
