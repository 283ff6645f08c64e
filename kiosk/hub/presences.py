"""The newest presence of each laptop that is connected to a hub, in memory only."""

import json
from collections.abc import Mapping
from typing import TypeVar

from kiosk.hub.feed import Feed
from kiosk.sync.network.presence import MAX_PRESENCES, Presence, PresenceBoard

PRESENCE_EVENT = "presence"

_Value = TypeVar("_Value")


def keep_newest(kept: dict[str, _Value], key: str, value: _Value, most: int) -> None:
    """Put a value at the end, in place of an older one, and remove the oldest beyond `most`."""
    kept.pop(key, None)
    kept[key] = value
    while len(kept) > most:
        del kept[next(iter(kept))]


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
        line = json.dumps(value)
        keep_newest(self._lines, presence.station, line, MAX_PRESENCES)
        self._feed.append([line], PRESENCE_EVENT)
