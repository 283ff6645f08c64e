"""`kiosk purge`: removes personal data here and on laptops that receive the purge."""

import sys
from pathlib import Path
from typing import Any

import click

from kiosk.admin.closing import closing_overview
from kiosk.admin.empty_laptop import events_here, wipe_folder
from kiosk.cli.results import print_result
from kiosk.domain.entry import Draft, Kind
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.runtime.console import print_stderr
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.integrity.purge_event import PurgeResult, finish_purges
from kiosk.store.integrity.verification import entry_and_log_counts
from kiosk.store.journal.annexes import is_purged
from kiosk.store.lists.list_staging import import_lock
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.wipe_folder import remove_locks
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore, check_role, record

_YES = frozenset({"ja", "yes"})


@click.command()
@click.option("--laptop", is_flag=True)
@click.option("--yes", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def purge(session: DataFolder, laptop: bool, yes: bool, as_json: bool) -> int:
    """See `help.kiosk_purge` in `resources/words`."""
    if laptop:
        return empty_laptop(session, yes=yes, as_json=as_json)
    _purge_event(session, yes=yes, as_json=as_json)
    return 0


def _purge_event(session: DataFolder, *, yes: bool, as_json: bool) -> None:
    with session.lock(), session.open_store() as store, import_lock(store.database):
        check_role(store, Kind.PURGE)
        event = store.event()
        if not is_purged(store.database, event.id):
            day = closing_overview(store)
            missing = (
                day.expected
                - day.handed_in
                - sum(one.station.this and not one.handed_in for one in day.laptops)
            )
            if missing:
                session.print_text("purge.missing", count=missing)
            question = session.words.say("purge.sure", event=event.name, date=event.date)
            _require_yes(question, yes=yes)
            with immediate(store.database):
                record(store, Draft(Kind.PURGE))
        purged = finish_purges(store.database, pause=YieldToScans(store.database))
        receipt = _receipt(session, store, purged)
    done = {**receipt, "files": len(receipt["removed_files"])}
    lines = (session.words.say("purge.done", **done), receipt["raw_disk"])
    print_result(receipt, lines, as_json=as_json)


def _receipt(session: DataFolder, store: StationStore, purged: PurgeResult) -> dict[str, Any]:
    event = store.event()
    entries, logs = entry_and_log_counts(store.database)
    return {
        "event": event.name,
        "date": event.date.isoformat(),
        "at": iso(session.clock.wall(), event.zone, precision="seconds"),
        "rows_removed": purged.rows,
        "entries_kept": entries,
        "logs_kept": logs,
        "tickets_kept": store.tickets.count(),
        "removed_files": list(purged.files),
        "raw_disk": session.words.say("purge.raw_disk"),
        "looked_at": [path.as_posix() for path in _files(session.folder)],
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


_NEEDS_ATTENTION = 1


def empty_laptop(session: DataFolder, *, yes: bool, as_json: bool) -> int:
    """Wipe this laptop's folder; return 1 if other files are left in it.

    Raises UnusableInput, with nothing changed, if data is stored only here.
    """
    with session.lock():
        events = events_here(session)
        for one in events:
            if one.missing:
                raise UnusableInput("error.not_elsewhere", event=one.event, entries=one.missing)
        organiser = any(one.organiser for one in events)
        key = "empty.sure_organiser" if organiser else "empty.sure"
        _require_yes(session.words.say(key), yes=yes)
        receipt = wipe_folder(session)
    remove_locks(session.folder)
    raw_disk = session.words.say("purge.raw_disk")
    done = session.words.say("empty.done", at=receipt.at, files=len(receipt.removed))
    value = {**receipt.as_dict(), "raw_disk": raw_disk}
    print_result(value, (done, raw_disk), as_json=as_json)
    if receipt.left:
        session.print_text("empty.left", folder=session.folder, names=", ".join(receipt.left))
        return _NEEDS_ATTENTION
    return 0


def _require_yes(question: str, *, yes: bool) -> None:
    """Ask for a confirmation of an action that cannot be undone; UnusableInput without it."""
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise UnusableInput("error.needs_yes")
    print_stderr(question)
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise UnusableInput("error.not_sure")
