"""`kiosk headcount`: how many people are inside, as JSON or as text, once or repeatedly."""

import json
import time
from typing import Any

import click

from kiosk.cli.exchange_notices import print_clock_warning
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_lines import headcount_lines
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.sqlite.database import data_version
from kiosk.store.station_store import StationStore
from kiosk.sync.network.hub_exchange import unsent_entries

_POLL_S = 0.25
_REFRESH_S = 15
"""Printed again after this time also without new entries: silence and pace change."""


@click.command()
@click.option("--area", default=FESTIVAL)
@click.option("--json", "as_json", is_flag=True)
@click.option("--watch", is_flag=True)
@click.pass_obj
def headcount(session: DataFolder, area: str, as_json: bool, watch: bool) -> None:
    """See `help.kiosk_headcount` in `resources/words`."""
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
        print(json.dumps(_fields(session, store, report), ensure_ascii=False), flush=True)
        return
    zone = report.event.zone
    text_lines = headcount_lines(
        report, session.words, lambda at: iso(at, zone)[len("2024-04-13T") :][: len("10:02")]
    )
    print("\n".join(text_lines), flush=True)
    print_clock_warning(session, store)


def _fields(session: DataFolder, store: StationStore, report: HeadcountReport) -> dict[str, Any]:
    """Return the headcount, and how many entries of this laptop exist nowhere else."""
    fields = headcount_json(report, session.words)
    for station, status in zip(fields["stations"], report.headcount.stations, strict=True):
        if status.this:
            station["unsent"] = unsent_entries(store)
    return fields
