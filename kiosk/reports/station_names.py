"""The displayed names of laptops."""

from kiosk.domain.counting.laptop_times import LaptopTimes
from kiosk.domain.counting.station_status import StationStatus
from kiosk.texts import Texts


def station_name(station: StationStatus | LaptopTimes, words: Texts) -> str:
    """Return a laptop's displayed name; an unnamed copy of a folder is marked as a copy."""
    name, copy = station.name, station.copy
    return words.say("station.copy", name=name, n=copy) if copy else name
