"""Taking over the work of a laptop that is lost, or whose battery died, and leaving it again."""

from collections.abc import Mapping

from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import Value
from kiosk.domain.internal_settings import (
    OWN_AREA,
    OWN_DIRECTION,
    OWN_ENTRANCE,
    REPLACES,
    REPLACES_WHOLE,
)
from kiosk.errors import UnusableInput
from kiosk.store.recording import record
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import setting_detail
from kiosk.store.stations.stations import Station

_PLACE = (OWN_AREA, OWN_ENTRANCE, OWN_DIRECTION)


def replace_station(store: StationStore, name: str, *, whole: bool = False) -> Station:
    """Stand from now on where the laptop that `name` names stood, and say that this replaces it.

    What it wrote comes from the files it left and from whoever read those; this changes none of
    it. `whole` says that nothing is missing: the stick was in it until the end, and was read. Then
    nobody waits for it any more, unless it is heard again. UnusableInput: nothing or more than one
    is named so, or it is this laptop.
    """
    keys = store.keys
    with immediate(store.database):
        lost = store.stations.find(name)
        if not isinstance(lost, Station):
            raise UnusableInput("error.unknown_station", name=name)
        if lost.id == keys.station:
            raise UnusableInput("error.replace_this")
        its = store.events.station_settings(keys.event, lost.id)
        _set(store, {key: its[key] for key in _PLACE if key in its} | {REPLACES_WHOLE: whole})
        # Written again too: since when it is replaced is the time of this entry.
        _write(store, REPLACES, lost.id)
        return lost


def stop_replacing(store: StationStore) -> None:
    """Say that this laptop replaces no other one (any more); it stands where it stood."""
    with immediate(store.database):
        own = store.events.station_settings(store.keys.event, store.keys.station)
        if own.get(REPLACES):
            _set(store, {REPLACES: "", REPLACES_WHOLE: False})


def _set(store: StationStore, wanted: Mapping[str, Value]) -> None:
    own = store.events.station_settings(store.keys.event, store.keys.station)
    for key, value in wanted.items():
        if own.get(key) != value:
            _write(store, key, value)


def _write(store: StationStore, key: str, value: Value) -> None:
    detail = setting_detail(key, value, store.keys.station)
    record(store, Draft(Kind.SETTING, detail=detail))
