"""`kiosk event ...`: makes, chooses and shows events, and changes their settings."""

from typing import Any

import click

from kiosk.admin.new_event import make_event
from kiosk.checkin.desk import Desk
from kiosk.cli.commands.pack import pack_event
from kiosk.cli.results import print_result
from kiosk.domain.event_settings import FESTIVAL, SETTINGS, Event, as_text, read_setting
from kiosk.domain.internal_settings import is_internal
from kiosk.domain.letters import composed, name_key
from kiosk.domain.setting_values import Value
from kiosk.domain.verdict import DEFAULT_POLICIES
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_report import count_area
from kiosk.reports.visitor_groups import staff_twice
from kiosk.runtime.console import print_stderr
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.sqlite.database import Database, immediate, snapshot
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import Events


@click.group()
def event() -> None:
    """See `help.kiosk_event` in `resources/words`."""


event.add_command(pack_event)


@event.command()
@click.argument("name")
@click.option("--date", required=True, metavar="YYYY-MM-DD")
@click.option("--venue")
@click.option("--capacity")
@click.option("--entrance", "entrances", multiple=True)
@click.option("--area", "areas", multiple=True)
@click.option("--reentry", type=click.Choice(["never", "after-exit", "free"]))
@click.option("--timezone")
@click.option("--name", "station", metavar="STATION")
@click.pass_obj
def new(
    session: DataFolder,
    /,
    name: str,
    station: str | None,
    entrances: tuple[str, ...],
    areas: tuple[str, ...],
    **options: str | None,
) -> None:
    """See `help.kiosk_event_new` in `resources/words`."""
    texts = {"name": name, **{key: text for key, text in options.items() if text is not None}}
    values = {key: read_setting(key, text) for key, text in texts.items()}
    if entrances:
        values["entrances"] = read_setting("entrances", ";".join(entrances))
    if areas:
        rooms = [area for area in areas if area != FESTIVAL]
        values["areas"] = read_setting("areas", ";".join((FESTIVAL, *rooms)))
    station_name = None if station is None else str(read_setting("name", station))
    made = make_event(session, values, station_name)
    session.print_text("event.made", name=made.name, date=made.date.isoformat())
    print(made.id)


@event.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(session: DataFolder, as_json: bool) -> None:
    """See `help.kiosk_event_show` in `resources/words`."""
    with session.open_store() as store:
        values = _event_as_dict(store)
    single = {key: one for key, one in values.items() if not isinstance(one, dict | list)}
    lines = [f"{key}: {as_text(value)}" for key, value in single.items()]
    lines += [session.words.say("event.list", **each) for each in values["lists"]]
    print_result(values, lines, as_json=as_json)


def _event_as_dict(store: StationStore) -> dict[str, Any]:
    made = store.event()
    settings = {
        key: as_text(value) if isinstance(value, list) else value
        for key, value in _all_settings(store).items()
    }
    return {
        "event": made.name,
        "date": made.date.isoformat(),
        "timezone": made.timezone,
        "tickets": store.tickets.count(),
        "lists": [
            {
                "source": each.source,
                "version": each.version,
                "rows": each.rows,
                "at": iso(each.at, made.zone),
            }
            for each in store.events.lists(made.id)
        ],
        "id": made.id,
        "station": store.certificate.name,
        **{key: value for key, value in settings.items() if key not in ("date", "timezone")},
    }


def _all_settings(store: StationStore) -> dict[str, Value]:
    defaults = {key: kind.default for key, kind in SETTINGS.items() if not kind.many}
    defaults |= {f"policy.{outcome}": policy.value for outcome, policy in DEFAULT_POLICIES.items()}
    settings = store.events.settings(store.keys.event)
    own = {key: value for key, value in settings.items() if not is_internal(key)}
    return {**defaults, **own, "reentry": store.event().rules.reentry.value}


@event.command("list")
@click.pass_obj
def list_events(session: DataFolder) -> None:
    """See `help.kiosk_event_list` in `resources/words`."""
    with session.database() as database:
        for made, current in _known(database):
            print(f"{'*' if current else ' '} {made.date.isoformat()}  {made.name}  {made.id}")


def _known(database: Database) -> list[tuple[Event, bool]]:
    events = Events(database)
    ids = events.known()
    current = events.current() if ids else ""
    known = [(events.event(one), one == current) for one in ids]
    return sorted(known, key=lambda each: (each[0].date, each[0].name))


@event.command()
@click.argument("name")
@click.pass_obj
def use(session: DataFolder, name: str) -> None:
    """See `help.kiosk_event_use` in `resources/words`."""
    with session.database() as database:
        found = [
            made
            for made, _ in _known(database)
            if name_key(made.name) == name_key(name) or (name and made.id.startswith(name.lower()))
        ]
        if len(found) != 1:
            raise UnusableInput(
                "error.unknown_event" if not found else "error.ambiguous_event", name=name
            )
        with immediate(database):
            Events(database).use(found[0].id)
    session.print_text("event.used", name=found[0].name, date=found[0].date.isoformat())


@event.command("set")
@click.argument("key")
@click.argument("value")
@click.pass_obj
def set_value(session: DataFolder, key: str, value: str) -> None:
    """See `help.kiosk_event_set` in `resources/words`."""
    key = composed(key)
    parsed = read_setting(key, value)
    with session.open_store() as store:
        Desk(store).change_setting(key, parsed)
        with snapshot(store.database):
            count = count_area(store, store.event(), FESTIVAL, session.clock.wall())
    session.print_text("event.set", key=key, value=as_text(parsed))
    if key == "crew" or key.startswith("group."):
        for question in staff_twice(count, session.words):
            print_stderr(question)


@event.command()
@click.pass_obj
def settings(session: DataFolder) -> None:
    """See `help.kiosk_event_settings` in `resources/words`."""
    with session.open_store() as store:
        values = _all_settings(store)
    for key, kind in SETTINGS.items():
        name = key.rstrip(".")
        # The keys are those of SETTINGS: setting.capacity, setting.each_capacity (of a room),
        # setting.which.capacity (the placeholder for its name) ...
        each = "each_" if key.endswith(".") else ""
        meaning = session.words.say(f"setting.{each}{name}")
        if kind.many:
            name = f"{name}.{session.words.say(f'setting.which.{name}')}"
        print(f"{name:<24} {'' if kind.many else as_text(values[key]):<30} {meaning}")
    for key in sorted(values.keys() - SETTINGS.keys()):
        print(f"{key:<24} {as_text(values[key])}")
