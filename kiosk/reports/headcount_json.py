"""The headcount and the status of a laptop as JSON values."""

from collections.abc import Mapping
from typing import Any

from kiosk.domain.counting.series import SeriesColumn
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.event_settings import Event
from kiosk.domain.headcount import CategoryCounts, Recount
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_report import HeadcountReport, RecountNote
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts


def headcount_json(report: HeadcountReport, words: Texts) -> dict[str, Any]:
    """Return a headcount as JSON values."""
    count, tally, event = report.headcount, report.headcount.totals, report.event
    return {
        "as_of": iso(count.as_of, event.zone),
        "event": event.name,
        "area": count.area,
        "capacity": count.capacity,
        "inside": count.inside,
        "inside_likely": count.inside_likely,
        "inside_at_most": count.inside_at_most,
        "admitted": tally.admitted,
        "exited": count.exited,
        "expected": count.expected,
        "double_entries": tally.doubles,
        "double_entries_open": tally.doubles_open,
        "clicked_in": tally.clicked_in,
        "clicked_out": tally.clicked_out,
        "crew": tally.crew,
        "recount": _recount(tally.recount, event),
        "recounted": _recounted(report.recount),
        "refused": dict(tally.refused),
        "by_category": _counted(tally.by_category),
        "by_group": _counted(count.by_group),
        "by_entrance": {
            entrance: {"in": passed.people_in, "out": passed.people_out}
            for entrance, passed in tally.by_entrance.items()
        },
        "per_minute": count.per_minute,
        "net_per_minute": round(count.net_per_minute, 1),
        "full_in_min": count.full_in_min,
        "threshold": count.threshold,
        "series": [_column(each, event) for each in report.series],
        "stations": [station_json(each, event, words) for each in count.stations],
        "stations_announced": count.stations_announced,
    }


def _recount(recount: Recount | None, event: Event) -> dict[str, Any] | None:
    return {"count": recount.count, "at": iso(recount.at, event.zone)} if recount else None


def _recounted(note: RecountNote | None) -> dict[str, Any] | None:
    if note is None:
        return None
    return {"by": note.operator or None, "station": note.laptop, "moved": note.moved}


def _column(column: SeriesColumn, event: Event) -> dict[str, Any]:
    return {
        "from": iso(column.start, event.zone),
        "entrance": column.entrance or None,
        "category": None if column.clicked else column.category,
        "admitted": column.counts.admitted,
        "in": column.counts.people_in,
        "out": column.counts.people_out,
    }


def _counted(by_name: Mapping[str, CategoryCounts]) -> dict[str, dict[str, int]]:
    return {
        name: {"expected": people.expected, "admitted": people.admitted, "inside": people.inside}
        for name, people in by_name.items()
    }


def station_json(station: StationStatus, event: Event, words: Texts) -> dict[str, Any]:
    """Return a laptop's status as JSON values."""
    last_seen = station.last_seen
    return {
        "name": station_name(station, words),
        "heard_up_to": None if last_seen is None else iso(last_seen, event.zone),
        "entries": station.entries,
        "closed": station.closed,
        "this": station.this,
    }
