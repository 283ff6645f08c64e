"""Wires an import: the list reader to this station's file, journal, totals and settings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.admin.requests import CategoryRule
from kiosk.admin.tried_lists import TriedLists
from kiosk.checkin.desk import Desk
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import read_setting
from kiosk.domain.internal_settings import READING
from kiosk.domain.letters import composed
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.import_watch import ImportWatch
from kiosk.guestlist.importer import CodeGiver, ListImport
from kiosk.guestlist.remembered_choices import Remembered, with_choices
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.source_name import checked_source
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.reports.csv_writer import write_csv
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.lists.list_digests import Digests
from kiosk.store.lists.list_staging import import_lock, remove_leftovers
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore, check_role
from kiosk.texts import Texts

_PATIENCE_S = 60
_SEPARATOR = ";"  # a spreadsheet in Dutch opens it in columns

Opened = tuple[RowSource, ImportOptions, tuple[str, ...]]
"""A file, the options to read it with, and the choices of the previous version among them."""


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
    memory = _ChoiceMemory(store)
    table, options, reused = memory.open(path, options)
    report = list_import.run(table, options, give_codes, watch)
    if report.applied:
        memory.keep(report.source, options, table.headings)
    if options.rejects is not None:
        _write_rejected(options.rejects, table, report, words)
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


class _ChoiceMemory:
    """The choices of each source, exchanged like settings; words of a list are private."""

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def open(self, path: Path, options: ImportOptions) -> Opened:
        """Open a file; with `as_before` the missing options are those of its last version."""
        table = open_rows(path, sheet=options.sheet, encoding=options.encoding)
        named = table.list_name if options.source is None else checked_source(options.source)
        before = self._of(named) if options.as_before else None
        if before is None:
            return table, options, ()
        reused = before.about_file(options, table)
        if reused:
            options = with_choices(options, reused)
            table = open_rows(path, sheet=options.sheet, encoding=options.encoding)
        about_columns = before.about_columns(options, table)
        return table, with_choices(options, about_columns), (*reused, *about_columns)

    def keep(self, source: str, options: ImportOptions, headings: Sequence[str]) -> None:
        """Keep the choices of an import, unless they are the same as before."""
        made, before = Remembered.of(options, headings), self._of(source)
        if made != before and (made.choices or before is not None):
            Desk(self._store).change_setting(f"{READING}{source}", made.to_value())

    def _of(self, source: str) -> Remembered | None:
        settings = self._store.events.settings(self._store.keys.event)
        wanted = composed(f"{READING}{source}")
        found = (value for key, value in settings.items() if composed(key) == wanted)
        return Remembered.stored(next(found, None))


def _write_rejected(path: Path, table: RowSource, report: Report, words: Texts) -> int:
    """Write the rejected rows with their reasons; return how many; none: no file is written.

    Rows that could not be split into cells (wrong quotation marks) are not included.
    """
    if not report.rejected_numbers:
        return 0
    header = [*table.headings, words.say("import.rejected_because")]
    return write_csv(path, header, _rejected(table, report, words), separator=_SEPARATOR)


def _rejected(table: RowSource, report: Report, words: Texts) -> Iterator[list[str]]:
    numbers = frozenset(report.rejected_numbers)
    reasons = {one.row: one.to_json(words)["why"] for one in report.rejected}
    width = len(table.headings)
    for number, cells in table.rows():
        if number in numbers and isinstance(cells, list):
            padded = [str(cell) for cell in cells] + [""] * (width - len(cells))
            yield [*padded, reasons.get(number, "")]


def set_category_rules(store: StationStore, rules: Mapping[str, CategoryRule]) -> None:
    """Set the rules of these categories; a hand-out that is empty stays as it is."""
    desk = Desk(store)
    for category, rule in rules.items():
        for name, text in (("group", rule.group), ("handout", rule.handout)):
            if text:
                key = composed(f"{name}.{category}")
                desk.change_setting(key, read_setting(key, text))
