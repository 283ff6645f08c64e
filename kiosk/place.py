"""Where a station stands, as it says of itself: an area, an entrance there, guests in or out."""

from kiosk.answers import Place
from kiosk.domain.aside import OWN_AREA, OWN_DIRECTION, OWN_ENTRANCE
from kiosk.domain.rules import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.store.books import Books


def own_place(books: Books) -> Place:
    """Return this station's place; what the event dropped since is the first entrance there is."""
    event = books.event()
    own = books.events.station_settings(event.id, books.keys.station)
    area = own.get(OWN_AREA, FESTIVAL)
    there = next((one for one in event.areas if one.name == area), event.areas[0])
    entrance = own.get(OWN_ENTRANCE)
    return Place(
        there.name,
        str(entrance) if entrance in there.entrances else there.entrances[0],
        Direction.OUT if own.get(OWN_DIRECTION) == Direction.OUT else Direction.IN,
    )
