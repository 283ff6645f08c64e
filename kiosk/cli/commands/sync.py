"""`kiosk sync`: exchanges with shared folders, once or repeatedly."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kiosk.cli.exchange_notices import report_exchange_effects
from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.carrier import ExchangeResult
from kiosk.sync.targets import carrier_at, full_target

_REFUSED, _FAILED = 1, 3
_EVERY_S = 10.0
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
    """See `help.kiosk_sync` in the words."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The result of one target: an exchange, or an error."""

    target: str
    done: ExchangeResult | None = None
    failed: KioskError | None = None


@sync.command(_EXCHANGE, hidden=True)
@click.argument("target", required=False)
@click.option("--once", is_flag=True)
@click.option("--watch", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def run(session: DataFolder, target: str | None, once: bool, watch: bool, as_json: bool) -> int:
    """See `help.kiosk_sync_exchange` in the words."""
    if once and watch:
        raise UnusableInput("error.once_or_watch")
    with session.open_store(undated_too=True) as store:
        targets = (
            [full_target(target)] if target else Targets(store.database, store.keys.event).known()
        )
        if not targets:
            raise UnusableInput("error.no_targets")
        if not watch:
            return _round(session, store, targets, as_json=as_json)
        return _watch(session, store, targets, as_json=as_json)


@sync.command()
@click.argument("target")
@click.pass_obj
def add(session: DataFolder, target: str) -> None:
    """See `help.kiosk_sync_add` in the words."""
    with session.open_store() as store:
        Targets(store.database, store.keys.event).add(full_target(target))
    session.print_text("sync.added", target=target)


@sync.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_targets(session: DataFolder, as_json: bool) -> None:
    """See `help.kiosk_sync_list` in the words."""
    with session.open_store() as store:
        known = Targets(store.database, store.keys.event).known()
    if as_json:
        print(json.dumps(known, ensure_ascii=False))
        return
    for target in known:
        print(target)


@sync.command()
@click.argument("target")
@click.pass_obj
def remove(session: DataFolder, target: str) -> None:
    """See `help.kiosk_sync_remove` in the words."""
    with session.open_store() as store:
        targets = Targets(store.database, store.keys.event)
        if not targets.remove(target) and not targets.remove(str(Path(target).resolve())):
            raise UnusableInput("error.unknown_target", target=target)
    session.print_text("sync.removed", target=target)


def _watch(
    session: DataFolder, store: StationStore, targets: Sequence[str], *, as_json: bool
) -> int:
    """Exchange every few seconds until Ctrl+C; errors are tried again."""
    code = 0
    try:
        while True:
            code = _round(session, store, targets, as_json=as_json)
            time.sleep(_EVERY_S)
    except KeyboardInterrupt:
        return code


def _round(
    session: DataFolder, store: StationStore, targets: Sequence[str], *, as_json: bool
) -> int:
    with report_exchange_effects(session, store):
        outcomes = [_exchange(store, target) for target in targets]
    if as_json:
        print(json.dumps([_item(one) for one in outcomes], ensure_ascii=False), flush=True)
    for one in outcomes:
        _print_outcome(session, one, as_json=as_json)
    if any(one.failed for one in outcomes):
        return _FAILED
    return _REFUSED if any(one.done and one.done.rejected for one in outcomes) else 0


def _exchange(store: StationStore, target: str) -> _Outcome:
    try:
        return _Outcome(target, done=carrier_at(target).exchange(store))
    except WorldFailed as error:
        return _Outcome(target, failed=error)


def _item(one: _Outcome) -> dict[str, Any]:
    if one.done is None:
        return {"target": one.target, "ok": False}
    return {
        "target": one.target,
        "ok": True,
        "new_entries": one.done.new_entries,
        "known_entries": one.done.known_entries,
        "other_disk": one.done.written.other_disk,
        "refused": [
            {"file": read.name, "log": rejected.log, "seq": rejected.seq, "why": rejected.why}
            for read in one.done.read
            for rejected in read.result.rejected
        ],
    }


def _print_outcome(session: DataFolder, one: _Outcome, *, as_json: bool) -> None:
    if one.failed is not None:
        session.print_text(one.failed.key, **one.failed.params)
    elif one.done is not None:
        if not as_json:
            new = one.done.new_entries
            session.print_text("sync.done", target=one.target, new=new, files=len(one.done.read))
        if not one.done.written.other_disk:
            session.print_text("exchange.own_disk")
        for read in one.done.read:
            for rejected in read.result.rejected:
                why = session.words.say(rejected.text_key)
                session.print_text("bundle.refused", file=read.name, why=why)
