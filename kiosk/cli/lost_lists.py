"""Prints which guest lists are lost or damaged, because their guests may be refused."""

from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore


def print_lost_lists(session: DataFolder, store: StationStore) -> None:
    """Print each lost or damaged guest list and what to do about it."""
    in_use = {one.source for one in store.events.lists(store.keys.event)}
    for lost in store.manifests.missing():
        damaged = lost.source in in_use
        key = "problem.list_damaged" if damaged else "problem.list_missing"
        session.print_text(key, about=lost.source, count=lost.rows)
