"""The lists in use, each with its previous version, which can be restored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kiosk.admin.list_import import record_list
from kiosk.domain.entry import Kind
from kiosk.errors import UnusableInput
from kiosk.store.list_holders import all_laptops, holders
from kiosk.store.lists.list_digests import Digests
from kiosk.store.lists.list_manifests import ListVersion, ListVersions
from kiosk.store.lists.list_staging import import_lock
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore, check_role


@dataclass(frozen=True, slots=True)
class UsedList:
    """A source's list in use: version, tickets, when it was imported (ms UTC) and by whom.

    `before` is the newest other version that is stored here, with `before_tickets` tickets. As far
    as is known here, `held` of the event's `laptops` have it. `untried_column` is the column of
    its codes until a real ticket of it was tried at this laptop.
    """

    source: str
    version: int
    tickets: int
    at: int
    imported_by: str = ""
    before: int | None = None
    before_tickets: int = 0
    held: int = 1
    laptops: int = 1
    untried_column: str = ""


def used_lists(store: StationStore, untried: Mapping[str, str]) -> Iterator[UsedList]:
    """Yield the lists in use, by source; `untried` has the columns of codes of untried ones."""
    held, laptops = holders(store), all_laptops(store)
    for source, versions in groupby(_versions(store).all(), lambda one: one.source):
        stored_versions = list(versions)
        current = next((one for one in stored_versions if one.current), None)
        if current is not None:
            before = next((one for one in stored_versions if not one.current), None)
            yield UsedList(
                source,
                current.version,
                current.tickets,
                current.at,
                imported_by=_imported_by(store, current),
                before=before.version if before else None,
                before_tickets=before.tickets if before else 0,
                held=held.get(current.hash, 1),
                laptops=laptops,
                untried_column=untried.get(source, ""),
            )


def restore_previous_version(store: StationStore, source: str) -> None:
    """Make the previous version of a source's list current again, as a new version.

    Raises UnusableInput if it is not stored here, or the role forbids it.
    """
    check_role(store, Kind.LIST)
    search = NameIndex(store.database, store.keys.event, pause=YieldToScans(store.database))
    with import_lock(store.database):
        with immediate(store.database):
            _restore_previous_version(store, source)
        search.update()


def _restore_previous_version(store: StationStore, source: str) -> None:
    stored_versions = [one for one in _versions(store).all() if one.source == source]
    current = next((one for one in stored_versions if one.current), None)
    before = next((one for one in stored_versions if not one.current), None)
    first = _versions(store).manifest(source, before.hash) if before else None
    if current is None or first is None:
        raise UnusableInput("error.no_version_before", source=source)
    last = store.manifests.current().get(source)
    version = max(last.version if last else 0, current.version) + 1
    digests = Digests(
        content=first.hash,
        unnamed=first.unnamed or "",
        email="",
        rows=first.rows,
        clear=first.clear or "",
    )
    record_list(store, source, version, current.hash, digests)


def _imported_by(store: StationStore, version: ListVersion) -> str:
    """Return the name of the operator who imported a list, else of the laptop."""
    if version.entry is None:
        return ""
    if version.entry.operator and (name := store.operators.name_of(version.entry.operator)):
        return name
    return store.history.author(version.entry.log).name


def _versions(store: StationStore) -> ListVersions:
    return ListVersions(store.database, store.keys.event, store.history)
