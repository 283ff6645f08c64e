"""What a transaction of the door came to."""

from dataclasses import dataclass

from kiosk.checkin.answer import EarlierEntry, ScanResult
from kiosk.domain.judge import ScanRequest
from kiosk.domain.verdict import Override, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, its entry, and when the guest was seen: an answer once it is committed."""

    verdict: Verdict
    entry: str | None
    first: EarlierEntry | None
    since: EarlierEntry | None
    latest: EarlierEntry | None

    def answer(
        self,
        asked: ScanRequest,
        allowed: tuple[Override, ...],
        *,
        station: str,
        stated: bool,
        took_ms: float,
    ) -> ScanResult:
        """Return what the door answers; `took_ms` is how long it took."""
        return ScanResult(
            verdict=self.verdict,
            at=asked.now,
            entry=self.entry,
            entrance=asked.entrance,
            area=asked.area.name,
            direction=asked.direction,
            station=station,
            first=self.first,
            since=self.since,
            latest=self.latest,
            stated=stated,
            allowed=allowed,
            verdict_ms=took_ms,
        )
