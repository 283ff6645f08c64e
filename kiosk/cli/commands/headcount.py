"""`kiosk headcount`: how many people are inside, as JSON or as text, once or repeatedly."""

import json
import time
from collections.abc import Mapping
from typing import Any

import click

from kiosk.cli.exchange_notices import print_clock_warning
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.headcount import CategoryCounts, StationStatus
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_lines import headcount_lines
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.reports.station_names import station_name
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.sqlite.database import data_version
from kiosk.store.station_store import StationStore
from kiosk.texts import Texts

_POLL_S = 0.25
_REFRESH_S = 15
"""Printed again after this time also without new entries: silence and pace change."""


@click.command()
@click.option("--area", default=FESTIVAL)
@click.option("--json", "as_json", is_flag=True)
@click.option("--watch", is_flag=True)
@click.pass_obj
def headcount(session: DataFolder, area: str, as_json: bool, watch: bool) -> None:
    """See `help.kiosk_headcount` in the words."""
    with session.open_store() as store:
        if watch:
            _watch(session, store, area, as_json=as_json)
        else:
            _print(session, store, area, as_json=as_json)


def _watch(session: DataFolder, store: StationStore, area: str, *, as_json: bool) -> None:
    version, printed_at = -1, 0.0
    try:
        while True:
            newest = data_version(store.database)
            if newest != version or time.monotonic() - printed_at >= _REFRESH_S:
                version, printed_at = newest, time.monotonic()
                if not as_json:
                    click.clear()  # does nothing where the output is not a screen
                _print(session, store, area, as_json=as_json)
            time.sleep(_POLL_S)
    except KeyboardInterrupt:
        return


def _print(session: DataFolder, store: StationStore, area: str, *, as_json: bool) -> None:
    report = headcount_report(store, area, session.clock.wall())
    if as_json:
        print(json.dumps(as_dict(report, session.words), ensure_ascii=False), flush=True)
        return
    zone = report.event.zone
    text_lines = headcount_lines(
        report, session.words, lambda at: iso(at, zone)[len("2024-04-13T") :][: len("10:02")]
    )
    print("\n".join(text_lines), flush=True)
    print_clock_warning(session, store)


def as_dict(report: HeadcountReport, words: Texts) -> dict[str, Any]:
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
        "recount": tally.recount
        and {
            "count": tally.recount.count,
            "at": iso(tally.recount.at, event.zone),
        },
        "refused": dict(tally.refused),
        "by_category": _counted(tally.by_category),
        "by_group": _counted(count.by_group),
        "by_entrance": {
            entrance: {"in": passed.people_in, "out": passed.people_out}
            for entrance, passed in tally.by_entrance.items()
        },
        "per_minute": count.per_minute,
        "stations": [station_dict(each, event, words) for each in count.stations],
        "stations_announced": count.stations_announced,
    }


def _counted(by_name: Mapping[str, CategoryCounts]) -> dict[str, dict[str, int]]:
    return {
        name: {"expected": people.expected, "admitted": people.admitted, "inside": people.inside}
        for name, people in by_name.items()
    }


def station_dict(station: StationStatus, event: Event, words: Texts) -> dict[str, Any]:
    """Return a laptop's status as JSON values."""
    last_seen = station.last_seen
    return {
        "name": station_name(station, words),
        "heard_up_to": None if last_seen is None else iso(last_seen, event.zone),
        "entries": station.entries,
        "closed": station.closed,
        "this": station.this,
    }
