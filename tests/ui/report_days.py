"""The reports of the day of a made-up festival."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.domain.counting.laptop_times import EntryTimes, LaptopTimes
from kiosk.domain.counting.series import InsideCurve
from kiosk.domain.headcount import AreaTotals
from kiosk.reports.day_report.day_report import (
    CategoryLine,
    DayReport,
    HalfHour,
    HalfHourCount,
    Moment,
    Organisations,
    ReportedRecount,
    Times,
)
from tests.ui.guests import EVENT, HOUR, NOW

LONG = "Vereniging van Samenwerkende Bewonersgroepen Amersfoort-Noord"
MINUTE = 60_000


def laptop_day(name: str, *, handed_in: bool = True, people: int = 82) -> LaptopTimes:
    times = EntryTimes(NOW - HOUR, NOW + 6 * HOUR - 2 * MINUTE, people)
    return LaptopTimes("s", name, 0, times, handed_in)


def day(
    *,
    areas: int = 1,
    hours: int = 10,
    laptops: Sequence[LaptopTimes] = (laptop_day("Hoofdingang 1"),),
) -> DayReport:
    counts = [100, 250, 412, 380, 300, 280, 270, 200, 90, 12]
    start = NOW // HOUR * HOUR
    points = tuple((start + n * HOUR, counts[n % 10]) for n in range(1, hours))
    event = replace(EVENT, areas=tuple(replace(EVENT.areas[0], capacity=400) for _ in range(areas)))
    totals = AreaTotals(
        inside=12,
        admitted=430,
        doubles=3,
        doubles_open=1,
        maybe_extra=3,
        arrived=428,
        to_come=0,
        clicked_in=4,
        clicked_out=0,
        crew=12,
        recent=0,
        recount=None,
        refused={"unknown": 31, "already_inside": 8, "too_early": 1},
        by_category={},
        by_entrance={},
    )
    return DayReport(
        event=event,
        as_of=NOW + 6 * HOUR,
        totals=totals,
        inside=12,
        arrivals=False,
        categories=(CategoryLine("Bewoner", 500, 390, 110), CategoryLine("Team", 40, 40, 0, True)),
        organisations=Organisations(((LONG, 140), ("Gemeente Amersfoort", 66)), 8, 21, 203),
        recounts=(ReportedRecount(NOW, 380, 376),),
        times=Times(NOW - HOUR, NOW + 5 * HOUR, NOW + 6 * HOUR),
        curve=InsideCurve(points, 12),
        half_hours=tuple(
            HalfHour(at, (HalfHourCount(people, people + 3),) * areas) for at, people in points
        ),
        moments=tuple(Moment(at, people + 40, people, people + 3) for at, people in points),
        laptops=tuple(laptops),
        never_heard=0,
    )
