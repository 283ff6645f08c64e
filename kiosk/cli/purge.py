"""`kiosk purge`: personal data out of this laptop, and out of all that hear of it."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.cli.asking import be_sure
from kiosk.cli.empty_laptop import empty_laptop
from kiosk.cli.station import Session
from kiosk.cli.times import iso
from kiosk.closing import handed_in
from kiosk.domain.entry import Draft, Kind
from kiosk.store.books import Books
from kiosk.store.bulk import GiveWay
from kiosk.store.database import immediate
from kiosk.store.purging import Purged, finish_purges, is_purged
from kiosk.store.staging import only_import
from kiosk.store.verify import counted
from kiosk.writing import check_role, write


@click.command()
@click.option("--laptop", is_flag=True)
@click.option("--yes", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def purge(session: Session, laptop: bool, yes: bool, as_json: bool) -> int:
    """See `help.kiosk_purge` in the words."""
    if laptop:
        return empty_laptop(session, yes=yes, as_json=as_json)
    _purge_event(session, yes=yes, as_json=as_json)
    return 0


def _purge_event(session: Session, *, yes: bool, as_json: bool) -> None:
    with session.own(), session.books() as books, only_import(books.database):
        check_role(books, Kind.PURGE)
        event = books.event()
        if not is_purged(books.database, event.id):
            day = handed_in(books)
            missing = (
                day.expected
                - day.handed_in
                - sum(one.station.this and not one.handed_in for one in day.laptops)
            )
            if missing:
                session.say("purge.missing", count=missing)
            question = session.words.say("purge.sure", event=event.name, date=event.date)
            be_sure(question, yes=yes)
            with immediate(books.database):
                write(books, Draft(Kind.PURGE))
        purged = finish_purges(books.database, pause=GiveWay(books.database))
        receipt = _receipt(session, books, purged)
    if as_json:
        print(json.dumps(receipt, ensure_ascii=False))
    else:
        print(
            session.words.say("purge.done", **{**receipt, "files": len(receipt["removed_files"])})
        )


def _receipt(session: Session, books: Books, purged: Purged) -> dict[str, Any]:
    event = books.event()
    entries, logs = counted(books.database)
    return {
        "event": event.name,
        "date": event.date.isoformat(),
        "at": iso(session.clock.wall(), event.zone, precision="seconds"),
        "rows_removed": purged.rows,
        "entries_kept": entries,
        "logs_kept": logs,
        "tickets_kept": books.tickets.count(),
        "removed_files": list(purged.files),
        "looked_at": [path.as_posix() for path in _files(session.folder)],
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
