"""The displayed names of laptops."""

from kiosk.domain.counting.station_status import StationStatus
from kiosk.texts import Texts


def station_name(station: StationStatus, words: Texts) -> str:
    """Return a laptop's displayed name; an unnamed copy of a folder is marked as a copy."""
    if station.copy == 0:
        return station.name
    return words.say("station.copy", name=station.name, n=station.copy)
