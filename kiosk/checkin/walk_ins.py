"""Walk-ins: recorded at the desk, admitted and counted in one transaction."""

import secrets
from dataclasses import dataclass

from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Ticket
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import (
    StationStore,
    check_capacity,
    check_hold,
    check_role,
    clean_typed_text,
    record,
)

MAX_WALK_IN_PEOPLE = 100
"""Most people on one walk-in; a larger number is a typing error."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without letters and digits that are easily confused
_SERIES_LETTERS = 4
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class WalkInGuest:
    """The details of a walk-in; only the number of people is required."""

    people: int = 1
    name: str = ""
    organisation: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class WalkInResult:
    """A walk-in's ticket, and the entry that admitted them (for `Desk.undo`)."""

    ticket: Ticket
    entry: Entry


class WalkInRegistration:
    """Admits guests without a ticket at one entrance; UnusableInput if forbidden.

    Its tickets are numbered in a random series of its own, so two desks never use the same number.
    """

    def __init__(self, store: StationStore, *, area: str, entrance: str) -> None:
        self._store = store
        self._area = area
        self._entrance = entrance
        letters = "".join(secrets.choice(_LETTERS) for _ in range(_SERIES_LETTERS))
        self._series = f"B-{letters}-"

    def walk_in(self, guest: WalkInGuest) -> WalkInResult:
        """Make a guest's ticket, admit all its people and count them."""
        if not 1 <= guest.people <= MAX_WALK_IN_PEOPLE:
            raise UnusableInput(
                "error.walk_in_number", people=guest.people, most=MAX_WALK_IN_PEOPLE
            )
        with immediate(self._store.database):
            check_role(self._store, Kind.WALK_IN)
            event = self._store.event()
            if not event.rules.walk_ins:
                raise UnusableInput("error.walk_ins_forbidden")
            check_hold(event)
            check_capacity(self._store, event, self._area, guest.people)
            ticket = secrets.token_hex(_ID_BYTES)
            entry = record(self._store, self._draft(event, ticket, guest))
            return WalkInResult(self._store.tickets.find(ticket), entry)

    def _draft(self, event: Event, ticket: str, guest: WalkInGuest) -> Draft:
        texts = {
            "name": clean_typed_text(guest.name),
            "organisation": clean_typed_text(guest.organisation),
        }
        personal = {key: text for key, text in texts.items() if text}
        number = self._store.walk_ins.count(self._series) + 1
        return Draft(
            Kind.WALK_IN,
            area=self._area,
            entrance=event.entrance(self._entrance, self._area),
            ticket=ticket,
            people=guest.people,
            places=guest.people,
            reentry=event.rules.reentry,
            annex=self._store.annexes.keep(event.id, personal) if personal else None,
            detail={
                "ref": f"{self._series}{number:03}",
                "category": clean_typed_text(guest.category),
            },
        )
