"""Which column of a list holds what, by its usual Dutch and English names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.errors import UnusableInput

NO_COLUMN = "-"
"""What a person maps a field to that the file does not have."""

# The likeliest name first: where a file has two, the earlier one is taken. They stand as `_plain`
# leaves them. "Order code" and its like are no field: an order holds several tickets.
_NAMES = {
    "code": "ticketcode barcode barcodenr barcodenumber barcodenummer ticketbarcode qrcode qr"
    " ticketqrcode secret ticketsecret ticketkey toegangscode scancode streepjescode"
    " uniekecode uniquecode code",
    "ticket": "ticketnummer ticketnumber ticketnr ticketid ticketref ticketreference"
    " ticketreferentie kaartnummer kaartnr attendeenr attendeeid ticketguid ticket referentie",
    "name": "naam volledigenaam name fullname attendeename attendeefullname ticketholdername"
    " ticketholder naamtickethouder tickethouder deelnemersnaam naamdeelnemer deelnemer gastnaam"
    " naamgast gast guestname guest naambezoeker bezoeker participantname participant attendee",
    "first_name": "voornaam firstname givenname roepnaam attendeefirstname attendeenamegivenname"
    " ticketholderfirstname voornaamdeelnemer",
    "infix": "tussenvoegsel tussenvoegsels infix voorvoegsel voorvoegsels middlename",
    "last_name": "achternaam lastname surname familyname familienaam attendeelastname"
    " attendeesurname attendeenamefamilyname ticketholderlastname achternaamdeelnemer",
    "organisation": "organisatie organisation organization organisatienaam naamorganisatie"
    " company companyname attendeecompany bedrijf bedrijfsnaam werkgever instelling vereniging"
    " stichting gemeente",
    "booked_by": "aangemelddoor bestelddoor bookedby"
    " geboektdoor besteller koper naamkoper kopernaam buyer buyername purchaser purchasername"
    " ordername aanmelder contactpersoon invitedby uitgenodigddoor gastvan",
    "category": "categorie category tickettype tickettypename typeticket ticketsoort soortticket"
    " kaartsoort kaarttype ticketnaam ticketname product productname productnaam item itemname"
    " type soort doelgroep",
    "email": "email emailadres emailaddress mail mailadres attendeeemail ticketholderemail"
    " emaildeelnemer",
    "places": "aantalpersonen aantal personen aantalplaatsen plaatsen places quantity qty people"
    " persons numberofpeople pax admits",
    "status": "ticketstatus status attendeestatus orderstatus betaalstatus paymentstatus",
    "valid_from": "geldigvanaf geldigvan validfrom toegangvanaf welkomvanaf vanaf",
    "valid_until": "geldigtot geldigtotenmet validuntil validto toegangtot tot",
    "entrances": "ingang ingangen entrance entrances gate gates poort deur toegestaneingangen",
    "note": "opmerking opmerkingen note notes notitie notities bijzonderheden comment comments"
    " remark remarks toelichting",
}
FIELDS = tuple(_NAMES)
"""Everything that a list can tell about a ticket, in the order of the manual."""

_OF_A_GUEST = ("code", "ticket", "name", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands: `positions` from 0; `doubtful` = (field, taken, left aside)."""

    positions: Mapping[str, int]
    mapping: Mapping[str, str]
    doubtful: tuple[tuple[str, str, str], ...] = ()

    def has(self, *fields: str) -> bool:
        """Return whether the file has a column for any of these fields."""
        return any(field in self.positions for field in fields)


def is_heading(text: str) -> bool:
    """Return whether a cell is a usual name of a column."""
    return _plain(text) in _USUAL


def read_columns(headings: Sequence[str], wanted: Mapping[str, str], file: str) -> Columns:
    """Find each field's column; `wanted` is what a person mapped, field to heading or "-"."""
    positions: dict[str, int] = {}
    doubtful = []
    for field in FIELDS:
        found = _usual(field, headings)
        if field in wanted:
            found = [] if wanted[field] == NO_COLUMN else [_chosen(wanted[field], headings)]
        if found:
            positions[field] = found[0]
            doubtful += [(field, headings[found[0]], headings[other]) for other in found[1:]]
    _check(wanted, positions, headings, file)
    mapping = {field: headings[position] for field, position in positions.items()}
    return Columns(positions, mapping, tuple(doubtful))


def _check(
    wanted: Mapping[str, str], positions: Mapping[str, int], headings: Sequence[str], file: str
) -> None:
    for field in wanted:
        if field not in _NAMES:
            raise UnusableInput("map_unknown_field", field=field, known=", ".join(FIELDS))
    if not any(field in positions for field in _OF_A_GUEST):
        raise UnusableInput("list_without_columns", file=file, found=_told(headings))


def _usual(field: str, headings: Sequence[str]) -> list[int]:
    plain = [_plain(heading) for heading in headings]
    names = [*_NAMES[field].split(), _plain(field)]
    found = (
        position for name in names for position, heading in enumerate(plain) if heading == name
    )
    return list(dict.fromkeys(found))


def _chosen(heading: str, headings: Sequence[str]) -> int:
    for alike in (str.strip, _plain):
        for position, candidate in enumerate(headings):
            if alike(candidate) == alike(heading):
                return position
    raise UnusableInput("map_unknown_column", column=heading, found=_told(headings))


def _told(headings: Sequence[str]) -> str:
    """Name columns without giving codes away, should the file have no headings at all."""
    return ", ".join(
        f"{heading[:4]}…" if re.search(r"\d", heading) else heading[:24]
        for heading in headings[:12]
    )


def _plain(heading: str) -> str:
    letters = unicodedata.normalize("NFKD", heading.replace("#", "nr")).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


_USUAL = frozenset(
    name for field, names in _NAMES.items() for name in (*names.split(), _plain(field))
)
