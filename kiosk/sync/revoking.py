"""Revoking: what a lost laptop writes from now on, or who joins by a key, counts no longer."""

from dataclasses import dataclass
from typing import Any

from kiosk.domain.aside import REVOKED
from kiosk.domain.entry import Draft, Kind
from kiosk.errors import UnusableInput
from kiosk.store.books import Books
from kiosk.store.database import immediate
from kiosk.store.stations import Enrolled, Station
from kiosk.writing import write


@dataclass(frozen=True, slots=True)
class Revoked:
    """What was revoked, and whether it was so already: then nothing was written."""

    what: Station | Enrolled
    already: bool


def revoke(books: Books, name: str) -> Revoked:
    """Revoke the laptop, or the key to join by, that `name` or the beginning of an id names.

    UnusableInput: nothing or more than one is named so, it is this laptop, or the role forbids it.
    """
    with immediate(books.database):
        what = books.stations.named(name)
        if what.id == books.keys.station:
            raise UnusableInput("revoke_this")
        if books.stations.is_revoked(what.id):
            return Revoked(what, already=True)
        detail = {"key": REVOKED + what.id, "value": _held(books, what)}
        write(books, Draft(Kind.SETTING, detail=detail))
        return Revoked(what, already=False)


def _held(books: Books, what: Station | Enrolled) -> dict[str, Any]:
    """Return what still counts: the logs as far as they are held, or the laptops that joined."""
    match what:
        case Station():
            return {"logs": books.stations.logs(what.id)}
        case Enrolled():
            return {"stations": list(what.joined)}
