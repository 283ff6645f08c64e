"""Presence: the state of a connected laptop. Only the newest one is kept, in memory."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_PRESENCES = 1000
"""The most laptops of which a hub keeps the presence."""

PRESENCE_S = 20.0
"""The seconds between two reports of a laptop."""

Charge = tuple[int, bool]
"""The charge of a battery in percent, and whether it is plugged in."""


@dataclass(frozen=True, slots=True)
class Presence:
    """The state of a laptop (its station's id, hex) at `at` (ms UTC, by its own clock).

    `battery` is in percent, None if unknown. `lists` are the versions in use by source. `unsent`
    is the number of its entries that exist nowhere else yet. `addresses` are those in the network.
    """

    station: str
    at: int
    battery: int | None = None
    plugged: bool = False
    lists: Mapping[str, int] = field(default_factory=dict)
    unsent: int | None = None
    addresses: tuple[str, ...] = ()


class PresenceBoard:
    """The newest presence of each laptop, written by the link and read by other threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: dict[str, Presence] = {}

    def learn(self, presence: Presence) -> None:
        """Keep a presence unless a newer one of that laptop is known."""
        with self._lock:
            known = self._newest.get(presence.station)
            if known is None or presence.at >= known.at:
                self._newest[presence.station] = presence

    def read(self) -> dict[str, Presence]:
        """Return the newest presence of each laptop by its id."""
        with self._lock:
            return dict(self._newest)
