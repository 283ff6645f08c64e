"""An exported list that is read in again changes nothing; each code has its outcome at the door.

What is exported and read in again changes nothing, and each code has its outcome at the door.
"""

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.list_import import import_list
from kiosk.admin.requests import ExportOptions
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.verdict import Outcome
from kiosk.guestlist.import_report import ImportOptions
from tests.festival import festival, session_on

HEADINGS = {
    "nl": {
        "code": ("Ticketcode", "Barcode", "QR-code", "Toegangscode"),
        "name": ("Naam", "Volledige naam", "Naam deelnemer", "Wat is je naam?"),
        "organisation": ("Organisatie", "Bedrijf", "Namens welke organisatie kom je?"),
        "category": ("Categorie", "Soort ticket", "Kaartsoort"),
        "places": ("Aantal personen", "Aantal", "Met hoeveel personen kom je?"),
        "status": ("Status", "Ticketstatus", "Betaalstatus"),
        "note": ("Opmerkingen", "Bijzonderheden"),
        "other": ("Telefoonnummer", "Postcode", "Kom je ook naar de lunch?", "Dieetwensen"),
    },
    "en": {
        "code": ("Ticket code", "Barcode", "QR code", "Secret"),
        "name": ("Name", "Full name", "Attendee name", "What is your name?"),
        "organisation": ("Organisation", "Company", "Which organization are you from?"),
        "category": ("Ticket type", "Category", "Product"),
        "places": ("Quantity", "Number of people", "How many people will come?"),
        "status": ("Status", "Order status", "Payment status"),
        "note": ("Notes", "Comments"),
        "other": ("Phone number", "City", "Will you join us for lunch?", "Dietary requirements"),
    },
    "de": {
        "code": ("Ticketcode", "Strichcode", "Barcode", "Einlasscode"),
        "name": ("Name", "Vollständiger Name", "Teilnehmer", "Ihr Name"),
        "organisation": ("Firma", "Organisation", "Für welche Organisation kommen Sie?"),
        "category": ("Kategorie", "Ticketart", "Produkt"),
        "places": ("Anzahl", "Anzahl Personen", "Wie viele Personen kommen?"),
        "status": ("Status", "Zahlungsstatus", "Bestellstatus"),
        "note": ("Bemerkung", "Anmerkungen"),
        "other": ("Telefonnummer", "PLZ", "Kommen Sie zum Essen?", "Ernährung"),
    },
    "fr": {
        "code": ("Code-barres", "QR code", "Code billet"),
        "name": ("Nom", "Nom complet", "Nom et prénom", "Quel est votre nom ?"),
        "organisation": ("Société", "Entreprise", "Quelle organisation représentez-vous ?"),
        "category": ("Catégorie", "Type de billet", "Tarif"),
        "places": ("Nombre de personnes", "Quantité", "Combien de personnes ?"),
        "status": ("Statut", "Statut du paiement"),
        "note": ("Remarques", "Commentaires"),
        "other": ("Téléphone", "Ville", "Serez-vous au repas ?", "Régime alimentaire"),
    },
}
WORDS = {
    "nl": {"valid": "betaald", "unpaid": "nog niet betaald", "cancelled": "geannuleerd"},
    "en": {"valid": "paid", "unpaid": "Pending payment", "cancelled": "Cancelled"},
    "de": {"valid": "bezahlt", "unpaid": "ausstehend", "cancelled": "storniert"},
    "fr": {"valid": "payé", "unpaid": "en attente", "cancelled": "annulé"},
}
BLOCKED = {"nl": "geblokkeerd", "en": "blocked", "de": "gesperrt", "fr": "bloqué"}
OUTCOMES = {
    "valid": Outcome.ADMITTED,
    "unpaid": Outcome.UNPAID,
    "cancelled": Outcome.CANCELLED,
    "blocked": Outcome.BLOCKED,
}
OTHER = ("", "0612345678", "3811 AB", "vega")
YES_OR_NO = ("", "ja", "nee")
_LETTERS = "abcdefghijklmnopqrstuvwxyzéëüçøß"


@dataclass(frozen=True)
class Guest:
    code: str
    name: str
    organisation: str
    category: str
    places: int
    status: str
    note: str


def word(least: int = 3) -> st.SearchStrategy[str]:
    return st.text(_LETTERS, min_size=least, max_size=9).map(str.title)


names = st.tuples(word(), st.sampled_from(["", "van der ", "'t ", "d'"]), word()).map(
    lambda parts: f"{parts[0]} {parts[1]}{parts[2]}"
)
guests = st.builds(
    Guest,
    code=st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=19, max_size=19).map("K{}".format),
    name=names,
    organisation=st.one_of(
        st.just(""), st.builds("Club {}".format, word()), st.just('De "Kop"; x')
    ),
    category=st.sampled_from(["Actieve bewoner", "Beleidsmaker", "Pers & zo"]),
    places=st.integers(1, 4),
    status=st.sampled_from(["valid", "valid", "unpaid", "cancelled", "blocked"]),
    note=st.sampled_from(["", "Rolstoel, vooraan", "=SUM(A1)", "belt\nnog", "- komt laat"]),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, list[Guest]]:
    """Return a file, and the guests in it."""
    language = draw(st.sampled_from(list(HEADINGS)))
    headings = HEADINGS[language]
    listed = draw(st.lists(guests, min_size=1, max_size=7, unique_by=lambda guest: guest.code))
    said = {**WORDS[language], "blocked": BLOCKED[language]}
    columns = [
        (draw(st.sampled_from(headings[field])), [str(getattr(one, field)) for one in listed])
        for field in ("code", "name", "organisation", "category", "places", "note")
    ]
    columns.append(
        (draw(st.sampled_from(headings["status"])), [said[one.status] for one in listed])
    )
    others = draw(st.lists(st.sampled_from(headings["other"]), unique=True, max_size=3))
    for heading in others:
        cells = st.sampled_from(YES_OR_NO if heading.endswith("?") else OTHER)
        columns.append((heading, [draw(cells) for _ in listed]))
    ordered = draw(st.permutations(columns))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=draw(st.sampled_from(",;\t")), lineterminator="\r\n")
    writer.writerow(heading for heading, _ in ordered)
    writer.writerows(zip(*(cells for _, cells in ordered), strict=True))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return stream.getvalue().encode(encoding), listed


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_a_table_comes_in_goes_out_and_comes_in_again_without_a_loss(
    made: tuple[bytes, list[Guest]],
) -> None:
    content, listed = made
    with tempfile.TemporaryDirectory() as home, festival(Path(home)) as store:
        file, out = Path(home) / "lijst.csv", Path(home) / "uit.csv"
        file.write_bytes(content)
        report = import_list(session_on(Path(home)), file, ImportOptions(source="lijst"))
        assert (report.questions, report.rejected, report.added) == ((), (), len(listed))
        held = {ticket.name: ticket for ticket in store.tickets.all()}
        for guest in listed:
            ticket = held[guest.name]
            assert ticket.note == " ".join(guest.note.split())
            if len(held) == len(listed):  # of namesakes there is no telling which is which
                read = (ticket.organisation, ticket.category, ticket.places, ticket.status.value)
                wanted = (guest.organisation, guest.category, guest.places, guest.status)
                assert read == wanted
        write_attendance(session_on(Path(home)), out, ExportOptions())
        again = import_list(session_on(Path(home)), out, ImportOptions(source="lijst"))
        assert (again.questions, again.rejected) == ((), ())
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(listed))
        door = Door(store, Gate("festival", "Noord"))
        for guest in listed:
            assert door.scan(guest.code).verdict.outcome is OUTCOMES[guest.status]
