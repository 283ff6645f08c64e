"""Names for laptops: by entrance and number, each name once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from kiosk.checkin.desk import Desk
from kiosk.domain.event_settings import read_setting
from kiosk.domain.internal_settings import MACHINE
from kiosk.domain.letters import composed, name_key
from kiosk.errors import UnusableInput
from kiosk.store.station_store import StationStore

_WITHOUT_ENTRANCE = "Laptop"


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the first free name of `Zuid`, `Zuid 2`, `Zuid 3` ..."""
    name = composed(name)
    return next(_free((name if n == 1 else f"{name} {n}" for n in count(1)), taken))


def numbered_name(entrance: str, taken: Iterable[str] = ()) -> str:
    """Return the next free name at an entrance: `Zuid 1`, else `Zuid 2` ..."""
    base = composed(entrance.strip()) or _WITHOUT_ENTRANCE
    return next(_free((f"{base} {n}" for n in count(1)), taken))


def _free(names: Iterable[str], taken: Iterable[str]) -> Iterator[str]:
    used = {name_key(each) for each in taken}
    return (name for name in names if name_key(name) not in used)


def planned_name(entrance: str, planned: Iterable[str], taken: Iterable[str]) -> str:
    """Return the first free planned name of an entrance, else its next number."""
    used = [*taken]
    own = [name for name in _free(planned, used) if is_named_after(name, entrance)]
    return own[0] if own else numbered_name(entrance, used)


def is_named_after(name: str, entrance: str) -> bool:
    """Return whether a laptop's name is an entrance with a number."""
    base, _, number = name.rpartition(" ")
    return number.isdecimal() and name_key(base) == name_key(entrance)


def planned_names(places: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return names for new laptops, each by its place: `Zuid 2`, `Balie 1`, `Reserve 1`."""
    names = list(taken)
    known = len(names)
    for place in places:
        names.append(numbered_name(place, names))
    return names[known:]


def own_planned_name(
    planned: Iterable[str], entrances: Sequence[str], taken: Iterable[str]
) -> str | None:
    """Return the first free planned name that is of no entrance, such as that of a spare."""
    free = _free(planned, taken)
    return next((one for one in free if not any(is_named_after(one, at) for at in entrances)), None)


def names_in_use(store: StationStore) -> list[str]:
    """Return the names of the laptops that are known, and those planned for others."""
    known = [one.name for one in store.stations.statuses(store.journal.now(), None)]
    planned = [name for key in store.stations.enrolment_keys() for name in key.names]
    return [*known, *(name for name in planned if name not in known)]


def name_this_copy(store: StationStore, machine: str, name: str) -> None:
    """Name a laptop with a copied folder; UnusableInput if the name is in use."""
    known = store.stations.statuses(store.journal.now(), None)
    if name_key(name) in {name_key(one.name) for one in known}:
        raise UnusableInput("error.name_taken", name=name)
    Desk(store).change_setting(
        MACHINE + machine, read_setting("name", name), station=store.keys.station
    )
