"""`kiosk sync`: exchanges with a hub and with shared folders, once or repeatedly."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from kiosk.backend.live_hub import live_hub
from kiosk.cli.exchange_notices import report_exchange_effects
from kiosk.cli.exchange_outcomes import (
    ExchangeOutcome,
    exchange_with_folder,
    exchange_with_hub,
    live_outcome,
    outcome_fields,
    print_outcome,
)
from kiosk.cli.results import print_result
from kiosk.errors import UnusableInput
from kiosk.hub.hub_port import succession
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.network.hub_address import HubAddress, is_hub_address, read_hub_address
from kiosk.sync.network.known_hubs import hub_candidates
from kiosk.sync.network.link_status import LinkState, LinkStatus, LinkStatusBoard
from kiosk.sync.targets import full_target

_REFUSED, _FAILED = 1, 3
_EVERY_S = 10.0
_LOOK_S = 0.1
_FIRST_S = 6.0
_EXCHANGE = "exchange"


class _TargetGroup(click.Group):
    """A group whose first argument may also be a target: `kiosk sync FOLDER`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Pass arguments that name no subcommand to the exchange command."""
        helps = any(one in ctx.help_option_names for one in args[:1])
        if not helps and (not args or args[0] not in self.commands):
            args = [_EXCHANGE, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_TargetGroup)
def sync() -> None:
    """See `help.kiosk_sync` in `resources/words`."""


@dataclass(frozen=True, slots=True)
class _Places:
    """The folders to exchange with, and the hubs, of which the first that works is used."""

    folders: tuple[str, ...]
    hubs: tuple[HubAddress, ...]


@sync.command(_EXCHANGE, hidden=True)
@click.argument("target", required=False)
@click.option("--once", is_flag=True)
@click.option("--watch", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def run(session: DataFolder, target: str | None, once: bool, watch: bool, as_json: bool) -> int:
    """See `help.kiosk_sync_exchange` in `resources/words`."""
    if once and watch:
        raise UnusableInput("error.once_or_watch")
    with session.open_store(undated_too=True) as store:
        places = _places(session, store, target)
        if not places.folders and not places.hubs:
            raise UnusableInput("error.no_targets")
        if not watch:
            with_hub = partial(exchange_with_hub, session, store, places.hubs)
            return _round(session, store, partial(_exchanged, store, places, with_hub), as_json)
        return _watch(session, store, places, only=bool(target), as_json=as_json)


def _places(session: DataFolder, store: StationStore, target: str | None) -> _Places:
    if target:
        full = full_target(target)
        if is_hub_address(full):
            return _Places((), (read_hub_address(full),))
        return _Places((full,), ())
    known = Targets(store.database, store.keys.event).known()
    folders = tuple(one for one in known if not is_hub_address(one))
    return _Places(folders, tuple(hub_candidates(store, session.folder)))


@sync.command()
@click.argument("target")
@click.pass_obj
def add(session: DataFolder, target: str) -> None:
    """See `help.kiosk_sync_add` in `resources/words`."""
    with session.open_store() as store:
        Targets(store.database, store.keys.event).add(full_target(target))
    session.print_text("sync.added", target=target)


@sync.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_targets(session: DataFolder, as_json: bool) -> None:
    """See `help.kiosk_sync_list` in `resources/words`."""
    with session.open_store() as store:
        known = Targets(store.database, store.keys.event).known()
    print_result(known, known, as_json=as_json)


@sync.command()
@click.argument("target")
@click.pass_obj
def remove(session: DataFolder, target: str) -> None:
    """See `help.kiosk_sync_remove` in `resources/words`."""
    with session.open_store() as store:
        targets = Targets(store.database, store.keys.event)
        if not any(targets.remove(one) for one in dict.fromkeys([target, _stored(target)])):
            raise UnusableInput("error.unknown_target", target=target)
    session.print_text("sync.removed", target=target)


def _stored(target: str) -> str:
    """Return how a target is stored, whether it exists or not."""
    if is_hub_address(target):
        return read_hub_address(target).text
    return str(Path(target).resolve())


def _watch(
    session: DataFolder, store: StationStore, places: _Places, *, only: bool, as_json: bool
) -> int:
    """Exchange until Ctrl+C: with a hub at once, with folders every few seconds."""
    code = 0
    with ExitStack() as stack:
        board = None
        if places.hubs:
            hub = places.hubs[0] if only else None
            board = stack.enter_context(
                live_hub(session, store.keys.event, hub, own=succession(session, store))
            )
        before = LinkStatus()
        try:
            while True:
                now = _wait_for_hub(board, before) if board else before
                with_hub = partial(live_outcome, store, now, before)
                exchange = partial(_exchanged, store, places, with_hub)
                code = _round(session, store, exchange, as_json)
                before = now
                if not board:
                    time.sleep(_EVERY_S)
        except KeyboardInterrupt:
            return code


def _wait_for_hub(board: LinkStatusBoard, before: LinkStatus) -> LinkStatus:
    """Return the status of the hub when it changes, or after a while."""
    first = before.state is LinkState.NO_HUB
    until = time.monotonic() + (_FIRST_S if first else _EVERY_S)
    while time.monotonic() < until:
        now = board.read()
        unsettled = (LinkState.NO_HUB, LinkState.CONNECTING)
        if now.state is not before.state and (now.failure or now.state not in unsettled):
            return now
        time.sleep(_LOOK_S)
    return board.read()


def _round(
    session: DataFolder,
    store: StationStore,
    exchange: Callable[[], Sequence[ExchangeOutcome]],
    as_json: bool,
) -> int:
    with report_exchange_effects(session, store):
        outcomes = exchange()
    if as_json:
        print(json.dumps([outcome_fields(one) for one in outcomes], ensure_ascii=False), flush=True)
    for one in outcomes:
        print_outcome(session, one, as_json=as_json)
    if any(one.failed for one in outcomes):
        return _FAILED
    return _REFUSED if any(one.done and one.done.rejected for one in outcomes) else 0


def _exchanged(
    store: StationStore, places: _Places, with_hub: Callable[[], ExchangeOutcome]
) -> list[ExchangeOutcome]:
    outcomes = [exchange_with_folder(store, target) for target in places.folders]
    return [*outcomes, with_hub()] if places.hubs else outcomes
