"""`kiosk doubles`: lists double entries, and records their causes."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import click

from kiosk.checkin.desk import Desk
from kiosk.cli.results import SHOWN_ENTRY_DIGITS
from kiosk.domain.double_entries import CAUSE_NAMES, Cause
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.roles import may_write
from kiosk.reports.double_report import DoubleEntry, double_entries
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore

_UNDECIDED = 1


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def doubles(context: click.Context, as_json: bool) -> int:
    """See `help.kiosk_doubles` in `resources/words`."""
    if context.invoked_subcommand is not None:
        return 0
    session: DataFolder = context.obj
    with session.open_store() as store:
        found = double_entries(store)
        if as_json:
            zone = store.event().zone
            print(json.dumps([_item(store, one, zone) for one in found], ensure_ascii=False))
        else:
            _print_doubles(session, store, found)
    return 0 if all(one.finding.decided for one in found) else _UNDECIDED


@doubles.command()
@click.argument("entry")
@click.argument("cause", type=click.Choice([cause.value for cause in Cause]))
@click.pass_obj
def decide(session: DataFolder, entry: str, cause: str) -> None:
    """See `help.kiosk_doubles_decide` in `resources/words`."""
    with session.open_store() as store:
        decision = Desk(store).decide(entry, Cause(cause))
    session.print_text("doubles.written", cause=session.words.say(CAUSE_NAMES[cause]))
    print(decision.hash)


def _item(store: StationStore, double: DoubleEntry, zone: ZoneInfo) -> dict[str, Any]:
    finding = double.finding
    return {
        "ticket": double.ref,
        "name": double.name,
        "area": double.area,
        "people": finding.double.people,
        "cause": finding.cause.value,
        "decided": finding.decided,
        "gap_s": finding.gap_s,
        "sides": [_side(store, side, zone) for side in finding.double.sides],
    }


def _side(store: StationStore, side: Entry, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "entry": side.hash,
        "at": iso(side.at, zone),
        "entrance": side.entrance,
        "station": store.history.author(side.log).name,
        "operator": side.operator,
    }


def _print_doubles(session: DataFolder, store: StationStore, found: list[DoubleEntry]) -> None:
    words, zone = session.words, store.event().zone
    if not found:
        print(words.say("doubles.none"))
    for one in found:
        finding = one.finding
        state = "doubles.decided" if finding.decided else "doubles.open"
        cause = words.say(CAUSE_NAMES[finding.cause])
        who = " ".join(part for part in (one.ref, one.name) if part)
        print(words.say(state, who=who, people=finding.double.people, cause=cause))
        for side in finding.double.sides:
            moment = iso(side.at, zone, precision="seconds")
            station = store.history.author(side.log).name
            print(f"  {moment}  {side.entrance}  {station}  {side.hash[:SHOWN_ENTRY_DIGITS]}")
    if not all(one.finding.decided for one in found):
        may = may_write(store.certificate.role, Kind.DECISION)
        session.print_text("doubles.decide" if may else "doubles.decide_elsewhere")
