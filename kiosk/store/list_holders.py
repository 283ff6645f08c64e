"""The laptops that have each list: each reports the lists of others that it has, in a setting."""

from collections.abc import Mapping

from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import HELD_LISTS
from kiosk.domain.roles import Role
from kiosk.store.journal.annexes import is_purged
from kiosk.store.lists.list_manifests import read_manifest
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import setting_detail

_DIGITS = 16  # of a content's hash


def record_lists_if_due(store: StationStore) -> None:
    """Append which lists of other laptops are here, if that changed; call inside `immediate`."""
    own, event = store.keys.station, store.keys.event
    if is_purged(store.database, event) or store.certificate.role is Role.HUB:
        return
    written = _written_by(store).get(own, frozenset())
    held = sorted(digest for digest in _held_here(store) if digest not in written)
    # The projection is asked first: the journal has as many settings as the day brought.
    if held == _report_of(store, own) or held == _last_report(store):
        return
    # A revoked station's entry has no effect, so it would be due again at each exchange.
    if own not in store.stations.revoked():
        detail = setting_detail(HELD_LISTS, held, station=own)
        store.journal.append(Draft(Kind.SETTING, detail=detail))


def held_by_laptop(store: StationStore) -> Mapping[str, frozenset[str]]:
    """Return the lists that each laptop has by its own report, as shortened hashes.

    A laptop that reported none is left out, as are revoked ones.
    """
    written, revoked = _written_by(store), store.stations.revoked()
    found: dict[str, frozenset[str]] = {}
    for station in store.stations.known():
        if station.id in revoked:
            continue
        if station.id == store.keys.station:
            found[station.id] = frozenset(_held_here(store))
            continue
        held = {*_report_of(store, station.id), *written.get(station.id, ())}
        if held:
            found[station.id] = frozenset(held)
    return found


def current_contents(store: StationStore) -> frozenset[str]:
    """Return the contents that are current here, as shortened hashes."""
    return frozenset(one.hash[:_DIGITS] for one in store.manifests.current().values())


def holders(store: StationStore) -> Mapping[str, int]:
    """Return how many laptops have each content (its hash, hex) that is current here."""
    held = held_by_laptop(store).values()
    current = (one.hash for one in store.manifests.current().values())
    return {digest: sum(digest[:_DIGITS] in one for one in held) for digest in current}


def all_laptops(store: StationStore) -> int:
    """Return how many laptops take part: those that joined, and those that are announced."""
    laptops = {one.id for one in store.stations.known() if one.role != Role.HUB.value}
    joined = laptops - store.stations.revoked()
    return max(len(joined), store.stations.announced())


def _report_of(store: StationStore, station: str) -> list[str]:
    """Return the report of a laptop that counts for all."""
    value = store.events.station_settings(store.keys.event, station).get(HELD_LISTS)
    return list(value) if isinstance(value, list) else []


def _last_report(store: StationStore) -> list[object]:
    """Return the last report of this laptop, by arrival.

    If its clock was set back, an earlier report still counts for the others: by time alone, the
    laptop would report again at each exchange.
    """
    about = {"station": store.keys.station, "key": HELD_LISTS}
    reports = [
        entry.detail.get("value")
        for entry in store.history.without_ticket([Kind.SETTING])
        if about.items() <= entry.detail.items()
    ]
    last = reports[-1] if reports else []
    return last if isinstance(last, list) else []


def _held_here(store: StationStore) -> set[str]:
    return {digest[:_DIGITS] for digest in store.inventory.have().lists}


def _written_by(store: StationStore) -> Mapping[str, frozenset[str]]:
    """Return the contents of the lists that each station imported."""
    found: dict[str, frozenset[str]] = {}
    for entry in store.history.without_ticket([Kind.LIST]):
        manifest = read_manifest(entry)
        if manifest is not None:
            station = store.history.author(entry.log).station
            found[station] = found.get(station, frozenset()) | {manifest.hash[:_DIGITS]}
    return found
