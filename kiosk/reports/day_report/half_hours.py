"""The log of the half hours: how many people were inside each area, and at most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from kiosk.domain.counting.series import SPAN_MS, InsideCurve
from kiosk.domain.event_settings import Event
from kiosk.reports.day_report.day_report import HalfHour, HalfHourCount, Moment

_HALF_HOUR_MS = 30 * 60_000
_DAY_END = timedelta(days=1, hours=6)  # as tickets without dates of their own are valid


@dataclass(frozen=True, slots=True)
class PastArea:
    """The figures of an area over the whole day.

    `inside` is the curve of the log's column, `used` the places in use on tickets, `came` the
    people who came in, with clicks; all over the day. `extra` are people who may be inside beyond
    it, each with the time (ms UTC) since when.
    """

    inside: InsideCurve
    used: InsideCurve
    extra: Sequence[tuple[int, int]] = ()
    came: InsideCurve = field(default_factory=lambda: InsideCurve(()))


@dataclass(frozen=True, slots=True)
class UnknownEntries:
    """The bounds of missing entries: places still to come, and since when (ms UTC) data may lack.

    `expected` are all expected places, `others` the people who came without being expected.
    """

    expected: int
    others: int
    since: int | None


def half_hours(
    event: Event, areas: Sequence[PastArea], unknown: UnknownEntries, as_of: int
) -> tuple[HalfHour, ...]:
    """Return the lines: from before the first to after the last passage, within the event's day.

    Passages on other days, as by a wrong clock, get lines of their own.
    """
    moved = {at for area in areas for at, _ in area.inside.points}
    return tuple(
        HalfHour(at, tuple(_count(area, unknown, at) for area in areas))
        for at in _ends(event, moved, as_of, _HALF_HOUR_MS)
    )


def moments(
    event: Event, festival: PastArea, unknown: UnknownEntries, as_of: int
) -> tuple[Moment, ...]:
    """Return the figures of the festival by steps of five minutes, as the lines of the log are."""
    moved = {at for at, _ in festival.inside.points}
    counts = {at: _count(festival, unknown, at) for at in _ends(event, moved, as_of, SPAN_MS)}
    return tuple(
        Moment(at, festival.came.at(at), one.inside, one.at_most) for at, one in counts.items()
    )


def _ends(event: Event, moved: Iterable[int], as_of: int, step: int) -> list[int]:
    """Return the ends of the steps; the last one not after `as_of`."""
    begin = datetime.combine(event.date, time(), event.zone)
    first, last = _ms(begin), _ms(begin + _DAY_END)
    ends = sorted({_end(at, event, step) for at in moved})
    today = [at for at in ends if first <= at <= last]
    found = {at for at in ends if not first <= at <= last}
    if today:
        found.update(range(today[0] - step, today[-1] + 1, step))
    return sorted({min(at, as_of) for at in found})


def _end(at: int, event: Event, step: int) -> int:
    """Return the end of the step of a time, by the clocks of the event's zone."""
    offset = datetime.fromtimestamp(at / 1000, event.zone).utcoffset() or timedelta()
    shift = round(offset.total_seconds() * 1000)
    return -(-(at + shift) // step) * step - shift


def _count(area: PastArea, unknown: UnknownEntries, at: int) -> HalfHourCount:
    inside = area.inside.at(at)
    extra = sum(people for since, people in area.extra if since <= at)
    if unknown.since is not None and at > unknown.since:
        extra += max(0, min(unknown.expected, unknown.expected - area.used.at(at) + unknown.others))
    return HalfHourCount(inside, inside + extra)


def _ms(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)
