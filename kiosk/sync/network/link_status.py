"""The state of this laptop's connection to a hub, for the window and the command line."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.errors import WorldFailed
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.presence import Presence, PresenceBoard


class LinkState(StrEnum):
    """The connection of this laptop to a hub: none, being made, live or lost."""

    NO_HUB = "no_hub"
    CONNECTING = "connecting"
    LIVE = "live"
    LOST = "lost"


class HubWay(StrEnum):
    """How this laptop knows the address of the hub that it reached."""

    EVENT = "event"
    TYPED = "typed"
    STANDBY = "standby"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The connection: its state since when (ms UTC), the hub, and how much is exchanged.

    `unsent` are this laptop's entries that no other place has yet; None: not known. `new` and
    `sent` count entries since the program started. `catching_up`: the hub is reached, and the
    exchange of all that either side lacks is not done yet.
    """

    state: LinkState = LinkState.NO_HUB
    since: int = 0
    hub: str = ""
    url: str = ""
    way: HubWay | None = None
    catching_up: bool = False
    failure: WorldFailed | None = None
    unsent: int | None = None
    new: int = 0
    known: int = 0
    sent: int = 0
    laptops: int = 0


@dataclass(frozen=True, slots=True)
class NetworkStatus:
    """The connection to a hub, and this laptop as the hub: its address if it is one.

    `laptops` are connected to it. `may_serve`: this laptop may be the hub. `may_invite`: it has the
    organiser's key, and a hub that can store an invite. `presences` are the states of the laptops,
    by their ids.
    """

    link: LinkStatus = LinkStatus()  # it is frozen
    serving: HubAddress | None = None
    laptops: int = 0
    may_serve: bool = False
    may_invite: bool = False
    presences: Mapping[str, Presence] = field(default_factory=dict)


class LinkStatusBoard:
    """The status, written by the link and read by other threads.

    `rounds` counts how often the link looked for new entries on this laptop, and sent them.
    `presences` are the states of the other laptops.
    """

    def __init__(self) -> None:
        self.rounds = 0
        self.presences = PresenceBoard()
        self._lock = threading.Lock()
        self._status = LinkStatus()

    def read(self) -> LinkStatus:
        """Return the status now."""
        with self._lock:
            return self._status

    def set_state(self, state: LinkState, at: int, **changes: object) -> None:
        """Change the state; `since` stays if it is the same state."""
        with self._lock:
            since = self._status.since if state is self._status.state else at
            self._status = replace(self._status, state=state, since=since, **changes)  # type: ignore[arg-type]  # fields of the status

    def begin_catching_up(self, hub: str, url: str, way: HubWay) -> None:
        """Note that a hub is reached; the state stays until all is exchanged."""
        with self._lock:
            self._status = replace(
                self._status, catching_up=True, failure=None, hub=hub, url=url, way=way
            )

    def count(
        self, *, new: int = 0, known: int = 0, sent: int = 0, unsent: int | None = None
    ) -> None:
        """Count exchanged entries; `unsent` replaces the old figure."""
        with self._lock:
            old = self._status
            self._status = replace(
                old,
                new=old.new + new,
                known=old.known + known,
                sent=old.sent + sent,
                unsent=old.unsent if unsent is None else unsent,
            )
