"""`kiosk bundle`: the exchange by stick, all that this station knows out and in."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.cli.exchange_notices import report_exchange_effects
from kiosk.errors import UnusableInput
from kiosk.runtime.console import tell
from kiosk.runtime.data_folder import DataFolder
from kiosk.sync.bundle_file import BundleFile, read_bundle
from kiosk.sync.receive_result import ReceiveResult

_SOMETHING_REFUSED = 1


@click.group()
def bundle() -> None:
    """See `help.kiosk_bundle` in the words."""


@bundle.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def write(session: DataFolder, file: Path, as_json: bool) -> None:
    """See `help.kiosk_bundle_write` in the words."""
    with session.open_store() as store:
        written = BundleFile(file).exchange(store).written
    if as_json:
        told = {"entries": written.entries, "logs": written.logs, "bytes": written.size}
        print(json.dumps({**told, "other_disk": written.other_disk}))
    else:
        session.say("bundle.written", file=file.name, entries=written.entries)
    if not written.other_disk:
        session.say("exchange.own_disk")


@bundle.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def read(session: DataFolder, files: tuple[Path, ...], as_json: bool) -> int:
    """See `help.kiosk_bundle_read` in the words."""
    with session.open_store(undated_too=True) as store, report_exchange_effects(session, store):
        taken = [(file, read_bundle(store, file)) for file in files]
    if not any(one.usable for _, one in taken):
        raise UnusableInput("error.no_bundle", told=" ".join(_reasons(session, taken)))
    if as_json:
        print(json.dumps(_report(taken), ensure_ascii=False))
    else:
        _tell(session, taken)
    return _SOMETHING_REFUSED if any(one.rejected for _, one in taken) else 0


def _report(taken: list[tuple[Path, ReceiveResult]]) -> dict[str, Any]:
    return {
        "new_entries": sum(one.new_entries for _, one in taken),
        "known_entries": sum(one.known_entries for _, one in taken),
        "refused": [
            {"file": file.name, "log": turned.log, "seq": turned.seq, "why": turned.why}
            for file, one in taken
            for turned in one.rejected
        ],
        "lists": sorted({source for _, one in taken for source in one.lists}),
    }


def _tell(session: DataFolder, taken: list[tuple[Path, ReceiveResult]]) -> None:
    for file, one in taken:
        if one.usable:
            session.say("bundle.read", file=file.name, new=one.new_entries, known=one.known_entries)
        for told in _refusals(session, [(file, one)]):
            tell(told)


def _reasons(session: DataFolder, taken: list[tuple[Path, ReceiveResult]]) -> list[str]:
    """Return for each file what is the matter with it."""
    say = session.words.say
    return [
        f"{file.name or file}: {say(f'refused.{turned.why}')}"
        for file, one in taken
        for turned in one.rejected
    ]


def _refusals(session: DataFolder, taken: list[tuple[Path, ReceiveResult]]) -> list[str]:
    """Return a sentence for each thing that was not taken over."""
    say = session.words.say
    return [
        say("bundle.refused", file=file.name, why=say(f"refused.{turned.why}"))
        for file, one in taken
        for turned in one.rejected
    ]
