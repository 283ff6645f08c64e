"""`kiosk bundle`: exchanges by file."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.cli.exchange_notices import print_rejected, report_exchange_effects
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DataFolder
from kiosk.sync.bundle_file import BundleFile, read_bundle
from kiosk.sync.carrier import ReceiveResult

_SOMETHING_REFUSED = 1


@click.group()
def bundle() -> None:
    """See `help.kiosk_bundle` in `resources/words`."""


@bundle.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def write(session: DataFolder, file: Path, as_json: bool) -> None:
    """See `help.kiosk_bundle_write` in `resources/words`."""
    with session.open_store() as store:
        written = BundleFile(file).exchange(store).written
    if as_json:
        report = {"entries": written.entries, "logs": written.logs, "bytes": written.size}
        print(json.dumps({**report, "other_disk": written.other_disk}))
    else:
        session.print_text("bundle.written", file=file.name, entries=written.entries)
    if not written.other_disk:
        session.print_text("exchange.own_disk")


@bundle.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def read(session: DataFolder, files: tuple[Path, ...], as_json: bool) -> int:
    """See `help.kiosk_bundle_read` in `resources/words`."""
    with session.open_store(undated_too=True) as store, report_exchange_effects(session, store):
        results = [(file, read_bundle(store, file)) for file in files]
    if not any(one.usable for _, one in results):
        reasons = (
            f"{file.name or file}: {session.words.say(rejected.text_key)}"
            for file, one in results
            for rejected in one.rejected
        )
        raise UnusableInput("error.no_bundle", reasons=" ".join(reasons))
    if as_json:
        print(json.dumps(_as_json(results), ensure_ascii=False))
    else:
        _print_results(session, results)
    return _SOMETHING_REFUSED if any(one.rejected for _, one in results) else 0


def _as_json(results: list[tuple[Path, ReceiveResult]]) -> dict[str, Any]:
    return {
        "new_entries": sum(one.new_entries for _, one in results),
        "known_entries": sum(one.known_entries for _, one in results),
        "refused": [
            {"file": file.name, "log": rejected.log, "seq": rejected.seq, "why": rejected.why}
            for file, one in results
            for rejected in one.rejected
        ],
        "lists": sorted({source for _, one in results for source in one.lists}),
    }


def _print_results(session: DataFolder, results: list[tuple[Path, ReceiveResult]]) -> None:
    for file, one in results:
        if one.usable:
            session.print_text(
                "bundle.read", file=file.name, new=one.new_entries, known=one.known_entries
            )
        print_rejected(session, file.name, one)
