"""Joining an event from its file: a station key of one's own, then all that the file tells.

In that order, so that it can be stopped at any moment and done again: the keys file first, then
the station, then the messages; last the station's first entry, by which it is in, and is current.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.admin.event_file import EventFile, Invitation
from kiosk.admin.laptop_names import free_name, numbered_name
from kiosk.admin.lost_remains import put_aside_lost, take_remains
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import read_setting
from kiosk.domain.internal_settings import OWN_ENTRANCE
from kiosk.domain.letters import composed
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import (
    KeyRing,
    has_usable_keys,
    load_key_ring,
    put_damaged_aside,
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
from kiosk.store.journal.annexes import Annexes
from kiosk.store.journal.trust import REVOKED, ROLE
from kiosk.store.recording import record
from kiosk.store.sqlite.database import Database, immediate
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import Events, setting_detail
from kiosk.sync.receiver import receive

_WITHOUT_EFFECT = (ROLE, REVOKED)
"""Why entries are kept without effect, here as everywhere."""
BEHIND_MS = 120_000
"""A clock that is this much before the making of a file that is here is wrong."""


@dataclass(frozen=True, slots=True)
class JoinTarget:
    """The folder of the keys, and how the store of an event (hex id) is opened."""

    keys: Path
    database: Database
    open_store: Callable[[str], StationStore]


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """The name of this laptop (none: by its entrance), and its entrance (none: the first)."""

    name: str | None = None
    entrance: str | None = None


@dataclass(frozen=True, slots=True)
class JoinResult:
    """As what a laptop joined; `unusable` parts of the file were no part of the event."""

    name: str
    role: Role
    entrance: str
    unusable: int = 0


def check_entrance(invitation: Invitation, wish: JoinRequest) -> str:
    """Return the entrance to stand at; UnusableInput if the event has none of that name."""
    if wish.entrance is None:
        return invitation.entrances[0]
    for entrance in invitation.entrances:
        if composed(entrance) == composed(wish.entrance):
            return entrance
    known = ", ".join(invitation.entrances)
    raise UnusableInput("error.unknown_entrance", entrance=wish.entrance, known=known)


def clock_is_behind(invitation: Invitation, now: int) -> bool:
    """Return whether this laptop's clock (ms UTC) says that the file is yet to be made."""
    return now < invitation.made - BEHIND_MS


def join(
    place: JoinTarget,
    file: EventFile,
    wish: JoinRequest,
    now: int,
    told: Callable[[float], None] = lambda _: None,
) -> JoinResult:
    """Take part in the event of an event file; now is ms UTC, `told` hears how far it is (0 to 1).

    Stopped at any moment and done again it is still one station; where its keys are gone it is a
    new one, that goes on with what is here. UnusableInput: this laptop takes
    part already, or the entrance is unknown.
    """
    invitation = file.invitation
    entrance = check_entrance(invitation, wish)
    events = Events(place.database, Annexes(place.database))
    joined = invitation.event in events.known() and events.is_dated(invitation.event)
    if joined and has_usable_keys(place.keys, invitation.event):
        raise UnusableInput("error.joined_already", name=invitation.name)
    name = _named(wish, invitation, earlier_name(place.keys, invitation))
    ring = _own_keys(place.keys, invitation, name, now)
    certificate = _vouched(ring, invitation)
    save_key_ring(place.keys, ring)
    with immediate(place.database):
        events.add(certificate, ring.certificate, joining=True)
    store = place.open_store(ring.event)
    pause = YieldToScans(store.database) if events.known() else _nobody_waits
    taken = receive(store, file.messages(told), pause=pause)
    if not taken.whole or "date" not in events.settings(ring.event):
        raise UnusableInput("error.event_file_incomplete", name=invitation.name)
    with immediate(place.database):
        detail = setting_detail(OWN_ENTRANCE, entrance, ring.station)
        record(store, Draft(Kind.SETTING, detail=detail))
        events.finish_joining(ring.event)
    store.journal.close()
    unusable = sum(one.why not in _WITHOUT_EFFECT for one in taken.rejected)
    return JoinResult(certificate.name, certificate.role, entrance, unusable)


def _nobody_waits() -> None:
    """Go on at once: where there was no event, nobody scans meanwhile."""


def _own_keys(folder: Path, invitation: Invitation, name: str, now: int) -> KeyRing:
    """Return this laptop's keys for an event: its station key of an earlier try, else a new one.

    The enrolment key signs its certificate and is not kept.
    """
    earlier = _earlier(folder, invitation)
    station_key = earlier.station_key if earlier else new_signing_key()
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
        certificate=_signed(unsigned, organiser, invitation),
        exchange=invitation.exchange,
        maker=invitation.maker,
        organiser=organiser,
    )


def _vouched(ring: KeyRing, invitation: Invitation) -> Certificate:
    try:
        return read_certificate(ring.certificate, ring.organiser_public)
    except ValueError as error:
        raise UnusableInput("error.event_file_foreign", file=invitation.name) from error


def _earlier(folder: Path, invitation: Invitation) -> KeyRing | None:
    put_damaged_aside(folder, invitation.event)
    if not has_usable_keys(folder, invitation.event):
        return None
    ring = load_key_ring(folder, invitation.event)
    if ring.organiser_public != invitation.organiser_public:
        raise UnusableInput("error.keys_of_another", name=invitation.name)
    return ring


def _signed(certificate: Certificate, organiser: bytes | None, invitation: Invitation) -> str:
    if organiser is not None:
        return certificate.text(organiser)
    assert invitation.enrolment is not None  # noqa: S101  # an event file holds one of both
    return certificate.text_enrolled(invitation.enrolment)


def earlier_name(keys: Path, invitation: Invitation) -> str | None:
    """Return what this laptop was called in an event by the keys that it has of it, if any."""
    if not has_usable_keys(keys, invitation.event):
        return None
    ring = load_key_ring(keys, invitation.event)
    try:
        return read_certificate(ring.certificate, invitation.organiser_public).name
    except ValueError:
        return None


def _named(wish: JoinRequest, invitation: Invitation, earlier: str | None) -> str:
    if wish.name is None:
        return earlier or numbered_name(check_entrance(invitation, wish), invitation.stations)
    return free_name(wish.name, [one for one in invitation.stations if one != earlier])


def own_name(name: str | None) -> str | None:
    """Return a name as it can be used, none where none was given; UnusableInput if it cannot."""
    return None if name is None else str(read_setting("name", name))


def join_event(
    session: DataFolder,
    file: EventFile,
    wish: JoinRequest,
    told: Callable[[float], None] = lambda _: None,
) -> JoinResult:
    """Take part in the event of an event file in this session's folder.

    Where its database is lost, the entries that are left of it are taken over too.
    """
    check_entrance(file.invitation, wish)  # before a folder is made
    with session.joins():
        left = put_aside_lost(session)
        with session.database(lost_too=True) as database:
            place = JoinTarget(session.folder / KEYS, database, partial(session.open, database))
            joined = join(place, file, wish, session.clock.wall(), told)
            store = session.open(database, file.invitation.event)
            take_remains(store, left)
            session.label(store)
        return joined
