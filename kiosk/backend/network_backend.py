"""The backend of the network: this laptop's connection to a hub, and this laptop as the hub."""

import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import Protocol

from kiosk.admin.hub_invite import WaitingInvite, invite
from kiosk.backend.live_hub import live_hub
from kiosk.backend.open_station import OpenStation
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import save_settings
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record_setting
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.link_status import LinkState, LinkStatus, LinkStatusBoard, NetworkStatus
from kiosk.sync.network.presence import Presence
from kiosk.sync.network.standby import Succession


class HubInApp(Protocol):
    """A hub that runs in this process."""

    @property
    def address(self) -> HubAddress:
        """The address on which the hub listens."""

    @property
    def laptops(self) -> int:
        """How many laptops are connected to it."""

    def phone_link(self, known: str = "") -> str:
        """Return the URL of the link `known` if it works, or of a new one."""

    def withdraw_phone_links(self) -> int:
        """Withdraw all links; return how many there were."""

    @property
    def presences(self) -> Mapping[str, Presence]:
        """The state of each connected laptop, by its id."""


class HubStarter(Protocol):
    """Runs a hub in this process."""

    def run(self, session: DataFolder) -> AbstractContextManager[HubInApp]:
        """Run the hub of a folder while the block runs."""

    def succession(self, session: DataFolder, store: StationStore) -> Succession:
        """Return the address at which this laptop would be the hub; empty if it may not be one."""


class LocalNetwork:
    """Connects this laptop from `begin` to `close`.

    All methods but `status` and `close` are for a worker thread, and open their own connection.
    """

    def __init__(self, station: OpenStation, start_hub: HubStarter | None) -> None:
        self._station = station
        self._start_hub = start_hub
        self._lock = threading.Lock()
        self._link = ExitStack()
        self._hub = ExitStack()
        self._board: LinkStatusBoard | None = None
        self._running: HubInApp | None = None
        self._closed = False
        self._phone_link = ""

    def status(self) -> NetworkStatus:
        """Return the state of the connection."""
        board, hub, store = self._board, self._running, self._station.store
        link = board.read() if board is not None else LinkStatus()
        reached = hub is not None or link.state is LinkState.LIVE
        presences = board.presences.read() if board is not None else {}
        presences |= hub.presences if hub is not None else {}
        return NetworkStatus(
            link=link,
            serving=hub.address if hub is not None else None,
            laptops=hub.laptops if hub is not None else 0,
            may_serve=self._start_hub is not None and store.certificate.role.covers(Role.DESK),
            may_invite=reached and store.keys.organiser is not None,
            presences=_with_own_unsent(presences, store.keys.station, link),
        )

    def begin(self) -> None:
        """Begin the connection; become the hub again if this laptop was it at the last exit."""
        with self._lock:
            if self._board is None and not self._closed:
                session, store, hub = self._station.session, self._station.store, self._start_hub
                own = hub.succession(session, store) if hub is not None else None
                link = live_hub(session, store.keys.event, own=own)
                self._board = self._link.enter_context(link)
        if self._station.session.settings.hub and self._start_hub is not None:
            self._run_hub()

    def serve(self) -> None:
        """Make this laptop the hub; an admin's laptop announces it by the setting `hub`."""
        address = self._run_hub()
        save_settings(self._station.session.folder, {"hub": True})
        with self._opened() as store:
            known = store.events.settings(store.keys.event).get("hub")
            if store.certificate.role is Role.ADMIN and known != address.text:
                with immediate(store.database):
                    record_setting(store, "hub", address.text)

    def stop_serving(self) -> None:
        """Stop being the hub."""
        save_settings(self._station.session.folder, {"hub": False})
        with self._lock:
            self._hub.close()
            self._running = None

    def connect_to(self, text: str) -> None:
        """Remember a typed address; UnusableInput if it is none."""
        address = read_hub_address(text)
        with self._opened() as store:
            Targets(store.database, store.keys.event).add(address.text)

    def invite(self, role: Role) -> WaitingInvite:
        """Store an event file for one laptop at the hub; UnusableInput if there is no hub."""
        with self._opened() as store:
            return invite(self._station.session, store, role)

    def phone_link(self) -> str:
        """Return the link to the headcount for phones, a new one if the last one does not work."""
        with self._lock:
            if self._running is None:
                raise UnusableInput("error.invite_no_hub")
            self._phone_link = self._running.phone_link(self._phone_link)
            return self._phone_link

    def withdraw_phone_links(self) -> int:
        """Withdraw all links to the headcount; return how many there were."""
        with self._lock:
            return 0 if self._running is None else self._running.withdraw_phone_links()

    def close(self) -> None:
        """End the connection and the hub."""
        with self._lock:
            self._closed = True
            self._link.close()
            self._hub.close()
            self._running = None

    def _run_hub(self) -> HubAddress:
        assert self._start_hub is not None  # noqa: S101  # the window offers it only then
        with self._lock:
            if self._closed:
                raise WorldFailed("error.hub_not_started")
            if self._running is None:
                self._running = self._hub.enter_context(self._start_hub.run(self._station.session))
            return self._running.address

    def _opened(self) -> AbstractContextManager[StationStore]:
        return self._station.session.open_store(self._station.event)


def _with_own_unsent(
    presences: Mapping[str, Presence], station: str, link: LinkStatus
) -> Mapping[str, Presence]:
    """Return the presences, with the entries of this laptop that are not sent now."""
    own = presences.get(station)
    if own is None or link.unsent is None:
        return presences
    return {**presences, station: replace(own, unsent=link.unsent)}
