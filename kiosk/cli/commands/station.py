"""`kiosk station ...`: lists, shows, revokes, restores and replaces laptops."""

from collections.abc import Callable
from typing import Any

import click

from kiosk.admin.replace_laptop import replace_station, stop_replacing
from kiosk.admin.revoke_laptop import RevocationResult, restore, revoke
from kiosk.cli.exchange_notices import print_clock_warning
from kiosk.cli.results import print_result
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.event_settings import Event, as_text
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_json import station_json
from kiosk.reports.station_names import station_name
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore
from kiosk.store.stations.enrolments import EnrolmentKey
from kiosk.store.stations.stations import SHOWN_ID_DIGITS, Station
from kiosk.sync.network.hub_exchange import unsent_entries
from kiosk.texts import Texts


@click.group()
def station() -> None:
    """See `help.kiosk_station` in `resources/words`."""


@station.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_stations(session: DataFolder, as_json: bool) -> None:
    """See `help.kiosk_station_list` in `resources/words`."""
    words = session.words
    with session.open_store() as store:
        event, stations = store.event(), store.stations.statuses(session.clock.wall())
        enrolled, announced = store.stations.enrolment_keys(), store.stations.announced()
        announced -= store.stations.spares_apart(session.clock.wall())
        unsent = unsent_entries(store)
        print_clock_warning(session, store)
    lines = [_line(each, event, words) for each in stations]
    lines += [_enrolled(key, words) for key in enrolled if key.announced or key.joined]
    items = [_item(each, event, words, unsent) for each in stations]
    print_result(items, lines, as_json=as_json)
    laptops = {each.id for each in stations if each.role != Role.HUB.value}
    if (missing := announced - len(laptops)) and not as_json:
        session.print_text("station.missing" if missing > 0 else "station.more", count=abs(missing))


def _item(status: StationStatus, event: Event, words: Texts, unsent: int) -> dict[str, Any]:
    """Return the fields of a laptop; `unsent` are this one's entries that exist nowhere else."""
    details = {
        "role": status.role,
        "revoked": status.revoked,
        "id": status.id,
        "replaced_by": status.replaced_by or None,
        "replaces": status.replaces or None,
        "spare": status.spare_until > 0,
        **({"unsent": unsent} if status.this else {}),
    }
    return {**station_json(status, event, words), **details}


def _line(status: StationStatus, event: Event, words: Texts) -> str:
    signs = [
        words.say(sign)
        for sign, applies in (
            ("station.this", status.this),
            ("station.closed", status.closed),
            ("station.revoked", status.revoked),
            ("station.spare", status.spare_until > 0),
        )
        if applies
    ]
    if status.replaces:
        signs.append(words.say("laptops.replaces", name=status.replaces))
    if status.replaced_by:
        signs.append(words.say("station.replaced_by", name=status.replaced_by))
    parts = (
        station_name(status, words),
        words.say(Role(status.role).text_key),
        _last_seen(status, event, words),
        words.say("station.entries", entries=status.entries),
        *signs,
    )
    return "  ".join(parts)


def _last_seen(status: StationStatus, event: Event, words: Texts) -> str:
    if status.last_seen is None:
        return words.say("station.never")
    at = iso(status.last_seen, event.zone, precision="seconds")
    return words.say("station.heard", at=at)


def _enrolled(key: EnrolmentKey, words: Texts) -> str:
    return words.say(
        "station.enrolled",
        id=key.id[:SHOWN_ID_DIGITS],
        count=key.announced,
        joined=len(key.joined),
        role=words.say(Role(key.role).text_key),
    )


@station.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(session: DataFolder, name: str | None, as_json: bool) -> None:
    """See `help.kiosk_station_show` in `resources/words`."""
    words = session.words
    with session.open_store() as store:
        what = store.stations.this_station() if name is None else store.stations.find(name)
        values = _as_json(store, what, session)
    if isinstance(what, EnrolmentKey):
        lines = [_enrolled(what, words)]
    else:
        lines = [f"{key}: {_plain(values[key])}" for key in _SHOWN]
        lines += [
            f"  {each['name']}: {each['entries']}  {_plain(each['heard_up_to'])}"
            for each in values["machines"]
        ]
    print_result(values, lines, as_json=as_json)


_SHOWN = ("name", "id", "role", "revoked", "logs", "entries", "heard_up_to", "joined_by")


def _as_json(
    store: StationStore, what: Station | EnrolmentKey, session: DataFolder
) -> dict[str, Any]:
    if isinstance(what, EnrolmentKey):
        return _key(store, what)
    return _station_as_dict(store, what, session.clock.wall(), session.words)


def _key(store: StationStore, key: EnrolmentKey) -> dict[str, Any]:
    """Return a key that laptops joined with, as JSON values."""
    return {
        "key": key.id[:SHOWN_ID_DIGITS],
        "role": key.role,
        "revoked": store.stations.is_revoked(key),
        "announced": key.announced,
        "joined": len(key.joined),
    }


def _plain(value: str | int | None) -> str:
    return "" if value is None else as_text(value)


def _station_as_dict(store: StationStore, what: Station, now: int, words: Texts) -> dict[str, Any]:
    event = store.event()
    own = [each for each in store.stations.statuses(now) if each.id == what.id]
    machines = [station_json(each, event, words) for each in own]
    last_seen = max((each.last_seen for each in own if each.last_seen is not None), default=None)
    return {
        "name": what.name,
        "id": what.id,
        "role": what.role,
        "revoked": own[0].revoked,
        "logs": len(store.stations.logs(what.id)),
        "entries": sum(each.entries for each in own),
        "heard_up_to": None if last_seen is None else iso(last_seen, event.zone),
        "joined_by": what.enrolment[:SHOWN_ID_DIGITS] or None,
        "machines": machines,
    }


@station.command("revoke")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def revoke_station(session: DataFolder, name: str, as_json: bool) -> None:
    """See `help.kiosk_station_revoke` in `resources/words`."""
    _decide(session, name, revoke, _GONE, as_json=as_json)


@station.command("restore")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def restore_station(session: DataFolder, name: str, as_json: bool) -> None:
    """See `help.kiosk_station_restore` in `resources/words`."""
    _decide(session, name, restore, _BACK, as_json=as_json)


_GONE = ("station.gone", "station.key_gone", "station.gone_before")
_BACK = ("station.back", "station.key_back", "station.back_before")


def _decide(
    session: DataFolder,
    name: str,
    change: Callable[[StationStore, str], RevocationResult],
    text_keys: tuple[str, str, str],
    *,
    as_json: bool,
) -> None:
    """Revoke or restore, and print the laptop or key, or that nothing changed."""
    laptop, key, before = text_keys
    with session.open_store() as store:
        done = change(store, name)
        if as_json:
            print_result(_as_json(store, done.what, session), (), as_json=True)
    match done.what:
        case Station(name=called):
            session.print_text(before if done.already else laptop, name=called)
        case EnrolmentKey(id=called):
            session.print_text(before if done.already else key, name=called[:SHOWN_ID_DIGITS])


@station.command("replace")
@click.argument("name", required=False)
@click.option("--whole", is_flag=True)
@click.option("--none", "no_laptop", is_flag=True)
@click.pass_obj
def replace_lost(session: DataFolder, name: str | None, whole: bool, no_laptop: bool) -> None:
    """See `help.kiosk_station_replace` in `resources/words`."""
    if no_laptop is (name is not None) or (no_laptop and whole):
        raise UnusableInput("error.replace_whom")
    with session.open_store() as store:
        if name is None:
            stop_replacing(store)
            session.print_text("station.replaces_none")
            return
        lost = replace_station(store, name, whole=whole)
    session.print_text("station.replaces_whole" if whole else "station.replaces", name=lost.name)
