"""Setting laptops up: the admin's laptop makes an event file that others join with."""

from pathlib import Path

from kiosk.admin.event_file import Invitation, write_event_file
from kiosk.admin.requests import EnrolmentRequest
from kiosk.atomic_file import check_replaceable
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import ENROLMENT
from kiosk.domain.passphrases import SHORTEST_PASSPHRASE, is_strong_passphrase
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Enrolment, enrolment_id, new_enrolment
from kiosk.store.recording import check_role, record
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync.sender import outgoing_messages, sign_pending

MOST_STATIONS = 500
"""Laptops that one event file may be made for."""


def write_enrolment_file(
    store: StationStore, path: Path, wanted: EnrolmentRequest, now: int
) -> None:
    """Write an event file; now is ms UTC.

    UnusableInput, with nothing changed: this laptop has no organiser's key, the passphrase is weak,
    there is no such folder, or what stands there is no file. WorldFailed: it could not be written,
    and nobody is announced.
    """
    organiser = organiser_key(store)
    if not is_strong_passphrase(wanted.passphrase):
        raise UnusableInput("error.passphrase_weak", least=SHORTEST_PASSPHRASE)
    if not path.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=path.parent)
    check_replaceable(path)
    if wanted.recovery:
        sign_pending(store)
        _write(store, path, wanted, now, organiser=organiser)
        return
    enrolment = new_enrolment(store.keys.event, wanted.role, now, organiser)
    _announce(store, enrolment, wanted.stations, wanted.role, now)
    try:
        sign_pending(store)
        _write(store, path, wanted, now, enrolment=enrolment)
    except BaseException:
        _announce(store, enrolment, 0, wanted.role, now)
        raise


def organiser_key(store: StationStore) -> bytes:
    """Return the organiser's secret key; UnusableInput where this laptop cannot set others up."""
    check_role(store, Kind.SETTING)
    if store.keys.organiser is None:
        raise UnusableInput("error.no_organiser_key")
    return store.keys.organiser


def _announce(
    store: StationStore, enrolment: Enrolment, stations: int, role: Role, now: int
) -> None:
    """Write down how many laptops may come, so that all know of those that were not heard yet."""
    value = {"stations": stations, "role": role.value, "issued": now}
    detail = {"key": ENROLMENT + enrolment_id(enrolment.text), "value": value}
    with immediate(store.database):
        record(store, Draft(Kind.SETTING, detail=detail))


def _write(
    store: StationStore,
    path: Path,
    wanted: EnrolmentRequest,
    now: int,
    *,
    enrolment: Enrolment | None = None,
    organiser: bytes | None = None,
) -> None:
    event, keys = store.event(), store.keys
    invitation = Invitation(
        event=keys.event,
        name=event.name,
        date=event.date.isoformat(),
        entrances=event.areas[0].entrances,
        stations=tuple(dict.fromkeys(one.name for one in store.stations.statuses(now))),
        role=Role.ADMIN if organiser else wanted.role,
        maker=keys.maker,
        made=now,
        organiser_public=keys.organiser_public,
        code_key=keys.code_key,
        exchange=keys.exchange,
        enrolment=enrolment,
        organiser=organiser,
    )
    write_event_file(path, wanted.passphrase, invitation, outgoing_messages(store))
