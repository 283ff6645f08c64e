"""Revoking: what a lost laptop writes from now on, or who joins by a key, counts no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import REVOKED
from kiosk.domain.revocation import Authority
from kiosk.errors import UnusableInput
from kiosk.store.integrity.apply_revocation import RevocationApplier as Settled
from kiosk.store.journal.trust import revocation_subject
from kiosk.store.recording import check_role, record
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.store.stations.stations import SHOWN_ID_DIGITS, EnrolmentKey, Station


@dataclass(frozen=True, slots=True)
class RevocationResult:
    """What was revoked or restored, and whether it was so already: then nothing was written."""

    what: Station | EnrolmentKey
    already: bool


def revoke(store: StationStore, name: str) -> RevocationResult:
    """Revoke the laptop, or the key to join by, that `name` or the beginning of an id names.

    UnusableInput: nothing or more than one is named so, it is this laptop, the role forbids it, or
    only who stands higher may decide on it.
    """
    with immediate(store.database):
        check_role(store, Kind.SETTING)
        what = store.stations.find(name)
        if what.id == store.keys.station:
            raise UnusableInput("error.revoke_this")
        own, settled = _standing(store), store.trust.revocations().settled_by(what.id)
        if settled is not None and settled >= own and store.stations.is_revoked(what):
            return RevocationResult(what, already=True)
        if _stands(store, what) > own or (settled is not None and settled > own):
            raise UnusableInput("error.revoke_higher", name=_called(what))
        _write(store, what, _held(store, what))
        return RevocationResult(what, already=False)


def restore(store: StationStore, name: str) -> RevocationResult:
    """Have a laptop or a key count again that laptops of a lower standing revoked.

    UnusableInput: nothing or more than one is named so, the role forbids it, one that stands as
    high as this laptop revoked it, or it is the key that it joined by that is revoked.
    """
    with immediate(store.database):
        check_role(store, Kind.SETTING)
        what = store.stations.find(name)
        if not store.stations.is_revoked(what):
            return RevocationResult(what, already=True)
        _check_restorable(store, what)
        _write(store, what, _all_of(what))
        return RevocationResult(what, already=False)


def _check_restorable(store: StationStore, what: Station | EnrolmentKey) -> None:
    revocations = store.trust.revocations()
    settled = revocations.settled_by(what.id)
    if settled is not None and settled >= revocations.standing(
        revocation_subject(store.certificate)
    ):
        raise UnusableInput("error.restore_higher", name=_called(what))
    if isinstance(what, Station) and revocations.is_late(what.revocation_subject):
        raise UnusableInput(
            "error.restore_key", name=what.name, key=what.enrolment[:SHOWN_ID_DIGITS]
        )


def _write(store: StationStore, what: Station | EnrolmentKey, value: Mapping[str, Any]) -> None:
    """Write it down, and move what counts no more or counts again."""
    record(store, Draft(Kind.SETTING, detail={"key": REVOKED + what.id, "value": value}))
    Settled(store).apply()


def _standing(store: StationStore) -> Authority:
    return store.trust.revocations().standing(revocation_subject(store.certificate))


def _stands(store: StationStore, what: Station | EnrolmentKey) -> Authority:
    """Return who may decide on it: those who stand as high or higher."""
    if isinstance(what, EnrolmentKey):
        return Authority.JOINED
    return store.trust.revocations().standing(what.revocation_subject)


def _called(what: Station | EnrolmentKey) -> str:
    return what.name if isinstance(what, Station) else what.id[:SHOWN_ID_DIGITS]


def _held(store: StationStore, what: Station | EnrolmentKey) -> dict[str, Any]:
    """Return what still counts: the logs as far as they are held, or the laptops that joined."""
    match what:
        case Station():
            logs = store.stations.logs(what.id)
            return {"logs": dict(store.trust.counted_ends(what.revocation_subject, logs))}
        case EnrolmentKey():
            by_then = store.trust.revocations().joined(what.id)
            joined = what.joined if by_then is None else sorted(by_then)
            return {"stations": list(joined)}


def _all_of(what: Station | EnrolmentKey) -> dict[str, Any]:
    return {"logs" if isinstance(what, Station) else "stations": None}
