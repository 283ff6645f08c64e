"""The numbers and texts of the page's charts, and their changes since an earlier count."""

from typing import Any

from kiosk.hub.phone.page_words import time_of_day
from kiosk.reports.chart_data import ChartData, chart_data
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.reports.visitor_groups import knows_inside
from kiosk.texts import Texts

_MINUTE_MS = 60_000
_ARRAYS = ("inside", "columns")

Charts = dict[str, Any]


def page_charts(report: HeadcountReport, words: Texts) -> Charts:
    """Return the numbers and texts of the charts; times are in seconds UTC."""
    data = chart_data(report)
    key = "phone.chart_inside" if knows_inside(report) else "phone.chart_inside_arrived"
    minutes = data.width_ms // _MINUTE_MS
    return {
        "zone": data.timezone,
        "inside": [[at // 1000, people] for at, people in data.inside],
        "columns": [[one.start // 1000, one.people, one.unfinished] for one in data.columns],
        "width": data.width_ms // 1000,
        "capacity": data.capacity,
        "silent_from": None if data.silent_from is None else data.silent_from // 1000,
        "inside_title": words.say(key),
        "inside_text": _inside_text(data, report, words),
        "columns_title": words.say("first_glance.chart_columns", minutes=minutes),
        "columns_text": _busiest(data, report, words),
    }


def charts_change(before: Charts | None, now: Charts) -> Charts:
    """Return the changes for a page with the charts of `before`: the arrays from `at` on."""
    change: Charts = {}
    for name, value in now.items():
        if name in _ARRAYS:
            at = _same(before[name] if before else [], value)
            change[name] = {"at": at, "points": value[at:]}
        elif before is None or before[name] != value:
            change[name] = value
    return change


def _same(before: list[Any], now: list[Any]) -> int:
    """Return how many points at the beginning are the same."""
    for number, (old, new) in enumerate(zip(before, now, strict=False)):
        if old != new:
            return number
    return min(len(before), len(now))


def _inside_text(data: ChartData, report: HeadcountReport, words: Texts) -> str:
    sentences = [_most("first_glance.chart_most", data.inside, report, words)]
    if data.capacity is not None:
        limit = words.say("first_glance.chart_capacity", n=words.number(data.capacity))
        sentences.append(words.say("phone.chart_limit", limit=limit))
    return " ".join(sentence for sentence in sentences if sentence)


def _busiest(data: ChartData, report: HeadcountReport, words: Texts) -> str:
    points = tuple((one.start, one.people) for one in data.columns)
    return _most("phone.chart_busiest", points, report, words)


def _most(
    key: str, points: tuple[tuple[int, int], ...], report: HeadcountReport, words: Texts
) -> str:
    if not points:
        return ""
    at, people = max(points, key=lambda one: (one[1], -one[0]))
    return words.say(key, people=words.number(people), at=time_of_day(at, report))
