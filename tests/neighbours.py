"""Other laptops of the event whose entries came in: real keys and logs, in the same file."""

from dataclasses import replace

from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.internal_settings import ENROLMENT
from kiosk.domain.roles import Role
from kiosk.keys.signing import (
    Certificate,
    Enrolment,
    enrolment_id,
    new_enrolment,
    new_signing_key,
    public_key,
    station_id,
)
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import Books, open_books
from tests.festival import NOON, HandClock


def announce(books: Books, stations: int, role: Role = Role.DOOR) -> Enrolment:
    """Set laptops up: a new key by which they join, and the entry that tells of it."""
    assert books.keys.organiser is not None
    enrolment = new_enrolment(books.keys.event, role, NOON, books.keys.organiser)
    value = {"stations": stations, "role": role.value, "issued": NOON}
    detail = {"key": ENROLMENT + enrolment_id(enrolment.text), "value": value}
    with immediate(books.database):
        books.journal.append(Draft(Kind.SETTING, detail=detail))
    return enrolment


def another_station(
    books: Books,
    name: str,
    clock: HandClock | None = None,
    *,
    enrolment: Enrolment | None = None,
    machine: str = "",
    role: Role = Role.DOOR,
) -> Books:
    """Return the books as another laptop of this event writes them."""
    assert books.keys.organiser is not None
    secret = new_signing_key()
    public = public_key(secret)
    station = station_id(public)
    unsigned = Certificate(books.keys.event, station, name, role, public, NOON)
    if enrolment is None:
        certificate = unsigned.text(books.keys.organiser)
    else:
        certificate = unsigned.text_enrolled(enrolment)
    keys = replace(books.keys, station=station, station_key=secret, certificate=certificate)
    with immediate(books.database):
        books.database.execute(
            "INSERT INTO station(event, station, name, role, certificate) VALUES (?, ?, ?, ?, ?)",
            (bytes.fromhex(keys.event), bytes.fromhex(station), name, role.value, certificate),
        )
    return open_books(
        books.database, keys, clock=clock or HandClock(), opening={"machine": machine}
    )


def admitted_unaware(books: Books, ref: str, people: int = 1, *, area: str = "festival") -> Entry:
    """Write an admission as a laptop does that has not heard of any other."""
    ticket = books.tickets.by_reference(ref)
    draft = Draft(
        Kind.IN,
        area=area,
        entrance="Zuid",
        ticket=ticket.id,
        people=people,
        places=ticket.places,
        reentry=books.event().rules.reentry,
    )
    with immediate(books.database):
        return books.journal.append(draft)
