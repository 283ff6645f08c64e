"""Headcounts of a made-up festival, as the organiser's page gets them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from kiosk.domain.attendance import Flow
from kiosk.domain.counting.series import (
    SPAN_MS,
    PastRecount,
    SeriesColumn,
    SpanCounts,
    inside_curve,
    span_start,
)
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.headcount import AreaTotals, CategoryCounts, Headcount, Recount, headcount
from kiosk.domain.ticket import Reentry
from kiosk.reports.headcount_report import HeadcountReport, RecountNote, RoomCount
from tests.ui.guests import EVENT, NOW

MINUTE = 60_000
HERE = StationStatus("a", "Laptop 1", "door", NOW, 812, closed=False, this=True)
NEAR = StationStatus("b", "Laptop 2", "door", NOW - 20_000, 640, closed=False, this=False)
GROUPS = {
    "Actieve bewoner": "bewoner",
    "Beleidsmaker": "beleid",
    "Kernpartner": "partner",
    "Pers": "overig",
    "Vrijwilliger": "medewerker",
}
FESTIVAL_DAY = replace(EVENT, rules=replace(EVENT.rules, groups=GROUPS))
TALLY = AreaTotals(
    inside=1_027,
    admitted=1_103,
    doubles=0,
    doubles_open=0,
    maybe_extra=0,
    arrived=1_103,
    to_come=411,
    clicked_in=0,
    clicked_out=0,
    crew=46,
    recent=71,
    recount=None,
    refused={"unknown": 4, "already_inside": 11},
    by_category={
        "Actieve bewoner": CategoryCounts(700, 520, 496),
        "Beleidsmaker": CategoryCounts(260, 190, 171),
        "Kernpartner": CategoryCounts(330, 310, 288),
        "Pers": CategoryCounts(148, 83, 72),
    },
    by_entrance={"Hoofdingang": Flow(800, 76), "Tuinzijde": Flow(303, 0)},
)


def counted(
    tally: AreaTotals = TALLY,
    *,
    capacity: int | None = 1_300,
    stations: tuple[StationStatus, ...] = (HERE, NEAR),
    announced: int = 2,
    spares_apart: int = 0,
) -> Headcount:
    """A headcount of the festival at NOW."""
    return headcount(
        tally,
        now=NOW,
        area="festival",
        capacity=capacity,
        groups=GROUPS,
        stations=stations,
        announced=announced,
        spares_apart=spares_apart,
    )


def glance(
    count: Headcount | None = None,
    *,
    pace: Mapping[str, int] | None = None,
    refused: Mapping[str, int] | None = None,
) -> HeadcountReport:
    """A headcount with a busy main entrance and a few refusals."""
    people = count or counted()
    return with_series(
        HeadcountReport(
            FESTIVAL_DAY,
            people,
            {"Hoofdingang": 58, "Tuinzijde": 13} if pace is None else pace,
            {"already_inside": 3, "unpaid": 1} if refused is None else refused,
        ),
        *(morning() if people.totals.admitted else ()),
    )


def with_series(report: HeadcountReport, *series: SeriesColumn) -> HeadcountReport:
    """The same headcount with other columns, and the curve that follows from them."""
    net, tally = Counter[int](), report.headcount.totals
    for column in series:
        net[column.start] += column.counts.people_in - column.counts.people_out
    recounts = [] if tally.recount is None else [PastRecount(tally.recount.at, tally.recount.count)]
    return replace(report, series=series, curve=inside_curve(net, tally.crew, recounts))


_HALF = 0.5
_MORNING = (
    ("Hoofdingang", "Actieve bewoner", 0.5),
    ("Hoofdingang", "Beleidsmaker", 0.2),
    ("Tuinzijde", "Kernpartner", 0.24),
    ("Tuinzijde", "Pers", 0.06),
)
"""The share of the arrivals at each entrance, by category."""


def morning() -> tuple[SeriesColumn, ...]:
    """Arrivals that grow and fall from nine o'clock on, and a few who left."""
    begin = span_start(NOW - 100 * MINUTE)
    arrivals = (2, 4, 9, 17, 25, 38, 52, 70, 88, 96, 99, 97, 91, 84, 76, 66, 58, 49, 41, 33, 14)
    return tuple(
        SeriesColumn(
            begin + number * SPAN_MS,
            entrance,
            category,
            clicked=False,
            counts=SpanCounts(
                *(round(part * people),) * 2, number * 2 // 5 if part >= _HALF else 0
            ),
        )
        for number, people in enumerate(arrivals)
        for entrance, category, part in _MORNING
    )


REPLACED = glance(
    counted(
        stations=(
            replace(HERE, replaces="Geleende laptop van de bibliotheek 3"),
            StationStatus(
                "c",
                "Geleende laptop van de bibliotheek 3",
                "door",
                NOW - 47 * MINUTE,
                301,
                closed=False,
                this=False,
                replaced_by="Laptop 1",
                finished=True,
            ),
        )
    )
)
SPARE = glance(
    counted(
        stations=(
            HERE,
            NEAR,
            replace(NEAR, id="r", name="Reserve 1", last_seen=None, spare_until=NOW + MINUTE),
            replace(NEAR, id="s", name="Reserve 2", last_seen=NOW - 47 * MINUTE, spare_until=1),
        ),
        announced=6,
        spares_apart=2,
    )
)
"""A spare that is not counted, one that is since the doors opened, and two that did not join."""
FULL = glance(
    counted(replace(TALLY, inside=1_268)),
    pace={"Hoofdingang": 31, "Tuinzijde": 29},
    refused={"unknown": 9, "full": 4, "unpaid": 2},
)
EMPTY = glance(
    counted(
        replace(
            TALLY,
            inside=0,
            admitted=0,
            arrived=0,
            to_come=960,
            crew=0,
            recent=0,
            refused={},
            by_category={
                "Actieve bewoner": CategoryCounts(700),
                "Beleidsmaker": CategoryCounts(260),
            },
            by_entrance={},
        ),
        capacity=None,
    ),
    pace={},
    refused={},
)
SILENT = glance(
    counted(
        replace(
            TALLY,
            inside=1_103,
            doubles=3,
            doubles_open=3,
            maybe_extra=3,
            to_come=335,
            by_entrance={"Hoofdingang": Flow(800, 0), "Tuinzijde": Flow(303, 0)},
        ),
        stations=(
            HERE,
            *(
                StationStatus(
                    str(number),
                    f"Geleende laptop van de bibliotheek {number}",
                    "door",
                    None if number == 1 else NOW - number * 10 * MINUTE,
                    300,
                    closed=False,
                    this=False,
                    busiest_quarter=40,
                )
                for number in range(1, 6)
            ),
        ),
        announced=10,
    )
)
"""Five laptops are silent, four were never heard, and three guests came in double."""

_FIRST = replace(
    TALLY,
    inside=1,
    admitted=1,
    arrived=1,
    to_come=1_437,
    crew=0,
    recent=1,
    refused={},
    by_category={name: CategoryCounts(360, int(name == "Pers")) for name in TALLY.by_category},
    by_entrance={"Hoofdingang": Flow(1, 0)},
)
FIRST = with_series(
    glance(counted(_FIRST), pace={"Hoofdingang": 1}, refused={}),
    SeriesColumn(span_start(NOW), "Hoofdingang", "Pers", clicked=False, counts=SpanCounts(1, 1, 0)),
)
"""The first guest came in."""
ALMOST = glance(counted(replace(TALLY, inside=1_127, net_quarter=100)))
"""Over 90 % of the capacity."""
WITH_ROOMS = replace(
    glance(), rooms=(RoomCount("Prodentzaal West", 84, 120), RoomCount("Kleine zaal", 1, None))
)
"""Two rooms are counted beside the festival."""
OVER = glance(
    counted(replace(TALLY, inside=1_293, doubles=2, doubles_open=2, maybe_extra=2)),
    pace={"Hoofdingang": 6},
    refused={"full": 17, "already_inside": 2},
)
"""More people are inside than may be."""
_STOPPED = replace(NEAR, name="Tuin 2", last_seen=NOW - 16 * MINUTE, busiest_quarter=95)
ONE_SILENT = glance(counted(stations=(HERE, _STOPPED)))
"""A laptop has been silent for a quarter of an hour."""
ON_HOLD = replace(
    ONE_SILENT,
    event=replace(FESTIVAL_DAY, rules=replace(FESTIVAL_DAY.rules, hold=True)),
)
"""No door lets guests in, and a laptop cannot have heard it."""
CROWD_OUT = replace(
    glance(
        counted(
            replace(TALLY, inside=700, clicked_out=373, recount=Recount(1_105, NOW - 3 * MINUTE, 9))
        )
    ),
    recount=RecountNote("Anouk van den Heuvel", "Geleende laptop van de bibliotheek 1", -12),
)
"""A crowd was counted out, and all people inside were counted by hand."""
_NONE_LEFT = {"Hoofdingang": Flow(800, 0), "Tuinzijde": Flow(303, 0)}
_NONE_LEAVES = replace(FESTIVAL_DAY.rules, exits=False, reentry=Reentry.FREE)
ARRIVALS = replace(
    with_series(
        glance(counted(replace(TALLY, inside=1_103, to_come=335, by_entrance=_NONE_LEFT))),
        *(replace(one, counts=replace(one.counts, people_out=0)) for one in morning()),
    ),
    event=replace(FESTIVAL_DAY, rules=_NONE_LEAVES),
)
"""No guest is scanned out, so that only those who came in are known."""
_NIGHT = int(datetime(2026, 10, 25, 3, 12, tzinfo=EVENT.zone).timestamp() * 1000)
DST_NIGHT = with_series(
    glance(
        replace(
            counted(replace(TALLY, recent=9)),
            as_of=_NIGHT,
            stations=tuple(replace(one, last_seen=_NIGHT - 9_000) for one in (HERE, NEAR)),
        ),
        pace={"Hoofdingang": 9},
        refused={},
    ),
    *(replace(one, start=one.start + _NIGHT - NOW) for one in morning()),
)
"""The night in which the clock goes back from three to two."""
