"""Other laptops of the event with real keys and logs, whose entries are in the same database."""

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
from kiosk.store.station_store import StationStore, open_station_store
from tests.festival import NOON, HandClock


def announce(store: StationStore, stations: int, role: Role = Role.DOOR) -> Enrolment:
    """Set up laptops: make a key to join with, and write the entry about it."""
    assert store.keys.organiser is not None
    enrolment = new_enrolment(store.keys.event, role, NOON, store.keys.organiser)
    value = {"stations": stations, "role": role.value, "issued": NOON}
    detail = {"key": ENROLMENT + enrolment_id(enrolment.text), "value": value}
    with immediate(store.database):
        store.journal.append(Draft(Kind.SETTING, detail=detail))
    return enrolment


def another_station(
    store: StationStore,
    name: str,
    clock: HandClock | None = None,
    *,
    enrolment: Enrolment | None = None,
    machine: str = "",
    role: Role = Role.DOOR,
) -> StationStore:
    """Return the store as another laptop of this event uses it."""
    assert store.keys.organiser is not None
    secret = new_signing_key()
    public = public_key(secret)
    station = station_id(public)
    unsigned = Certificate(store.keys.event, station, name, role, public, NOON)
    if enrolment is None:
        certificate = unsigned.text(store.keys.organiser)
    else:
        certificate = unsigned.text_enrolled(enrolment)
    keys = replace(store.keys, station=station, station_key=secret, certificate=certificate)
    with immediate(store.database):
        store.database.execute(
            "INSERT INTO station(event, station, name, role, certificate) VALUES (?, ?, ?, ?, ?)",
            (bytes.fromhex(keys.event), bytes.fromhex(station), name, role.value, certificate),
        )
    return open_station_store(
        store.database, keys, clock=clock or HandClock(), opening={"machine": machine}
    )


def admitted_unaware(
    store: StationStore, ref: str, people: int = 1, *, area: str = "festival"
) -> Entry:
    """Write an admission of a laptop that knows no other laptop's entries."""
    ticket = store.tickets.by_reference(ref)
    draft = Draft(
        Kind.IN,
        area=area,
        entrance="Zuid",
        ticket=ticket.id,
        people=people,
        places=ticket.places,
        reentry=store.event().rules.reentry,
    )
    with immediate(store.database):
        return store.journal.append(draft)
