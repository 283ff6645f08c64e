"""Prints which guest lists are lost or damaged, because their guests may be refused."""

from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore


def print_lost_lists(session: DataFolder, store: StationStore) -> None:
    """Print each lost or damaged guest list and what to do about it."""
    in_use = {one.source for one in store.events.lists(store.keys.event)}
    for lost in store.manifests.missing():
        what = "list_damaged" if lost.source in in_use else "list_missing"
        session.print_text(f"problem.{what}", about=lost.source, count=lost.rows)
