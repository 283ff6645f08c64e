"""The laptops as the organiser sees them: when each was heard, and which lists are here."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.aside import OWN_ENTRANCE
from kiosk.domain.headcount import Heard
from kiosk.domain.rules import Event
from kiosk.store.books import Books
from kiosk.store.database import snapshot
from kiosk.store.events import ListInfo


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop and the entrance that it set as its own, empty where it set none."""

    heard: Heard
    entrance: str


@dataclass(frozen=True, slots=True)
class Laptops:
    """All laptops at `as_of` (ms UTC): those known, and how many announced ones were never met.

    `known_lists` are the versions that the journal tells of by source, `lists` those that are here.
    """

    event: Event
    as_of: int
    laptops: tuple[Laptop, ...]
    missing: int
    lists: tuple[ListInfo, ...]
    known_lists: Mapping[str, int]


def laptops(books: Books, now: int) -> Laptops:
    """Return how the laptops are doing; `now` is ms UTC."""
    with snapshot(books.database):
        event = books.event()
        heard = books.stations.heard(now)
        met = {each.id for each in heard if not each.revoked}
        return Laptops(
            event=event,
            as_of=now,
            laptops=tuple(Laptop(each, _entrance(books, each.id)) for each in heard),
            missing=max(0, books.stations.announced() - len(met)),
            lists=tuple(books.events.lists(event.id)),
            known_lists={source: one.version for source, one in books.manifests.counting().items()},
        )


def _entrance(books: Books, station: str) -> str:
    entrance = books.events.station_settings(books.keys.event, station).get(OWN_ENTRANCE)
    return entrance if isinstance(entrance, str) else ""
