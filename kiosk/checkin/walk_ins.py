"""Guests without a ticket: written down at the desk, let in and counted in one transaction."""

import secrets
from dataclasses import dataclass

from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Ticket
from kiosk.errors import UnusableInput
from kiosk.store.recording import check_capacity, check_role, clean_typed_text, record
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore

MOST_PEOPLE = 100
"""People on one walk-in at most: more is a slip of the keyboard."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read or heard as another
_SERIES_LETTERS = 4
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class WalkInGuest:
    """What the desk asks of a walk-in; all but the number of people may stay empty."""

    people: int = 1
    name: str = ""
    organisation: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class WalkInResult:
    """The ticket that a walk-in got, and the entry that let them in (for `Desk.undo`)."""

    ticket: Ticket
    entry: Entry


class WalkInRegistration:
    """Lets guests without a ticket in at one entrance; UnusableInput where that may not be.

    Its tickets are numbered within a series of its own, so that two desks never meet in a number.
    """

    def __init__(self, store: StationStore, *, area: str, entrance: str) -> None:
        self._store = store
        self._area = area
        self._entrance = entrance
        letters = "".join(secrets.choice(_LETTERS) for _ in range(_SERIES_LETTERS))
        self._series = f"B-{letters}-"

    def walk_in(self, guest: WalkInGuest) -> WalkInResult:
        """Make a guest's ticket, let all its people in and count them."""
        if not 1 <= guest.people <= MOST_PEOPLE:
            raise UnusableInput("error.walk_in_number", people=guest.people, most=MOST_PEOPLE)
        with immediate(self._store.database):
            check_role(self._store, Kind.WALK_IN)
            event = self._store.event()
            if not event.rules.walk_ins:
                raise UnusableInput("error.walk_ins_forbidden")
            check_capacity(self._store, event, self._area, guest.people)
            ticket = secrets.token_hex(_ID_BYTES)
            entry = record(self._store, self._draft(event, ticket, guest))
            return WalkInResult(self._store.tickets.find(ticket), entry)

    def _draft(self, event: Event, ticket: str, guest: WalkInGuest) -> Draft:
        texts = {
            "name": clean_typed_text(guest.name),
            "organisation": clean_typed_text(guest.organisation),
        }
        told = {key: text for key, text in texts.items() if text}
        number = self._store.walk_ins.count(self._series) + 1
        return Draft(
            Kind.WALK_IN,
            area=self._area,
            entrance=event.entrance(self._entrance, self._area),
            ticket=ticket,
            people=guest.people,
            places=guest.people,
            reentry=event.rules.reentry,
            annex=self._store.annexes.keep(event.id, told) if told else None,
            detail={
                "ref": f"{self._series}{number:03}",
                "category": clean_typed_text(guest.category),
            },
        )
