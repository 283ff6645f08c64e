"""Wires an import: the reader of lists to this station's file, journal and totals."""

from pathlib import Path

from kiosk.admin.rejected_rows import write_rejected
from kiosk.domain.entry import Draft, Kind
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.importer import ListImport
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.runtime.data_folder import Session
from kiosk.store.lists.list_digests import Digests
from kiosk.store.recording import check_role
from kiosk.store.sqlite.write_batches import GiveWay
from kiosk.store.station_store import Books


def import_list(session: Session, path: Path, wishes: ImportOptions) -> Report:
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
        table = open_rows(path, sheet=wishes.sheet, encoding=wishes.encoding)
        report = importing.run(table, wishes)
        if wishes.rejects is not None:
            write_rejected(wishes.rejects, table, report, session.words)
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
