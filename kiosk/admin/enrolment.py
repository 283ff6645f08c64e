"""Sets up laptops: writes an event file that other laptops join with."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.admin.event_file import Invitation, write_event_file
from kiosk.admin.requests import EnrolmentRequest
from kiosk.atomic_file import check_replaceable
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import ENROLMENT, RECOVERY
from kiosk.domain.passphrases import MIN_PASSPHRASE_LENGTH, is_strong_passphrase
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Enrolment, enrolment_id, new_enrolment
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, check_role, record, record_setting
from kiosk.sync.sender import outgoing_messages, sign_pending

MAX_STATIONS = 500
"""The most laptops that one event file may be for."""


def write_enrolment_file(
    store: StationStore, path: Path, request: EnrolmentRequest, now: int
) -> None:
    """Write an event file; now is ms UTC.

    Raises UnusableInput, with nothing changed, if this laptop has no organiser's key, the
    passphrase is weak, the folder does not exist, or the path is not a file. Raises WorldFailed if
    writing fails; then no laptops are announced.
    """
    organiser = organiser_key(store)
    if not is_strong_passphrase(request.passphrase):
        raise UnusableInput("error.passphrase_weak", least=MIN_PASSPHRASE_LENGTH)
    if not path.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=path.parent)
    check_replaceable(path)
    if request.recovery:
        sign_pending(store)
        _write(store, path, request, now, organiser=organiser)
        with immediate(store.database):
            record_setting(store, RECOVERY, now)
        return
    enrolment = new_enrolment(store.keys.event, request.role, now, organiser)
    _announce(store, enrolment, request, now)
    try:
        sign_pending(store)
        _write(store, path, request, now, enrolment=enrolment)
    except BaseException:
        _announce(store, enrolment, replace(request, stations=0), now)
        raise


def organiser_key(store: StationStore) -> bytes:
    """Return the organiser's secret key; UnusableInput if this laptop cannot set up others."""
    check_role(store, Kind.SETTING)
    if store.keys.organiser is None:
        raise UnusableInput("error.no_organiser_key")
    return store.keys.organiser


def _announce(
    store: StationStore, enrolment: Enrolment, request: EnrolmentRequest, now: int
) -> None:
    """Record how many laptops may join, so that every laptop knows which are missing."""
    value: dict[str, Any] = {
        "stations": request.stations,
        "role": request.role.value,
        "issued": now,
    }
    others: dict[str, Any] = {
        "spare": request.spare,
        "invite": request.invite,
        "names": list(request.names),
    }
    value |= {name: one for name, one in others.items() if one}
    detail = {"key": ENROLMENT + enrolment_id(enrolment.text), "value": value}
    with immediate(store.database):
        record(store, Draft(Kind.SETTING, detail=detail))


def _write(
    store: StationStore,
    path: Path,
    request: EnrolmentRequest,
    now: int,
    *,
    enrolment: Enrolment | None = None,
    organiser: bytes | None = None,
) -> None:
    event, keys = store.event(), store.keys
    is_hub = request.role is Role.HUB  # it reads no personal data, and looks up no code
    invitation = Invitation(
        event=keys.event,
        name=event.name,
        date=event.date.isoformat(),
        entrances=event.areas[0].entrances,
        stations=tuple(dict.fromkeys(one.name for one in store.stations.statuses(now))),
        role=Role.ADMIN if organiser else request.role,
        maker=keys.maker,
        made=now,
        organiser_public=keys.organiser_public,
        code_key=b"" if is_hub else keys.code_key,
        exchange="" if is_hub else keys.exchange,
        enrolment=enrolment,
        organiser=organiser,
        planned=request.names,
    )
    write_event_file(path, request.passphrase, invitation, outgoing_messages(store))
