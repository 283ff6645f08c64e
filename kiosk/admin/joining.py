"""Joins an event with its event file.

It can be interrupted at any moment and repeated, because of its order: the keys file first, then
the station, then the messages; last the station's first entry, which makes it a member and the
event current.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.admin.event_file import EventFile, Invitation
from kiosk.admin.laptop_names import (
    free_name,
    is_named_after,
    numbered_name,
    own_planned_name,
)
from kiosk.admin.lost_remains import absorb_remains, set_aside_remains
from kiosk.checkin.gate import own_gate
from kiosk.domain.event_settings import read_setting
from kiosk.domain.internal_settings import OWN_ENTRANCE
from kiosk.domain.letters import composed
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import (
    KeyRing,
    has_usable_keys,
    load_key_ring,
    rename_damaged,
    save_key_ring,
)
from kiosk.keys.signing import (
    Certificate,
    new_signing_key,
    public_key,
    read_certificate,
    station_id,
)
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.store.journal.have_vector import Range
from kiosk.store.journal.trust import REVOKED, ROLE
from kiosk.store.sqlite.database import Database, immediate
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore, record_setting
from kiosk.store.stations.events import Events
from kiosk.sync.messages import decode_message
from kiosk.sync.receiver import receive

_EXPECTED_REJECTIONS = (ROLE, REVOKED)
"""Reasons for which all laptops set entries aside."""
_SERVER = "Server"
MAX_CLOCK_BEHIND_MS = 120_000
"""A clock is wrong if it is more ms than this before the making of the event file."""


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """The name of this laptop (default: by its entrance) and its entrance.

    Without an entrance, a laptop that took part before keeps the one that it had, also that of a
    laptop that it replaces; any other gets the first.

    `station_key` is the secret key that this laptop made before; default: a new one.
    """

    name: str | None = None
    entrance: str | None = None
    station_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class JoinResult:
    """The name, role and entrance of a laptop that joined.

    `unusable`: parts of the file that do not belong to the event. `unknown`: it was to exchange at
    once and could not, so no other laptop knows it yet.
    """

    name: str
    role: Role
    entrance: str
    unusable: int = 0
    unknown: bool = False


def check_entrance(invitation: Invitation, request: JoinRequest) -> str:
    """Return the entrance of the request; UnusableInput if the event has none of that name."""
    if request.entrance is None:
        return invitation.entrances[0]
    for entrance in invitation.entrances:
        if composed(entrance) == composed(request.entrance):
            return entrance
    known = ", ".join(invitation.entrances)
    raise UnusableInput("error.unknown_entrance", entrance=request.entrance, known=known)


def clock_is_behind(invitation: Invitation, now: int) -> bool:
    """Return whether this laptop's clock (ms UTC) is before the making of the file."""
    return now < invitation.made - MAX_CLOCK_BEHIND_MS


def _join(
    session: DataFolder,
    database: Database,
    file: EventFile,
    request: JoinRequest,
    on_progress: Callable[[float], None],
) -> JoinResult:
    invitation, keys = file.invitation, session.folder / KEYS
    asked = check_entrance(invitation, request)
    events = Events(database)
    joined = invitation.event in events.known() and events.is_dated(invitation.event)
    if joined and has_usable_keys(keys, invitation.event):
        raise UnusableInput("error.joined_already", name=invitation.name)
    earlier = earlier_name(keys, invitation)
    name = _name_for(request, invitation, earlier)
    ring = _own_keys(keys, invitation, name, session.clock.wall(), request.station_key)
    certificate = _verified_certificate(ring, invitation)
    save_key_ring(keys, ring)
    with immediate(database):
        events.add(certificate, ring.certificate, joining=True)
    store = session.open(database, ring.event)
    # Without an event on this laptop there are no scans to wait for.
    pause = YieldToScans(store.database) if events.known() else lambda: None
    received = receive(store, file.messages(on_progress), pause=pause)
    if not received.whole or "date" not in events.settings(ring.event):
        raise UnusableInput("error.event_file_incomplete", name=invitation.name)
    with immediate(database):
        kept = _kept_entrance(store, invitation, earlier)
        entrance = kept if request.entrance is None else asked
        if certificate.role is Role.HUB:
            store.journal.begin()
        else:
            record_setting(store, OWN_ENTRANCE, entrance, station=ring.station)
        events.finish_joining(ring.event)
    store.journal.close()
    unusable = sum(one.why not in _EXPECTED_REJECTIONS for one in received.rejected)
    return JoinResult(certificate.name, certificate.role, entrance, unusable)


def _kept_entrance(store: StationStore, invitation: Invitation, earlier: str | None) -> str:
    """Return the entrance that this laptop had, by the messages or by its `earlier` name; else the
    first one.
    """
    own = store.events.station_settings(store.keys.event, store.keys.station)
    if earlier and OWN_ENTRANCE not in own:
        named = (one for one in invitation.entrances if is_named_after(earlier, one))
        return next(named, invitation.entrances[0])
    return own_gate(store).entrance


def _own_keys(
    folder: Path, invitation: Invitation, name: str, now: int, made: bytes | None
) -> KeyRing:
    """Return this laptop's keys for an event: its station key of an earlier try, else the one that
    it `made`, else a new one.

    The enrolment key signs its certificate and is not kept.
    """
    earlier = _earlier_keys(folder, invitation)
    station_key = earlier.station_key if earlier else made or new_signing_key()
    organiser = invitation.organiser or (earlier.organiser if earlier else None)
    public = public_key(station_key)
    role = Role.ADMIN if organiser else invitation.role
    unsigned = Certificate(invitation.event, station_id(public), name, role, public, now)
    return KeyRing(
        event=invitation.event,
        code_key=invitation.code_key,
        organiser_public=invitation.organiser_public,
        station=unsigned.station,
        station_key=station_key,
        certificate=_certificate_text(unsigned, organiser, invitation),
        exchange=invitation.exchange,
        maker=invitation.maker,
        organiser=organiser,
    )


def _verified_certificate(ring: KeyRing, invitation: Invitation) -> Certificate:
    try:
        return read_certificate(ring.certificate, ring.organiser_public)
    except ValueError as error:
        raise UnusableInput("error.event_file_foreign", file=invitation.name) from error


def _earlier_keys(folder: Path, invitation: Invitation) -> KeyRing | None:
    rename_damaged(folder, invitation.event)
    if not has_usable_keys(folder, invitation.event):
        return None
    ring = load_key_ring(folder, invitation.event)
    if ring.organiser_public != invitation.organiser_public:
        raise UnusableInput("error.keys_of_another", name=invitation.name)
    return ring


def _certificate_text(
    certificate: Certificate, organiser: bytes | None, invitation: Invitation
) -> str:
    if organiser is not None:
        return certificate.text(organiser)
    assert invitation.enrolment is not None  # noqa: S101  # an event file holds one of both
    return certificate.text_enrolled(invitation.enrolment)


def earlier_name(keys: Path, invitation: Invitation) -> str | None:
    """Return this laptop's name in the keys that it already has of the event, if any."""
    if not has_usable_keys(keys, invitation.event):
        return None
    ring = load_key_ring(keys, invitation.event)
    try:
        return read_certificate(ring.certificate, invitation.organiser_public).name
    except ValueError:
        return None


def earlier_entrance(keys: Path, file: EventFile) -> str | None:
    """Return the entrance that this laptop had in the event, by the messages of the file, if any.

    The messages are not verified here: it is a proposal for a person.
    """
    if not has_usable_keys(keys, file.invitation.event):
        return None
    station = load_key_ring(keys, file.invitation.event).station
    found: dict[int, object] = {}
    with suppress(ValueError):
        for line in file.messages():
            message = decode_message(line) if station in line and OWN_ENTRANCE in line else None
            found |= _own_entrances(message, station) if isinstance(message, Range) else {}
    last = found[max(found)] if found else None
    return str(last) if last in file.invitation.entrances else None


def _own_entrances(written: Range, station: str) -> dict[int, object]:
    """Return the entrances that a laptop was set to by these entries, by time (ms UTC)."""
    mine = {"key": OWN_ENTRANCE, "station": station}
    own = [one for one in written.entries() if mine.items() <= {**one.detail}.items()]
    return {one.at: one.detail.get("value") for one in own}


def _name_for(request: JoinRequest, invitation: Invitation, earlier: str | None) -> str:
    if request.name is None:
        entrances, taken = invitation.entrances, invitation.stations
        if invitation.role is Role.HUB:
            return earlier or numbered_name(_SERVER, taken)
        own = own_planned_name(invitation.planned, entrances, taken)
        return earlier or own or numbered_name(check_entrance(invitation, request), taken)
    return free_name(request.name, [one for one in invitation.stations if one != earlier])


def own_name(name: str | None) -> str | None:
    """Return a valid name, None if none was given; UnusableInput if it is not valid."""
    return None if name is None else str(read_setting("name", name))


def join_event(
    session: DataFolder,
    file: EventFile,
    request: JoinRequest,
    on_progress: Callable[[float], None] = lambda _: None,
) -> JoinResult:
    """Join the event of an event file in a data folder; `on_progress` gets 0 to 1.

    Interrupted and repeated, it is still one station. If its keys are gone, it is a new station
    that keeps the data that is here; if its database is lost, the entries that can still be read
    are taken over. Raises UnusableInput if this laptop takes part already, or the entrance is
    unknown.
    """
    check_entrance(file.invitation, request)  # before a folder is made
    with session.lock_for_joining():
        remains = set_aside_remains(session)
        with session.database(lost_too=True) as database:
            joined = _join(session, database, file, request, on_progress)
            store = session.open(database, file.invitation.event)
            absorb_remains(store, remains)
            session.write_label(store)
        return joined
