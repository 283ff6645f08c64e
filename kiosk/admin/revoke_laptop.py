"""Revoking: what a lost laptop writes from now on, or who joins by a key, counts no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import REVOKED
from kiosk.domain.revocation import Standing
from kiosk.errors import UnusableInput
from kiosk.store.integrity.apply_revocation import Revoked as Settled
from kiosk.store.journal.trust import member
from kiosk.store.recording import check_role, write
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import Books
from kiosk.store.stations.stations import SHOWN_ID, Enrolled, Station


@dataclass(frozen=True, slots=True)
class RevocationResult:
    """What was revoked or restored, and whether it was so already: then nothing was written."""

    what: Station | Enrolled
    already: bool


def revoke(books: Books, name: str) -> RevocationResult:
    """Revoke the laptop, or the key to join by, that `name` or the beginning of an id names.

    UnusableInput: nothing or more than one is named so, it is this laptop, the role forbids it, or
    only who stands higher may decide on it.
    """
    with immediate(books.database):
        check_role(books, Kind.SETTING)
        what = books.stations.named(name)
        if what.id == books.keys.station:
            raise UnusableInput("revoke_this")
        own, settled = _standing(books), books.trust.revocations().settled_by(what.id)
        if settled is not None and settled >= own and books.stations.is_revoked(what):
            return RevocationResult(what, already=True)
        if _stands(books, what) > own or (settled is not None and settled > own):
            raise UnusableInput("revoke_higher", name=_called(what))
        _write(books, what, _held(books, what))
        return RevocationResult(what, already=False)


def restore(books: Books, name: str) -> RevocationResult:
    """Have a laptop or a key count again that laptops of a lower standing revoked.

    UnusableInput: nothing or more than one is named so, the role forbids it, one that stands as
    high as this laptop revoked it, or it is the key that it joined by that is revoked.
    """
    with immediate(books.database):
        check_role(books, Kind.SETTING)
        what = books.stations.named(name)
        if not books.stations.is_revoked(what):
            return RevocationResult(what, already=True)
        _check_restorable(books, what)
        _write(books, what, _all_of(what))
        return RevocationResult(what, already=False)


def _check_restorable(books: Books, what: Station | Enrolled) -> None:
    revocations = books.trust.revocations()
    settled = revocations.settled_by(what.id)
    if settled is not None and settled >= revocations.standing(member(books.certificate)):
        raise UnusableInput("restore_higher", name=_called(what))
    if isinstance(what, Station) and revocations.is_late(what.member):
        raise UnusableInput("restore_key", name=what.name, key=what.enrolment[:SHOWN_ID])


def _write(books: Books, what: Station | Enrolled, value: Mapping[str, Any]) -> None:
    """Write it down, and move what counts no more or counts again."""
    write(books, Draft(Kind.SETTING, detail={"key": REVOKED + what.id, "value": value}))
    Settled(books).settle()


def _standing(books: Books) -> Standing:
    return books.trust.revocations().standing(member(books.certificate))


def _stands(books: Books, what: Station | Enrolled) -> Standing:
    """Return who may decide on it: those who stand as high or higher."""
    if isinstance(what, Enrolled):
        return Standing.JOINED
    return books.trust.revocations().standing(what.member)


def _called(what: Station | Enrolled) -> str:
    return what.name if isinstance(what, Station) else what.id[:SHOWN_ID]


def _held(books: Books, what: Station | Enrolled) -> dict[str, Any]:
    """Return what still counts: the logs as far as they are held, or the laptops that joined."""
    match what:
        case Station():
            logs = books.stations.logs(what.id)
            return {"logs": dict(books.trust.counting(what.member, logs))}
        case Enrolled():
            by_then = books.trust.revocations().joined(what.id)
            joined = what.joined if by_then is None else sorted(by_then)
            return {"stations": list(joined)}


def _all_of(what: Station | Enrolled) -> dict[str, Any]:
    return {"logs" if isinstance(what, Station) else "stations": None}
