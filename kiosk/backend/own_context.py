"""Where this station stands, as the window shows it."""

from kiosk.checkin.gate import own_gate
from kiosk.checkin.station_context import StationContext
from kiosk.store.station_store import Books


def post_of(books: Books) -> StationContext:
    """Return the event, entrance, area, direction and role of an open station."""
    place = own_gate(books)
    return StationContext(
        books.event(), place.entrance, place.area, place.direction, books.certificate.role
    )
