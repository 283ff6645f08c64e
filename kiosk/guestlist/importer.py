"""Imports a list: reads, checks and compares the file first, then makes it current as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kiosk.domain.event_settings import Event
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_plan import Plan, plan_import
from kiosk.guestlist.import_remarks import (
    Rejections,
    about_categories,
    about_withdrawals,
    code_conflicts,
)
from kiosk.guestlist.import_report import ImportOptions, ImportWarning, Rejection, Report
from kiosk.guestlist.import_watch import ImportWatch
from kiosk.guestlist.other_lists import (
    about_repeated_guests,
    about_same_guests,
    leave_out_known,
    repeated_rows,
    replaced_elsewhere,
    whose_list,
)
from kiosk.guestlist.row_reader import RefusedRow, RowReader
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.source_name import checked_source, spelled_as_known
from kiosk.guestlist.staged_preview import preview_of
from kiosk.keys.guest_ids import generated_ref, guest_id
from kiosk.store.lists.list_diff import (
    carry_over,
    codes_of_other_sources,
    codes_of_other_tickets,
    compare,
    keep_missing_fields,
    staged_again,
    withdraw,
)
from kiosk.store.lists.list_manifests import Manifest, Manifests
from kiosk.store.lists.list_snapshots import Lists, ManifestWriter, Snapshot
from kiosk.store.lists.list_staging import LOCK_WAIT_S, StagedRow, Staging, import_lock, staging
from kiosk.store.lists.list_transfer import store_verified
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.lists.ticket_matching import TicketMatcher
from kiosk.store.sqlite.database import Database, database_path, translate_sqlite_errors

_COUNTED = 1_000  # rows

CodeGiver = Callable[[Staging, Snapshot | None], None]
"""Gives codes to staged tickets that have none; gets also the source's list so far."""


class ListImport:
    """Imports lists into one event.

    Use a separate connection: comparing a long list takes seconds, and the door must not wait.
    `record` and `refresh` are called in the transaction that makes a list current.
    """

    def __init__(
        self,
        database: Database,
        event: Event,
        code_key: bytes,
        *,
        record: ManifestWriter,
        refresh: Callable[[], None],
        now: Callable[[], int],
        pause: Callable[[], None],
        manifests: Manifests | None = None,
    ) -> None:
        """`now` is ms UTC; `pause` gives way to scans; `manifests` name a list that was lost."""
        self._database = database
        self._event = event
        self._code_key = code_key
        self._record = record
        self._refresh = refresh
        self._now = now
        self._manifests = manifests
        self._watch = ImportWatch()
        self._lists = Lists(database, event.id, pause=pause)
        self._search = NameIndex(database, event.id, pause=pause)

    def run(
        self,
        table: RowSource,
        wishes: ImportOptions,
        give_codes: CodeGiver | None = None,
        watch: ImportWatch | None = None,
    ) -> Report:
        """Import rows and return the report; `give_codes` is called before they become current.

        `watch` gets the number of rows read so far at regular intervals. Raises UnusableInput if
        they are no list or need a confirmation.
        """
        self._watch = watch or ImportWatch()
        plan = plan_import(table, wishes)
        named = table.list_name if wishes.source is None else checked_source(wishes.source)
        source = spelled_as_known(named, self._lists.sources())
        with translate_sqlite_errors(database_path(self._database)), import_lock(self._database):
            self._lists.remove_outdated(source, self._search)
            if not wishes.dry_run and (restored := self._restore(table, plan, source)) is not None:
                return restored
            with staging(self._database) as staged:
                report = self._run(table, plan, source, staged, give_codes)
            self._withdraw(report.replaced if report.applied else {})
            return report

    def _withdraw(self, replaced: Mapping[str, Sequence[bytes]]) -> None:
        for source, tickets in replaced.items():
            if (previous := self._lists.current(source)) is not None:
                with staged_again(self._database, previous.list) as staged:
                    withdraw(staged, tickets)
                    self._adopt(source, staged, previous)

    def finish(self, source: str) -> None:
        """Update the name index, and remove snapshots that are no longer needed."""
        with import_lock(self._database, wait_s=LOCK_WAIT_S):
            self._lists.remove_outdated(source, self._search)
            self._search.update()

    def _run(
        self,
        table: RowSource,
        plan: Plan,
        source: str,
        staged: Staging,
        give_codes: CodeGiver | None,
    ) -> Report:
        rejections, wishes = Rejections(), plan.wishes
        reader = self._reader(table, plan, source)
        read = self._load(table, reader, staged, rejections)
        previous = self._lists.current(source)
        others, same = leave_out_known(staged, self._event.id, source, wishes)
        self._reject_shared(source, staged, rejections)
        self._complete(previous, source, plan, staged, rejections)
        warnings = self._warnings(table, plan, reader, staged, previous)
        warnings += about_same_guests(others, same, wishes)
        whose = whose_list(others, source, wishes, is_new=previous is None)
        asked = plan.questions(reader, rejections, read, is_new=previous is None)
        questions = (*table.questions(), *whose, *asked)
        applied = plan.allows(questions, rejections)
        if applied and give_codes is not None:
            give_codes(staged, previous)
        difference = compare(self._database, previous.list if previous else None)
        if wishes.replace and not wishes.yes:
            warnings += about_withdrawals(source, difference, applied=applied)
        if applied and not difference.is_empty:
            self._adopt(source, staged, previous)
        return Report(
            source=source,
            read=read,
            warnings=tuple(warnings),
            questions=questions,
            applied=applied,
            same=len(same),
            replaced=replaced_elsewhere(others, wishes),
            preview=preview_of(
                staged, others, self._event, self._lists.sources(), source, is_new=previous is None
            ),
            **difference.for_report(),
            **rejections.for_report(),
            **plan.report_fields(table),
        )

    def _warnings(
        self,
        table: RowSource,
        plan: Plan,
        reader: RowReader,
        staged: Staging,
        previous: Snapshot | None,
    ) -> list[ImportWarning]:
        warnings = [
            *plan.warnings(),
            *table.warnings(),
            *reader.warnings(),
            *about_categories(staged.categories(), self._event.rules.groups),
            *about_repeated_guests(staged),
        ]
        if previous is not None and previous.hash is None:
            warnings.append(ImportWarning("import.warning.on_damaged"))
        return warnings

    def _restore(self, table: RowSource, plan: Plan, source: str) -> Report | None:
        """Use the file as the lost list if it is the same; else nothing is changed."""
        lost = {one.source: one for one in self._manifests.missing()} if self._manifests else {}
        if source not in lost:
            return None
        current = self._lists.current(source)
        # A damaged list may assign wrong tickets: at first it is left out.
        for known in dict.fromkeys((None, current.list if current else None)):
            with staging(self._database) as staged:
                report = self._restored(table, plan, lost[source], known, staged)
            if report is not None:
                return report
        return None

    def _restored(
        self, table: RowSource, plan: Plan, lost: Manifest, known: int | None, staged: Staging
    ) -> Report | None:
        assert self._manifests is not None  # noqa: S101  # its report named the lost list
        manifests = self._manifests

        rejections, reader = Rejections(), self._reader(table, plan, lost.source)
        read = self._load(table, reader, staged, rejections)
        self._reject_shared(lost.source, staged, rejections)
        self._identity(staged, lost.source).assign_tickets(known)
        if rejections.rows or not store_verified(
            self._lists, lost, staged, lambda _: manifests.apply(lost.source)
        ):
            return None
        return Report(
            source=lost.source,
            read=read,
            added=0,
            changed=0,
            unchanged=read,
            withdrawn=0,
            warnings=(
                ImportWarning("import.warning.restored"),
                *plan.warnings(),
                *table.warnings(),
                *reader.warnings(),
            ),
            applied=True,
            **plan.report_fields(table),
        )

    def _reader(self, table: RowSource, plan: Plan, source: str) -> RowReader:
        return plan.reader(self._event, self._code_key, source, len(table.headings))

    def _load(
        self, table: RowSource, reader: RowReader, staged: Staging, rejections: Rejections
    ) -> int:
        read = 0

        def rows() -> Iterator[StagedRow]:
            nonlocal read
            for number, cells in table.rows():
                read += 1
                if read % _COUNTED == 0:
                    self._watch.count_rows(read)
                row = reader.read(number, cells)
                if isinstance(row, RefusedRow):
                    rejections.add(row.rejection)
                    staged.add_rejected(row.rejected)
                elif row is not None:
                    yield row

        staged.load(rows())
        if not read:
            raise UnusableInput("error.list_without_rows", file=table.name)
        return read

    def _reject_shared(self, source: str, staged: Staging, rejections: Rejections) -> None:
        """Reject codes and references that two rows or two sources share."""
        self._reject(staged, rejections, repeated_rows(staged))
        elsewhere = codes_of_other_sources(self._database, bytes.fromhex(self._event.id), source)
        self._reject(staged, rejections, code_conflicts(elsewhere, "source"))

    def _complete(
        self,
        previous: Snapshot | None,
        source: str,
        plan: Plan,
        staged: Staging,
        rejections: Rejections,
    ) -> None:
        """Complete the staged rows to the whole next list: known tickets, and rows that stay."""
        self._identity(staged, source).assign_tickets(previous.list if previous else None)
        if previous is None:
            return
        replace = plan.wishes.replace
        others = codes_of_other_tickets(self._database, previous.list, replace=replace)
        self._reject(staged, rejections, code_conflicts(others, "ticket"))
        keep_missing_fields(staged, previous.list, plan.absent())
        carry_over(self._database, previous.list, replace=replace)

    def _reject(self, staged: Staging, rejections: Rejections, found: Iterable[Rejection]) -> None:
        for rejection in found:
            rejections.add(rejection)
            staged.reject(rejection.row)

    def _identity(self, staged: Staging, source: str) -> TicketMatcher:
        return TicketMatcher(
            staged,
            bytes.fromhex(self._event.id),
            numbered_ref=lambda ref, number: generated_ref(self._code_key, ref, str(number)),
            guest_id=lambda ref: guest_id(self._code_key, source, ref),
        )

    def _adopt(self, source: str, staged: Staging, previous: Snapshot | None) -> None:
        record, refresh = self._record, self._refresh
        self._lists.make_current(
            source, staged, previous, at=self._now(), record=record, refresh=refresh
        )
