"""Wires an import: the list reader to this station's file, journal and totals."""

from dataclasses import replace
from pathlib import Path

from kiosk.admin.choice_memory import ChoiceMemory
from kiosk.admin.rejected_rows import write_rejected
from kiosk.domain.entry import Draft, Kind
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.importer import CodeGiver, ListImport
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.lists.list_digests import Digests
from kiosk.store.recording import check_role
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore
from kiosk.texts import Texts


def import_list(session: DataFolder, path: Path, options: ImportOptions) -> Report:
    """Import a list into the current event, over its own connection; see `ListImport`."""
    with session.open_store() as store:
        return import_into(store, path, options, session.words)


def import_into(
    store: StationStore,
    path: Path,
    options: ImportOptions,
    words: Texts,
    give_codes: CodeGiver | None = None,
) -> Report:
    """Import a list into the event of a store; see `ListImport`."""
    if not options.dry_run:
        check_role(store, Kind.LIST)
    list_import = ListImport(
        store.database,
        store.event(),
        store.keys.code_key,
        record=lambda *manifest: record_list(store, *manifest),
        refresh=store.attendance.refresh_categories,
        now=store.journal.now,
        pause=YieldToScans(store.database),
        manifests=store.manifests,
    )
    memory = ChoiceMemory(store)
    table, options, reused = memory.open(path, options)
    report = replace(list_import.run(table, options, give_codes), reused=reused)
    if report.applied:
        memory.keep(report.source, options, table.headings)
    if options.rejects is not None:
        write_rejected(options.rejects, table, report, words)
    list_import.finish(report.source)
    return report


def record_list(
    store: StationStore, source: str, version: int, parent: str | None, digests: Digests
) -> None:
    """Append that a source's list is now this version, with this content."""
    detail = {
        "source": source,
        "version": version,
        "parent": parent,
        "hash": digests.content,
        "rows": digests.rows,
        "unnamed": digests.unnamed,
    }
    store.journal.append(Draft(Kind.LIST, detail=detail))
