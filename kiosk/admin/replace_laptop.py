"""Lets this laptop replace a lost one, and undoes that."""

from kiosk.domain.internal_settings import (
    OWN_AREA,
    OWN_DIRECTION,
    OWN_ENTRANCE,
    REPLACES,
    REPLACES_WHOLE,
)
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record_own_settings, record_setting
from kiosk.store.stations.stations import Station

_GATE_SETTINGS = (OWN_AREA, OWN_ENTRANCE, OWN_DIRECTION)


def replace_station(store: StationStore, name: str, *, whole: bool = False) -> Station:
    """Take the gate of the laptop that `name` names, and record that this one replaces it.

    Its entries come by exchange as before. `whole`: none of them is missing, because its stick was
    in it until the end and was read; then it is not waited for, unless a later message of it
    arrives. Raises UnusableInput if no or several laptops match, or it is this laptop.
    """
    keys = store.keys
    with immediate(store.database):
        lost = store.stations.find(name)
        if not isinstance(lost, Station):
            raise UnusableInput("error.unknown_station", name=name)
        if lost.id == keys.station:
            raise UnusableInput("error.replace_this")
        its = store.events.station_settings(keys.event, lost.id)
        record_own_settings(
            store, {key: its[key] for key in _GATE_SETTINGS if key in its} | {REPLACES_WHOLE: whole}
        )
        # Written even if unchanged: the time of this entry is the time of the replacement.
        record_setting(store, REPLACES, lost.id, station=keys.station)
        return lost


def stop_replacing(store: StationStore) -> None:
    """Record that this laptop replaces no other (any more); it keeps its gate."""
    with immediate(store.database):
        own = store.events.station_settings(store.keys.event, store.keys.station)
        if own.get(REPLACES):
            record_own_settings(store, {REPLACES: "", REPLACES_WHOLE: False})
