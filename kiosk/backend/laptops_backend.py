"""The backend of the page of the laptops: their status, exchanges, and closing the day."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from kiosk.admin.closing import check_everyone_out, closing_overview, hand_in_day
from kiosk.admin.empty_laptop import events_here
from kiosk.admin.replace_laptop import replace_station, stop_replacing
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.open_station import OpenStation
from kiosk.checkin.desk import Desk
from kiosk.checkin.station_context import StationContext
from kiosk.errors import UnusableInput
from kiosk.private_files import make_private
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.laptops import Laptops, laptops
from kiosk.runtime.disks import Stick, Volumes
from kiosk.store.sqlite.database import data_version, own_change_count
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import Carrier

FOLDERS_FILE = "exchanged.json"
"""The file in the data folder with the folders of earlier exchanges."""

_MAX_FOLDERS = 5

_Version = tuple[int, int | None]


class LocalLaptops:
    """Reads and exchanges over its own connections; replaces a laptop over the door's."""

    def __init__(self, station: OpenStation, plan: ExitPlan, volumes: Volumes) -> None:
        self._station = station
        self._session = station.session
        self._plan = plan
        self._volumes = volumes
        self._own = station.own_connections()
        self._folders_file = station.session.folder / FOLDERS_FILE
        self._polled: dict[str, _Version] = {}
        self._exchanged: dict[str, tuple[int, int, int]] = {}

    def poll_laptops(self) -> Laptops | None:
        """Return the status of all laptops; None if it did not change."""
        return self._poll("with people", laptops_with_people)

    def poll_states(self) -> Laptops | None:
        """Return the status without the people let in, which are slow to count.

        None if it did not change.
        """
        return self._poll("states", lambda store, now: laptops(store, now, {}))

    def _poll(self, kind: str, read: Callable[[StationStore, int], Laptops]) -> Laptops | None:
        store = self._refreshed()
        # The clock may be corrected without a write.
        version = data_version(store.database), store.clocks.wrong_by_ms()
        if version == self._polled.get(kind):
            return None
        found = read(store, self._session.clock.wall())
        self._polled[kind] = version
        return found

    def laptops(self) -> Laptops:
        """Return the status of all laptops."""
        return laptops_with_people(self._refreshed(), self._session.clock.wall())

    def sticks(self) -> Sequence[Stick]:
        """Return the sticks that can be written to now."""
        return self._volumes.sticks()

    def exchange(self, carrier: Carrier) -> ExchangeSummary:
        """Read the data of others at a carrier, write all data of this laptop, and read it back."""
        store = self._own.here()
        version = data_version(store.database)
        done = carrier.exchange(store)
        self._exchanged[carrier.target] = (
            version,
            own_change_count(store.database),
            done.written.size,
        )
        self._remember(carrier)
        damaged = tuple(one.owner for one in done.read if not one.result.usable)
        return ExchangeSummary(
            new=done.new_entries,
            laptops=len(done.read) - len(damaged),
            refused=sum(len(one.result.rejected) for one in done.read if one.result.usable),
            other_disk=done.written.other_disk,
            damaged=damaged,
        )

    def is_due(self, carrier: Carrier) -> bool:
        """Return whether a carrier lacks entries that were written since its last exchange."""
        store = self._own.here()
        now = (data_version(store.database), own_change_count(store.database))
        return self._exchanged.get(carrier.target) != (*now, carrier.own_size(store))

    def hand_in(self, carrier: Carrier) -> bool:
        """Close this laptop's day and write all its data; return whether to another disk."""
        written = hand_in_day(self._own.here(), carrier)
        self._remember(carrier)
        return written.other_disk

    def ask_to_hand_in(self, asked: bool) -> None:
        """Ask all connected laptops to hand in once they are idle, or no longer."""
        Desk(self._own.here()).change_setting("hand_in", asked)

    def check_everyone_out(self, at: int) -> int:
        """Check out everyone who was inside at a time (ms UTC); return how many people."""
        store = self._own.here()
        return sum(check_everyone_out(store, at, pause=YieldToScans(store.database)).values())

    def known_folders(self) -> Sequence[Path]:
        """Return the folders of earlier exchanges that exist now, newest first."""
        return [folder for folder in self._folders() if folder.is_dir()]

    def replace(self, laptop: str, *, whole: bool) -> StationContext:
        """Replace a laptop (its id) at its gate; empty: replace none."""
        if laptop:
            replace_station(self._station.store, laptop, whole=whole)
        else:
            stop_replacing(self._station.store)
        return self._station.move()

    def wipe_at_exit(self) -> None:
        """Wipe this laptop after the window is closed."""
        if any(one.missing for one in events_here(self._session)):
            raise UnusableInput("error.hand_in_first")
        self._plan.folder_to_wipe = self._session

    def close(self) -> None:
        """Close this thread's connection."""
        self._own.close()

    def _refreshed(self) -> StationStore:
        store = self._own.here()
        store.history.refresh()
        return store

    def _remember(self, carrier: Carrier) -> None:
        others = [one for one in self._folders() if str(one) != carrier.target]
        names = [carrier.target, *map(str, others)][:_MAX_FOLDERS]
        with suppress(OSError):  # only a convenience
            make_private(self._folders_file)
            self._folders_file.write_text(json.dumps(names), encoding="utf-8")

    def _folders(self) -> list[Path]:
        try:
            names = json.loads(self._folders_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [Path(name) for name in names if isinstance(name, str)]


def laptops_with_people(store: StationStore, now: int) -> Laptops:
    """Return the status of all laptops and the people that each let in; `now` is ms UTC."""
    day = closing_overview(store)
    done = {
        (one.station.id, one.station.machine): (one.people, one.handed_in) for one in day.laptops
    }
    return laptops(store, now, done)
