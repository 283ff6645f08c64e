"""The logs that another station holds completely, by its own signed message."""

from collections.abc import Mapping, Sequence

from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.have_vector import HaveVector, LogEnd
from kiosk.store.station_store import StationStore


def acknowledged_ends(store: StationStore, theirs: HaveVector) -> Mapping[str, Sequence[LogEnd]]:
    """Return the ends of the logs that a station has completely.

    Leaves out a log with an entry that is damaged there and undamaged here. Leaves out all logs if
    a list or annex that is here has not arrived there.
    """
    if _lacks_personal(store, theirs):
        return {}
    return {
        log: ends
        for log, ends in theirs.logs.items()
        if not any(store.inventory.has_entry(log, *gap) for gap in theirs.gaps.get(log, ()))
    }


def _lacks_personal(store: StationStore, theirs: HaveVector) -> bool:
    if is_purged(store.database, store.keys.event):
        return False
    return bool(store.inventory.have().lists - theirs.lists) or any(
        store.annexes.with_salts(store.keys.event, [one]) for one in theirs.awaited
    )
