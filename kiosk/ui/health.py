"""How this station is doing, in one quiet line; loud only where a person must act."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from kiosk.answers import Answer
from kiosk.domain.rules import Event
from kiosk.domain.verdict import Outcome
from kiosk.ui.clock import clock_of, short_day
from kiosk.ui.doorway import Closing, Doorway
from kiosk.ui.scan_page import ScanPage
from kiosk.words import Words

_log = logging.getLogger(__name__)
_EVERY_MS = 30_000
_LOW_MB = 500
MANY, WITHIN_MS = 5, 600_000
"""So many unknown codes in that time (ms) mean an old list."""


@dataclass(frozen=True, slots=True)
class Battery:
    """How full it is, and whether it is being charged."""

    percent: int
    plugged: bool


@dataclass(frozen=True, slots=True)
class Health:
    """When the newest guest list was read (ms UTC, None without one), and the disk's room.

    `operator` is who stands here, empty as long as nobody said so.
    """

    listed_at: int | None
    free_mb: int
    doors_open: bool = False
    operator: str = ""
    battery: Battery | None = None


def battery_told(battery: Battery, words: Words) -> str:
    """Return how full the battery is."""
    key = "plugged" if battery.plugged else "unplugged"
    return words.say(f"scan.health.battery.{key}", percent=battery.percent)


class Examined(Closing, Protocol):
    """A station that can be asked how it is doing, on the thread that owns the store."""

    def health(self) -> Health:
        """Return how this station is doing."""
        ...


def quiet_line(health: Health, event: Event, words: Words, *, muted: bool = False) -> str:
    """Return what stands there while nobody has to act."""
    if health.listed_at is None:
        listed = words.say("scan.health.no_list")
    else:
        listed = words.say("scan.health.list", time=_list_age(health, event, words))
    opened = words.say("scan.health.doors_open") if health.doors_open else ""
    silent = words.say("scan.health.muted") if muted else ""
    who = f"{health.operator}." if health.operator else ""
    return " ".join(filter(None, (who, opened, silent, listed)))


def warning_of(health: Health, unknown: int, event: Event, words: Words) -> str:
    """Return what somebody must act on; `unknown` codes came in the last ten minutes."""
    if health.free_mb < _LOW_MB:
        return words.say("scan.health.disk", mb=health.free_mb)
    if unknown < MANY:
        return ""
    if health.listed_at is None:
        return words.say("scan.health.unknown_without_list")
    return words.say("scan.health.unknown", time=_list_age(health, event, words))


class Watchful(QObject):
    """Looks at the station's health now and then, and after each unknown code."""

    def __init__(
        self,
        page: ScanPage,
        doorway: Doorway[Examined],
        event: Event,
        now: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._doorway = doorway
        self._event = event
        self._now = now
        self._unknown: deque[int] = deque(maxlen=MANY)
        self._health: Health | None = None
        self._muted = False
        self._tick = QTimer(self, interval=_EVERY_MS)
        page.destroyed.connect(self._tick.stop)
        self._tick.timeout.connect(self.look)
        self._tick.start()
        page.answer_shown.connect(self._note)
        page.reworded.connect(self._say)

    @property
    def doors_open(self) -> bool:
        """Whether guests come in before their time, as far as is known here."""
        return self._health is not None and self._health.doors_open

    @property
    def operator(self) -> str:
        """Who stands here, as far as is known here; empty for nobody."""
        return self._health.operator if self._health else ""

    @property
    def battery(self) -> Battery | None:
        """The laptop's battery, as it was a moment ago."""
        return self._health.battery if self._health else None

    def say_muted(self, muted: bool) -> None:
        """Say whether the sounds are muted."""
        self._muted = muted
        self._say()

    def look(self) -> None:
        """Ask how the station is doing."""
        self._doorway.ask(lambda station: station.health(), self._told, _not_told)

    def _note(self, answer: Answer) -> None:
        if answer.verdict.outcome is Outcome.UNKNOWN:
            self._unknown.append(answer.at)
            self.look()

    def _told(self, health: Health) -> None:
        self._health = health
        self._say()

    def _say(self) -> None:
        if self._health is None:
            return
        words = self._page.words
        lately = sum(1 for at in self._unknown if self._now() - at < WITHIN_MS)
        self._page.strip.say(
            quiet_line(self._health, self._event, words, muted=self._muted),
            warning_of(self._health, lately, self._event, words),
        )


def _list_age(health: Health, event: Event, words: Words) -> str:
    at = health.listed_at or 0
    day = datetime.fromtimestamp(at / 1000, event.zone).date()
    return f"{short_day(day, words.language)} {clock_of(at, event.zone)}"


def _not_told(error: Exception) -> None:
    _log.warning("the station's health could not be told", exc_info=error)
