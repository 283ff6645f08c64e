"""Wires an import: the list reader to this station's file, journal and totals."""

from dataclasses import replace
from pathlib import Path

from kiosk.admin.choice_memory import ChoiceMemory
from kiosk.admin.rejected_rows import write_rejected
from kiosk.admin.tried_lists import TriedLists
from kiosk.domain.entry import Draft, Kind
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.import_watch import ImportWatch
from kiosk.guestlist.importer import CodeGiver, ListImport
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.lists.list_digests import Digests
from kiosk.store.lists.list_staging import import_lock, remove_leftovers
from kiosk.store.recording import check_role
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore
from kiosk.texts import Texts

_PATIENCE_S = 60


def import_list(
    session: DataFolder, path: Path, options: ImportOptions, watch: ImportWatch | None = None
) -> Report:
    """Import a list into the current event, over its own connection; see `ListImport`."""
    with session.open_store() as store:
        report = import_into(store, path, options, session.words, watch=watch)
        if report.applied:
            tried = TriedLists(session.folder, store.keys.event)
            tried.note_import(report.source, report.mapping.get("code", ""))
        return report


def import_into(
    store: StationStore,
    path: Path,
    options: ImportOptions,
    words: Texts,
    give_codes: CodeGiver | None = None,
    watch: ImportWatch | None = None,
) -> Report:
    """Import a list into the event of a store; see `ListImport`."""
    if not options.dry_run:
        check_role(store, Kind.LIST)
    watch = watch or ImportWatch()
    list_import = _list_import(store, watch)
    memory = ChoiceMemory(store)
    table, options, reused = memory.open(path, options)
    report = list_import.run(table, options, give_codes, watch)
    if report.applied:
        memory.keep(report.source, options, table.headings)
    if options.rejects is not None:
        write_rejected(options.rejects, table, report, words)
    list_import.finish(report.source)
    return replace(report, reused=reused)


def remove_unfinished(session: DataFolder) -> None:
    """Remove the remains of an import that ended before its list became current."""
    with session.open_store() as store:
        with import_lock(store.database, wait_s=_PATIENCE_S):
            remove_leftovers(store.database)
        _list_import(store, ImportWatch()).finish("")


def _list_import(store: StationStore, watch: ImportWatch) -> ListImport:
    def record(source: str, version: int, parent: str | None, digests: Digests) -> None:
        watch.begin_commit()
        record_list(store, source, version, parent, digests)

    return ListImport(
        store.database,
        store.event(),
        store.keys.code_key,
        record=record,
        refresh=store.attendance.refresh_listings,
        now=store.journal.now,
        pause=YieldToScans(store.database),
        manifests=store.manifests,
    )


def record_list(
    store: StationStore, source: str, version: int, parent: str | None, digests: Digests
) -> None:
    """Append the entry that a source's list now has this version and content."""
    detail = {
        "source": source,
        "version": version,
        "parent": parent,
        "hash": digests.content,
        "rows": digests.rows,
        "unnamed": digests.unnamed,
        "clear": digests.clear,
    }
    store.journal.append(Draft(Kind.LIST, detail=detail))
