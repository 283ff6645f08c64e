"""The stations of an event, as the headcount needs them: may one have news that is not here?"""

from dataclasses import dataclass

from kiosk.domain.roles import Role

SILENT_AFTER_S = 60
"""A station that was last seen longer ago than this many seconds is silent."""

QUARTER_MS = 15 * 60_000
"""A silent station is expected to have admitted no more than in its busiest span of this length."""


@dataclass(frozen=True, slots=True)
class StationStatus:
    """A station of the event; `last_seen` is ms UTC, None if it was never seen.

    `busiest_quarter` is the most people it admitted within 15 minutes. `copy` is above 0 for
    another machine that writes as this station, without a name of its own: its folder was copied.
    `replaces` is the laptop whose work it took over, `replaced_by` the one that took over its own.
    `finished`: all its entries are known, and it was not seen since it was replaced. `spare_until`
    is when (ms UTC) a spare laptop counts as the others do, 0 if it is none or scanned already.
    A server with the role hub admits no guests, so it is never silent.
    """

    id: str
    name: str
    role: str
    last_seen: int | None
    entries: int
    closed: bool
    this: bool
    busiest_quarter: int = 0
    copy: int = 0
    machine: str = ""
    revoked: bool = False
    replaces: str = ""
    replaced_by: str = ""
    finished: bool = False
    spare_until: int = 0

    @property
    def is_laptop(self) -> bool:
        """True for a laptop that scans tickets, False for a server with the role hub."""
        return self.role != Role.HUB.value

    def is_silent(self, now: int) -> bool:
        """Return whether it may have entries that are not here; this station itself never does.

        Nor does a spare before the doors open, by what is known.
        """
        return now >= self.spare_until and self._is_unheard(now)

    def is_unheard_spare(self, now: int) -> bool:
        """Return whether it is a spare that may be in use although no laptop has its entries."""
        return self.spare_until > 0 and self._is_unheard(now)

    def likely_admitted(self, now: int) -> int:
        """Return how many people it probably admitted since it was last seen.

        At the pace of its busiest quarter of an hour, and no more than in that.
        """
        if self.last_seen is None or not self.is_silent(now):
            return 0
        silence = min(max(0, now - self.last_seen), QUARTER_MS)
        return self.busiest_quarter * silence // QUARTER_MS

    def _is_unheard(self, now: int) -> bool:
        """Return whether its last news is old.

        A time in the future is by another clock, so its age is unknown.
        """
        old = self.last_seen is None or abs(now - self.last_seen) > SILENT_AFTER_S * 1000
        return old and self.is_laptop and not (self.this or self.closed or self.finished)
