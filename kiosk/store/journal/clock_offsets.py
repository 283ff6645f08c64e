"""Offsets between the laptops' clocks and the reference clock, from the exchanges.

The reference is the clock of the laptop that made the event. Reading an entry proves that it was
written earlier: a bound in one direction. Being read in turn gives the other bound. Two exchanges
in opposite directions therefore give the offset, like the four times of NTP, with half of the time
between them as the error.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.clock import LEFT_MS, Clock, ClockWatch
from kiosk.domain.causal_order import ClockClaim, clock_claims
from kiosk.domain.clock_check import WRONG_MS
from kiosk.domain.entry import Kind
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database, EventTables


@dataclass(frozen=True, slots=True)
class OffsetBounds:
    """The offset to add to a clock, in ms: at least `low`, at most `high`; None is unknown."""

    low: int | None = None
    high: int | None = None

    def __add__(self, other: "OffsetBounds") -> "OffsetBounds":
        return OffsetBounds(_sum(self.low, other.low), _sum(self.high, other.high))

    @property
    def estimate(self) -> tuple[int, int] | None:
        """The most likely offset and its error, in ms; None while a bound is missing."""
        if self.low is None or self.high is None or self.low > self.high:
            return None
        return (self.low + self.high) // 2, (self.high - self.low + 1) // 2


NO_OFFSET = OffsetBounds(0, 0)


@dataclass(frozen=True, slots=True)
class ClockExchange:
    """A station's statement about its clock: its time (ms UTC) and the bounds of its offset.

    If it had read this station before: the times of writing and reading, each by its own clock.
    `set_at` and `own_set_at` identify the settings of the two clocks: each time that a clock is
    set begins a new setting.
    """

    station: str
    as_of: int
    bounds: OffsetBounds
    written: int | None = None
    read: int | None = None
    set_at: int = 0
    own_set_at: int | None = None


@dataclass(frozen=True, slots=True)
class LogClockSetting:
    """A setting of the clock (`anchor`) that a log was written by, since when, and its offset."""

    anchor: int
    opened: int
    offset_ms: int


_SETTINGS = """
SELECT CAST(e.body AS TEXT) ->> '$.detail.anchor', e.at, log.offset_ms
FROM log CROSS JOIN entry e USING (event, log)
WHERE log.event = ? AND log.station = ? AND log.machine IN ('', ?) AND e.seq = 1 ORDER BY e.n
"""


class ClockOffsetTable(EventTables):
    """The clock offsets of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(
        self, database: Database, event: str, history: History, clock: Clock, *, is_reference: bool
    ) -> None:
        """`is_reference`: this laptop made the event, so its clock is the reference."""
        super().__init__(database, event)
        self._history = history
        self._clock = clock
        self.watch = ClockWatch(clock)
        self._is_reference = is_reference

    def wall(self) -> int:
        """Return this laptop's wall clock (ms UTC), not corrected."""
        return self._clock.wall()

    def uptime_ms(self) -> int:
        """Return the ms since a fixed moment; counts sleep, and no setting of the clock."""
        return self._clock.monotonic_ms()

    def record_exchange(self, exchange: ClockExchange, now: int) -> None:
        """Store another station's clock as read at `now` (ms UTC by this laptop's wall clock).

        An older exchange, in a file that is read late, changes nothing.
        """
        bounds = OffsetBounds(exchange.as_of - now, self._upper(exchange)) + exchange.bounds
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
                bytes.fromhex(exchange.station),
                exchange.as_of,
                now,
                bounds.low,
                bounds.high,
                self.anchor(),
                exchange.set_at,
                LEFT_MS,
            ),
        )

    def _upper(self, exchange: ClockExchange) -> int | None:
        if exchange.written is None or exchange.read is None:
            return None
        if exchange.own_set_at is not None and abs(exchange.own_set_at - self.anchor()) > LEFT_MS:
            return None  # this clock was set since then, so the exchange no longer bounds it
        return exchange.read - exchange.written

    def last_exchanges(self) -> Mapping[str, tuple[int, int, int]]:
        """Return (their time, our time, set_at) of the last exchange with each station.

        Times are ms UTC; `set_at` identifies the setting of their clock.
        """
        rows = self._database.execute(
            "SELECT lower(hex(station)), their_time, our_time, set_at FROM clock_exchange"
            " WHERE event = ?",
            (self._event,),
        ).fetchall()
        return {station: (theirs, ours, set_at) for station, theirs, ours, set_at in rows}

    def bounds(self) -> OffsetBounds:
        """Return the bounds of the offset of this laptop's clock at its current setting."""
        if self._is_reference:
            return NO_OFFSET
        rows = self._database.execute(
            "SELECT low, high, anchor FROM clock_exchange WHERE event = ?", (self._event,)
        ).fetchall()
        anchor = self.anchor()
        same = [(low, high) for low, high, then in rows if abs(then - anchor) <= LEFT_MS]
        lows = [low for low, _ in same if low is not None]
        highs = [high for _, high in same if high is not None]
        return OffsetBounds(max(lows, default=None), min(highs, default=None))

    def wrong_by_ms(self) -> int | None:
        """Return the least error of this clock in ms if that is too much; negative: it is ahead."""
        bounds = self.bounds()
        if bounds.low is not None and bounds.low > WRONG_MS:
            return bounds.low
        if bounds.high is not None and bounds.high < -WRONG_MS:
            return bounds.high
        return None

    def anchor(self) -> int:
        """Return when this machine started, ms UTC by its clock; identifies the clock's setting."""
        return self._clock.wall() - self._clock.monotonic_ms()

    def clock_settings(self, station: str, machine: str) -> list[LogClockSetting]:
        """Return the clock settings by which a machine wrote its logs, oldest first."""
        rows = self._database.rows(_SETTINGS, (self._event, bytes.fromhex(station), machine))
        return [LogClockSetting(*row) for row in rows if isinstance(row[0], int)]

    def due_clock_entry(self, log: str | None, station: str) -> dict[str, object] | None:
        """Return the detail of the `clock` entry that this station must write; None if none is due.

        `log` is the log that it goes to; None if none is open. An entry is due if the stored offset
        of a log of this clock differs from the estimate by more than the error and LEFT_MS, and if
        no entry with a smaller error exists: machines that share a log may each know more.
        """
        estimate = self.bounds().estimate
        if estimate is None or self._is_reference:
            return None
        offset, error = estimate
        also = self._by_this_clock(station)
        known = self._history.offsets([one for one in (log, *also) if one is not None])
        off = [one for one, each in known.items() if abs(offset - each) > error + LEFT_MS]
        claims = self._claims() if off else {}
        if all(one in claims and claims[one].error_ms <= error for one in off):
            return None
        return {"offset_ms": offset, "error_ms": error, "also": also}

    def apply_offsets(self) -> list[str]:
        """Store the offsets that the `clock` entries give; return the logs whose times changed."""
        moved = self.changed_offsets()
        for log, offset in moved.items():
            self._database.execute(
                "UPDATE log SET offset_ms = ? WHERE event = ? AND log = ?",
                (offset, self._event, bytes.fromhex(log)),
            )
        if moved:
            self._history.refresh()
        return list(moved)

    def changed_offsets(self) -> dict[str, int]:
        """Return the new offset in ms of each log whose stored one differs from its entries."""
        offsets = {log: claim.offset_ms for log, claim in self._claims().items()}
        rows = self._database.execute(
            "SELECT lower(hex(log)), offset_ms FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        return {log: offsets.get(log, 0) for log, offset in rows if offsets.get(log, 0) != offset}

    def _claims(self) -> dict[str, ClockClaim]:
        rows = self._database.execute(
            "SELECT lower(hex(log)), lower(hex(station)) FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        return clock_claims(self._history.without_ticket([Kind.CLOCK]), dict(rows))

    def _by_this_clock(self, station: str) -> list[str]:
        anchor = self.anchor()
        rows = self._database.execute(
            "SELECT lower(hex(log)), CAST(e.body AS TEXT) ->> '$.detail.anchor'"
            " FROM log JOIN entry e USING (event, log)"
            " WHERE log.event = ? AND station = ? AND e.seq = 1 ORDER BY log",
            (self._event, bytes.fromhex(station)),
        ).fetchall()
        return [log for log, then in rows if then is not None and abs(then - anchor) <= LEFT_MS]


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
