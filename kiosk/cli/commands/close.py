"""`kiosk close`: hands in this laptop's day, checks everyone out, and lists missing laptops."""

from pathlib import Path
from typing import Any

import click

from kiosk.admin.closing import (
    ClosingOverview,
    LaptopDay,
    check_everyone_out,
    closing_overview,
    hand_in_day,
)
from kiosk.cli.exchange_notices import print_clock_warning
from kiosk.cli.results import print_result
from kiosk.domain.event_settings import Event
from kiosk.reports.event_times import iso, parse_time
from kiosk.reports.station_names import station_name
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.sync.targets import file_or_folder

_MISSING = 1


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--everyone-out", "out_at", metavar="TIME")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def close(session: DataFolder, file: Path | None, out_at: str | None, as_json: bool) -> int:
    """See `help.kiosk_close` in `resources/words`."""
    report: dict[str, Any] = {}
    with session.open_store() as store:
        event = store.event()
        if out_at is not None:
            at = parse_time(out_at, event.zone)
            out = check_everyone_out(store, at, pause=YieldToScans(store.database))
            report["everyone_out"] = out
            session.print_text(
                "close.everyone_out",
                people=sum(out.values()),
                at=iso(at, event.zone, precision="seconds"),
            )
        if file is not None:
            written = hand_in_day(store, file_or_folder(file))
            report["written"] = {
                "entries": written.entries,
                "bytes": written.size,
                "other_disk": written.other_disk,
            }
            session.print_text("close.written", file=file, entries=written.entries)
            if not written.other_disk:
                session.print_text("exchange.own_disk")
        day = closing_overview(store)
        if out_at is not None and day.handed_in < day.expected:
            session.print_text("close.everyone_out_again")
        print_clock_warning(session, store)
    value = {**report, **_as_dict(session, day, event)}
    print_result(value, _lines(session, day, event), as_json=as_json)
    return _MISSING if file is None and day.handed_in < day.expected else 0


def _as_dict(session: DataFolder, day: ClosingOverview, event: Event) -> dict[str, Any]:
    return {
        "stations": [
            {
                "name": station_name(one.station, session.words),
                "role": one.station.role,
                "this": one.station.this,
                "handed_in": one.handed_in,
                "entries": one.station.entries,
                "people": one.people,
                "heard_up_to": _last_seen(one, event),
                "replaced_by": one.station.replaced_by or None,
            }
            for one in day.laptops
        ],
        "handed_in": day.handed_in,
        "expected": day.expected,
    }


def _lines(session: DataFolder, day: ClosingOverview, event: Event) -> list[str]:
    say = session.words.say
    lines = [say("close.handed_in", handed_in=day.handed_in, expected=day.expected)]
    for one in day.laptops:
        name, last_seen = station_name(one.station, session.words), _last_seen(one, event)
        if one.handed_in:
            lines.append(say("close.done", name=name, people=one.people))
        elif one.station.this:
            lines.append(say("close.this", name=name, people=one.people))
        elif one.station.finished:
            by = one.station.replaced_by
            lines.append(say("close.replaced", name=name, by=by, people=one.people))
        elif last_seen is None:
            lines.append(say("close.unheard", name=name))
        else:
            lines.append(say("close.missing", name=name, people=one.people, at=last_seen))
    unknown = day.expected + day.gone - len(day.laptops)
    return [*lines, say("close.unknown", count=unknown)] if unknown else lines


def _last_seen(laptop: LaptopDay, event: Event) -> str | None:
    last_seen = laptop.station.last_seen
    return None if last_seen is None else iso(last_seen, event.zone, precision="seconds")
