"""The newest presence of each laptop that is connected to a hub, in memory only."""

import json
from collections.abc import Mapping

from kiosk.hub.feed import Feed
from kiosk.sync.network.presence import MAX_PRESENCES, Presence, PresenceBoard

PRESENCE_EVENT = "presence"


class Presences:
    """Passes each presence on to all streams; used on the thread of the event loop.

    `board` may be read on any thread.
    """

    def __init__(self, feed: Feed) -> None:
        self.board = PresenceBoard()
        self._feed = feed
        self._lines: dict[str, str] = {}

    @property
    def lines(self) -> list[str]:
        """The lines that a new stream sends first."""
        return list(self._lines.values())

    def offer(self, presence: Presence, value: Mapping[str, object]) -> None:
        """Keep a verified presence in place of that laptop's last one, and pass it on."""
        self.board.learn(presence)
        self._lines.pop(presence.station, None)
        line = self._lines[presence.station] = json.dumps(value)
        while len(self._lines) > MAX_PRESENCES:
            del self._lines[next(iter(self._lines))]
        self._feed.append([line], PRESENCE_EVENT)
