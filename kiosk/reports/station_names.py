"""Laptops in words: what each is called."""

from kiosk.domain.headcount import StationStatus
from kiosk.texts import Texts


def station_name(station: StationStatus, words: Texts) -> str:
    """Return what a laptop is called; a copy of another's folder says so until it has a name."""
    if station.copy == 0:
        return station.name
    key = "copy" if station.copy == 1 else "copies"
    return words.say(f"station.{key}", name=station.name, n=station.copy)
