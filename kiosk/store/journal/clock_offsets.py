"""Clocks of the laptops against that of the one that made the event, by what they exchanged.

Who reads what another wrote knows that it was written before: a bound in one direction. Who in
turn was read by that one has the other bound too. So two sticks that crossed tell, like the four
times of NTP, what lies between two clocks, with half the time on the way as the error.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.clock import LEFT_MS, Clock, ClockWatch
from kiosk.domain.causal_order import ClockClaim, clock_claims
from kiosk.domain.clock_check import WRONG_MS
from kiosk.domain.entry import Kind
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database


@dataclass(frozen=True, slots=True)
class OffsetBounds:
    """What to add to a clock, in ms: at least `low`, at most `high`; None: not known."""

    low: int | None = None
    high: int | None = None

    def __add__(self, other: "OffsetBounds") -> "OffsetBounds":
        return OffsetBounds(_sum(self.low, other.low), _sum(self.high, other.high))

    @property
    def estimate(self) -> tuple[int, int] | None:
        """The most likely value and its error; None as long as one bound is missing."""
        if self.low is None or self.high is None or self.low > self.high:
            return None
        return (self.low + self.high) // 2, (self.high - self.low + 1) // 2


RIGHT = OffsetBounds(0, 0)


@dataclass(frozen=True, slots=True)
class ClockExchange:
    """What a station said when it wrote: its time (ms UTC), the bounds of its own clock, and, as
    it had read this station before, at what times on either clock that was written and read.

    `set_at` and `own_set_at` say by which setting of either clock: who sets one begins anew.
    """

    station: str
    as_of: int
    bounds: OffsetBounds
    written: int | None = None
    read: int | None = None
    set_at: int = 0
    own_set_at: int | None = None


@dataclass(frozen=True, slots=True)
class ByClock:
    """A log's setting of the clock (`anchor`), when it was opened, and by how much it was off."""

    anchor: int
    opened: int
    offset_ms: int


_SETTINGS = """
SELECT CAST(e.body AS TEXT) ->> '$.detail.anchor', e.at, log.offset_ms
FROM log CROSS JOIN entry e USING (event, log)
WHERE log.event = ? AND log.station = ? AND log.machine IN ('', ?) AND e.seq = 1 ORDER BY e.n
"""


class ClockOffsetTable:
    """The clocks of one event (`event` is hex); writers hold `immediate`."""

    def __init__(
        self, database: Database, event: str, history: History, clock: Clock, *, makes_time: bool
    ) -> None:
        """`makes_time` says that this is the laptop whose clock is the one to go by."""
        self._database = database
        self._event = bytes.fromhex(event)
        self._history = history
        self._clock = clock
        self.watch = ClockWatch(clock)
        self._makes_time = makes_time

    def wall(self) -> int:
        """Return what this laptop's clock says (ms UTC), right or wrong."""
        return self._clock.wall()

    def meet(self, met: ClockExchange, now: int) -> None:
        """Remember what another station's clock said; `now` is this laptop's wall clock.

        What it said before that, in a file that is read late, tells nothing more.
        """
        between = OffsetBounds(met.as_of - now, self._upper(met))
        bounds = between + met.bounds
        self._database.execute(
            "INSERT INTO clock_exchange"
            "(event, station, their_time, our_time, low, high, anchor, set_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET their_time = excluded.their_time,"
            " our_time = excluded.our_time, low = excluded.low, high = excluded.high,"
            " anchor = excluded.anchor, set_at = excluded.set_at"
            " WHERE excluded.their_time > their_time OR abs(excluded.set_at - set_at) > ?",
            (
                self._event,
                bytes.fromhex(met.station),
                met.as_of,
                now,
                bounds.low,
                bounds.high,
                self._anchor(),
                met.set_at,
                LEFT_MS,
            ),
        )

    def _upper(self, met: ClockExchange) -> int | None:
        if met.written is None or met.read is None:
            return None
        if met.own_set_at is not None and abs(met.own_set_at - self._anchor()) > LEFT_MS:
            return None  # this clock was set since: what it said then bounds it no more
        return met.read - met.written

    def set_at(self) -> int:
        """Return what tells this setting of the clock from others."""
        return self._anchor()

    def met(self) -> Mapping[str, tuple[int, int, int]]:
        """Return for each station that was read when it wrote, when that was read (ms UTC), and
        by which setting of its clock it wrote.
        """
        rows = self._database.execute(
            "SELECT lower(hex(station)), their_time, our_time, set_at FROM clock_exchange"
            " WHERE event = ?",
            (self._event,),
        ).fetchall()
        return {station: (theirs, ours, set_at) for station, theirs, ours, set_at in rows}

    def bounds(self) -> OffsetBounds:
        """Return what to add to this laptop's clock as it is set now."""
        if self._makes_time:
            return RIGHT
        rows = self._database.execute(
            "SELECT low, high, anchor FROM clock_exchange WHERE event = ?", (self._event,)
        ).fetchall()
        anchor = self._anchor()
        same = [(low, high) for low, high, then in rows if abs(then - anchor) <= LEFT_MS]
        lows = [low for low, _ in same if low is not None]
        highs = [high for _, high in same if high is not None]
        return OffsetBounds(max(lows, default=None), min(highs, default=None))

    def wrong_by_ms(self) -> int | None:
        """Return what this clock is off by at least, if that is too much; less than 0: ahead."""
        bounds = self.bounds()
        if bounds.low is not None and bounds.low > WRONG_MS:
            return bounds.low
        if bounds.high is not None and bounds.high < -WRONG_MS:
            return bounds.high
        return None

    def anchor(self) -> int:
        """Return the moment at which this machine started, by the clock as it is set now."""
        return self._anchor()

    def settings(self, station: str, machine: str) -> list[ByClock]:
        """Return by which settings of its clock a machine wrote its logs, oldest first."""
        rows = self._database.execute(
            _SETTINGS, (self._event, bytes.fromhex(station), machine)
        ).fetchall()
        return [ByClock(*row) for row in rows if isinstance(row[0], int)]

    def due(self, log: str | None, station: str) -> dict[str, object] | None:
        """Return what a `clock` entry of this station has to say, if one is due.

        `log` is the one that it would be written to, None before it is opened. It is due where
        what is known of that log is off by more than the estimate's error and LEFT_MS, and where
        it would count: machines that share a log may each know it better than what is said.
        """
        estimate = self.bounds().estimate
        if estimate is None or self._makes_time:
            return None
        offset, error = estimate
        also = self._by_this_clock(station)
        known = self._history.offsets([one for one in (log, *also) if one is not None])
        off = [one for one, each in known.items() if abs(offset - each) > error + LEFT_MS]
        claims = self._claims() if off else {}
        if all(one in claims and claims[one].error_ms <= error for one in off):
            return None
        return {"offset_ms": offset, "error_ms": error, "also": also}

    def settle(self) -> list[str]:
        """Take up what all `clock` entries say; return the logs whose times moved by it."""
        moved = self.unsettled()
        for log, offset in moved.items():
            self._database.execute(
                "UPDATE log SET offset_ms = ? WHERE event = ? AND log = ?",
                (offset, self._event, bytes.fromhex(log)),
            )
        if moved:
            self._history.refresh()
        return list(moved)

    def unsettled(self) -> dict[str, int]:
        """Return the logs whose offset is not what the `clock` entries say, and what they say."""
        told = {log: claim.offset_ms for log, claim in self._claims().items()}
        rows = self._database.execute(
            "SELECT lower(hex(log)), offset_ms FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        return {log: told.get(log, 0) for log, offset in rows if told.get(log, 0) != offset}

    def _claims(self) -> dict[str, ClockClaim]:
        rows = self._database.execute(
            "SELECT lower(hex(log)), lower(hex(station)) FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        return clock_claims(self._history.without_ticket([Kind.CLOCK]), dict(rows))

    def _anchor(self) -> int:
        return self._clock.wall() - self._clock.passed()

    def _by_this_clock(self, station: str) -> list[str]:
        anchor = self._anchor()
        rows = self._database.execute(
            "SELECT lower(hex(log)), CAST(e.body AS TEXT) ->> '$.detail.anchor'"
            " FROM log JOIN entry e USING (event, log)"
            " WHERE log.event = ? AND station = ? AND e.seq = 1 ORDER BY log",
            (self._event, bytes.fromhex(station)),
        ).fetchall()
        return [log for log, then in rows if then is not None and abs(then - anchor) <= LEFT_MS]


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
