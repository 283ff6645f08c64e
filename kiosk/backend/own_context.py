"""Where this station stands, as the window shows it."""

from kiosk.checkin.gate import own_place
from kiosk.checkin.station_context import Post
from kiosk.store.station_store import Books


def post_of(books: Books) -> Post:
    """Return the event, entrance, area, direction and role of an open station."""
    place = own_place(books)
    return Post(books.event(), place.entrance, place.area, place.direction, books.certificate.role)
