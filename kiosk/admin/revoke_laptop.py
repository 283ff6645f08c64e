"""Revokes laptops, and keys to join with: what they write from now on has no effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import REVOKED
from kiosk.domain.revocation import Authority
from kiosk.errors import UnusableInput
from kiosk.store.integrity.set_aside_entries import RevocationApplier
from kiosk.store.journal.trust import revocation_subject
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, check_role, record
from kiosk.store.stations.enrolments import EnrolmentKey
from kiosk.store.stations.stations import SHOWN_ID_DIGITS, Station


@dataclass(frozen=True, slots=True)
class RevocationResult:
    """The laptop or key that was revoked or restored; `already`: nothing had to be written."""

    what: Station | EnrolmentKey
    already: bool


def revoke(store: StationStore, name: str) -> RevocationResult:
    """Revoke the laptop, or the key to join with, that a name or the beginning of an id matches.

    Raises UnusableInput if none or several match, it is this laptop, the role forbids it, or it
    needs a higher authority.
    """
    with immediate(store.database):
        check_role(store, Kind.SETTING)
        what = store.stations.find(name)
        if what.id == store.keys.station:
            raise UnusableInput("error.revoke_this")
        own, settled = _own_authority(store), store.trust.revocations().decided_by(what.id)
        if settled is not None and settled >= own and store.stations.is_revoked(what):
            return RevocationResult(what, already=True)
        if _authority_over(store, what) > own or (settled is not None and settled > own):
            raise UnusableInput("error.revoke_higher", name=_display_name(what))
        _write(store, what, _still_counting(store, what))
        return RevocationResult(what, already=False)


def restore(store: StationStore, name: str) -> RevocationResult:
    """Restore a laptop or key that was revoked by a lower authority.

    Raises UnusableInput if none or several match, the role forbids it, the revocation has the same
    authority, or the key that the laptop joined with is revoked.
    """
    with immediate(store.database):
        check_role(store, Kind.SETTING)
        what = store.stations.find(name)
        if not store.stations.is_revoked(what):
            return RevocationResult(what, already=True)
        _check_restorable(store, what)
        _write(store, what, {"logs" if isinstance(what, Station) else "stations": None})
        return RevocationResult(what, already=False)


def _check_restorable(store: StationStore, what: Station | EnrolmentKey) -> None:
    revocations = store.trust.revocations()
    settled = revocations.decided_by(what.id)
    if settled is not None and settled >= _own_authority(store):
        raise UnusableInput("error.restore_higher", name=_display_name(what))
    if isinstance(what, Station) and revocations.is_late(what.revocation_subject):
        raise UnusableInput(
            "error.restore_key", name=what.name, key=what.enrolment[:SHOWN_ID_DIGITS]
        )


def _write(store: StationStore, what: Station | EnrolmentKey, value: Mapping[str, Any]) -> None:
    """Write the setting, and set aside or restore the entries that it concerns."""
    record(store, Draft(Kind.SETTING, detail={"key": REVOKED + what.id, "value": value}))
    RevocationApplier(store).apply()


def _own_authority(store: StationStore) -> Authority:
    return store.trust.revocations().authority(revocation_subject(store.certificate))


def _authority_over(store: StationStore, what: Station | EnrolmentKey) -> Authority:
    """Return the least authority that may decide on it."""
    if isinstance(what, EnrolmentKey):
        return Authority.JOINED
    return store.trust.revocations().authority(what.revocation_subject)


def _display_name(what: Station | EnrolmentKey) -> str:
    return what.name if isinstance(what, Station) else what.id[:SHOWN_ID_DIGITS]


def _still_counting(store: StationStore, what: Station | EnrolmentKey) -> dict[str, Any]:
    """Return what still counts: the stored ends of its logs, or the laptops that joined."""
    match what:
        case Station():
            logs = store.stations.logs(what.id)
            return {"logs": dict(store.trust.counted_ends(what.revocation_subject, logs))}
        case EnrolmentKey():
            by_then = store.trust.revocations().joined(what.id)
            joined = what.joined if by_then is None else sorted(by_then)
            return {"stations": list(joined)}
