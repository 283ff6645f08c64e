"""Shows which part of the program failed and was restarted, for 10 minutes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from kiosk.texts import Texts
from kiosk.ui.station.health_texts import StatusLine
from kiosk.ui.style.time_format import clock_time

_EVERY_MS = 1_000
_WARN_MS = 10 * 60_000
_NAMES = {
    "store": "scan.part.store",
    "pages": "scan.part.pages",
    "camera": "scan.part.camera",
    "sound": "scan.part.sound",
    "awake": "scan.part.awake",
}
_OFTEN = 3
"""From this number of faults on, the warning asks to restart the program."""


class Part(Protocol):
    """A part with its own thread, and the number of its faults."""

    part: str
    faults: int

    def check(self) -> None:
        """Replace the thread if it failed."""


@dataclass(frozen=True, slots=True)
class _Failed:
    times: int
    at: int  # ms UTC, the last time


class ProgramParts(QObject):
    """Checks the parts at intervals, and remembers when each failed."""

    def __init__(
        self,
        parts: Callable[[], Iterable[Part]],
        zone: ZoneInfo,
        now: Callable[[], int],
        changed: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        """`parts` yields all parts that exist now; `changed` is called when `line` changes."""
        super().__init__(parent)
        self._parts = parts
        self._zone = zone
        self._now = now
        self._changed = changed
        self._counted: dict[Part, int] = {}
        self._failed: dict[str, _Failed] = {}
        self._tick = QTimer(self, interval=_EVERY_MS)
        self._tick.timeout.connect(self.check)
        self._tick.start()

    def check(self) -> None:
        """Check each part."""
        new = [part for part in self._parts() if self._newly_failed(part)]
        if new:
            self._changed()

    def line(self, words: Texts) -> StatusLine:
        """Return the line about the parts."""
        if not self._failed:
            return StatusLine(row=(words.say("scan.part.row"), words.say("scan.part.well")))
        text = [self._part_text(name, failed, words) for name, failed in self._failed.items()]
        return StatusLine(
            warning=self._warning(words), row=(words.say("scan.part.row"), "; ".join(text))
        )

    def _newly_failed(self, part: Part) -> bool:
        part.check()
        more = part.faults - self._counted.get(part, 0)
        self._counted[part] = part.faults
        if more > 0:
            before = self._failed.get(part.part, _Failed(0, 0))
            self._failed[part.part] = _Failed(before.times + more, self._now())
        return more > 0

    def _part_text(self, name: str, failed: _Failed, words: Texts) -> str:
        at = clock_time(failed.at, self._zone)
        part = words.say(_NAMES[name])
        return words.say("scan.part.restarted", part=part, n=failed.times, at=at)

    def _warning(self, words: Texts) -> str:
        """Return the warning about the part that failed last, in the last 10 minutes."""
        name, failed = max(self._failed.items(), key=lambda one: one[1].at)
        if self._now() - failed.at > _WARN_MS:
            return ""
        key = "scan.part.often" if failed.times >= _OFTEN else "scan.part.begun_again"
        return words.say(key, part=words.say(_NAMES[name]))
