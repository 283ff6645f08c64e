"""Prints the effects of an exchange: a purge, a wrong clock, and parts that were not stored."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.reports.clock_texts import clock_offset_text
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.journal.annexes import is_purged
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import ReceiveResult


@contextmanager
def report_exchange_effects(session: DataFolder, store: StationStore) -> Iterator[None]:
    """Print, after the block, whether personal data was purged and whether the clock is wrong."""
    event = store.keys.event
    before = is_purged(store.database, event)
    yield
    if not before and is_purged(store.database, event):
        session.print_text("purge.heard", event=store.event().name)
    print_clock_warning(session, store)


def print_clock_warning(session: DataFolder, store: StationStore) -> None:
    """Print the right time if this laptop's clock is off by too much."""
    off_ms = store.clocks.wrong_by_ms()
    if off_ms is None:
        return
    at = iso(store.clocks.wall() + off_ms, store.event().zone, precision="seconds")
    wrong = clock_offset_text(off_ms, session.words)
    session.print_text("clock_page.warning", wrong=wrong, at=at)


def print_rejected(session: DataFolder, name: str, result: ReceiveResult) -> None:
    """Print a sentence for each part of a file (by its name) that was not stored."""
    for rejected in result.rejected:
        why = session.words.say(rejected.text_key)
        session.print_text("bundle.refused", file=name, why=why)
