"""What a transaction of the door came to."""

from dataclasses import dataclass

from kiosk.checkin.answer import Answer, Seen
from kiosk.domain.judge import Asked
from kiosk.domain.verdict import Allowed, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, its entry, and when the guest was seen: an answer once it is committed."""

    verdict: Verdict
    entry: str | None
    first: Seen | None
    since: Seen | None
    latest: Seen | None

    def answer(
        self,
        asked: Asked,
        allowed: tuple[Allowed, ...],
        *,
        station: str,
        stated: bool,
        took_ms: float,
    ) -> Answer:
        """Return what the door answers; `took_ms` is how long it took."""
        return Answer(
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
