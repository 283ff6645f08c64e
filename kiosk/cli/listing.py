"""Wires an import: the reader of lists to this station's file, journal and totals."""

from pathlib import Path

from kiosk.cli.station import Session
from kiosk.domain.entry import Draft, Kind
from kiosk.store.books import Books
from kiosk.store.bulk import GiveWay
from kiosk.store.list_digests import Digests
from kiosk.tickets.importing import ListImport, Wishes
from kiosk.tickets.report import Report
from kiosk.writing import check_role


def import_list(session: Session, path: Path, wishes: Wishes) -> Report:
    """Take a list into the current event, over a connection of its own; see `ListImport`."""
    with session.books() as books:
        if not wishes.dry_run:
            check_role(books, Kind.LIST)
        importing = ListImport(
            books.database,
            books.event(),
            books.keys.code_key,
            record=lambda *manifest: _record(books, *manifest),
            refresh=books.attendance.refresh_categories,
            now=books.journal.now,
            pause=GiveWay(books.database),
            manifests=books.manifests,
        )
        report = importing.run(path, wishes)
        importing.tidy(report.source)
        return report


def _record(books: Books, source: str, version: int, parent: str | None, digests: Digests) -> None:
    detail = {
        "source": source,
        "version": version,
        "parent": parent,
        "hash": digests.content,
        "rows": digests.rows,
        "unnamed": digests.unnamed,
    }
    books.journal.append(Draft(Kind.LIST, detail=detail))
