"""Polls the station's health and shows it on the page; an old result is marked as old."""

import logging
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from kiosk.checkin.answer import ScanResult
from kiosk.domain.verdict import Outcome
from kiosk.reports.laptop_health import Battery, StationHealth
from kiosk.texts import Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.station.health_texts import StatusLine, day_line, status_lines
from kiosk.ui.station.station_interface import StationBackend

_log = logging.getLogger(__name__)
_EVERY_MS = 30_000
_OLD_MS = 3 * _EVERY_MS

Say = Callable[[Texts], StatusLine]


class HealthMonitor(QObject):
    """Polls every 30 s, and after each code that is unknown or could not be recorded."""

    def __init__(
        self,
        page: ScanPage,
        client: RoomClient[StationBackend],
        now: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._client = client
        self._now = now
        self.health: StationHealth | None = None
        """The last health result; None before the first."""
        self._since = now()
        self._others: list[Say] = []
        self._tick = QTimer(self, interval=_EVERY_MS)
        page.destroyed.connect(self._tick.stop)
        self._tick.timeout.connect(self.poll)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()
        page.answer_shown.connect(self._on_answer)
        page.retranslated.connect(self.refresh)

    @property
    def doors_open(self) -> bool:
        """True if the doors are open before their time, by the last result."""
        return self.health is not None and self.health.doors_open

    @property
    def operator(self) -> str:
        """The person of the current shift, empty for none."""
        return self.health.operator if self.health else ""

    @property
    def battery(self) -> Battery | None:
        """The battery of the laptop, by the last result."""
        return self.health.battery if self.health else None

    def rows(self) -> list[tuple[str, str]]:
        """Return the rows of the status dialog."""
        return [line.row for line in self._lines(self._page.words) if line.row is not None]

    def add(self, line: Say) -> None:
        """Add a line after the others; call `refresh` when it changes."""
        self._others.append(line)
        self.refresh()

    def poll(self) -> None:
        """Ask for the health of the station."""
        self._client.ask(lambda station: station.health(), self._on_health, _not_read)

    def refresh(self) -> None:
        """Show all lines in the current language."""
        words = self._page.words
        lines = list(self._lines(words))
        self._page.header.show_doors(self._doors_badge(words))
        quiet = [line for line in lines if line.quiet]
        self._page.show_status(
            " ".join(line.quiet for line in quiet),
            [line.warning for line in lines if line.warning],
            shorter=" ".join(line.quiet for line in quiet if not line.minor),
        )

    def _doors_badge(self, words: Texts) -> str:
        if self.health is not None and self.health.on_hold:
            return words.say("scan.health.hold_badge")
        return words.say("scan.health.doors_badge") if self.doors_open else ""

    def _lines(self, words: Texts) -> Iterator[StatusLine]:
        if self._now() - self._since > _OLD_MS:
            yield StatusLine(warning=words.say("scan.health.unchecked"))
        elif self.health is not None:
            yield from status_lines(self.health, self._page.context.event, words)
        yield day_line(self._page.context.event, self._now(), words)
        for line in self._others:
            yield line(words)

    def _on_answer(self, answer: ScanResult) -> None:
        has_trouble = self.health is not None and self.health.trouble
        if has_trouble or answer.verdict.outcome in (Outcome.UNKNOWN, Outcome.CANNOT_RECORD):
            self.poll()

    def _on_health(self, health: StationHealth) -> None:
        self.health = health
        self._since = self._now()
        self.refresh()


def _not_read(error: Exception) -> None:
    _log.warning("the station's health could not be read", exc_info=error)
