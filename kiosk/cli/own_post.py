"""Where this station stands, as the window shows it."""

from kiosk.place import own_place
from kiosk.store.books import Books
from kiosk.ui.post import Post


def post_of(books: Books) -> Post:
    """Return the event, entrance, area, direction and role of an open station."""
    place = own_place(books)
    return Post(books.event(), place.entrance, place.area, place.direction, books.certificate.role)
