"""Taking over the work of a laptop that is lost, or whose battery died."""

from kiosk.domain.aside import OWN_AREA, OWN_DIRECTION, OWN_ENTRANCE, REPLACES
from kiosk.domain.entry import Draft, Kind
from kiosk.errors import UnusableInput
from kiosk.store.books import Books
from kiosk.store.database import immediate
from kiosk.store.events import setting_detail
from kiosk.store.stations import Station
from kiosk.writing import write

_PLACE = (OWN_AREA, OWN_ENTRANCE, OWN_DIRECTION)


def replace_station(books: Books, name: str) -> Station:
    """Stand from now on where the laptop that `name` names stood, and say that this replaces it.

    What it wrote comes from the files it left and from whoever read those; this changes none of
    it. UnusableInput: nothing or more than one is named so, or it is this laptop.
    """
    keys = books.keys
    with immediate(books.database):
        lost = books.stations.named(name)
        if not isinstance(lost, Station):
            raise UnusableInput("unknown_station", name=name)
        if lost.id == keys.station:
            raise UnusableInput("replace_this")
        its = books.events.station_settings(keys.event, lost.id)
        own = books.events.station_settings(keys.event, keys.station)
        wanted = {key: its[key] for key in _PLACE if key in its} | {REPLACES: lost.id}
        for key, value in wanted.items():
            if own.get(key) != value:
                detail = setting_detail(key, value, keys.station)
                write(books, Draft(Kind.SETTING, detail=detail))
        return lost
