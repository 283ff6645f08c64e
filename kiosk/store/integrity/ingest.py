"""Receives entries of other stations: checks them up to a signed head, stores and projects them."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import is_revocation
from kiosk.store.integrity.ingest_result import (
    IngestResult,
    RangeProblem,
    RangeRejected,
    SetAsideEntry,
)
from kiosk.store.integrity.set_aside_entries import RevocationApplier
from kiosk.store.journal.entry_rows import check_size, insert_entries, insert_entry, require_hex_ids
from kiosk.store.journal.have_vector import Gap, Range
from kiosk.store.journal.journal import NO_HASH, is_log_of
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.signed_heads import Head
from kiosk.store.journal.trust import REVOKED, CertifiedAuthor, is_door_level
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.write_batches import BatchSizer, YieldToScans, relaxed_transaction
from kiosk.store.station_store import EventStore, StationStore
from kiosk.store.ticket_projections import ATTENDANCE_KINDS


class _RangeItem(NamedTuple):
    """An entry of a range with its bytes; or a gap, which has only number and hash."""

    log: str
    seq: int
    hash: str
    prev: str = ""
    entry: Entry | None = None
    body: bytes = b""


class JournalIngest(EventStore):
    """Receives ranges of an event's journal, in any order, any number of times."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store)
        self._logs = Logs(store.database, store.keys.event)
        self._yield_to_scans = YieldToScans(store.database)
        self._batch = BatchSizer()

    def ingest(self, incoming: Range) -> IngestResult:
        """Store a range in short transactions; RangeRejected if its author did not sign it.

        After a failure of the disk, the stored part remains and is known the next time.
        """
        if self._is_known(incoming):
            return IngestResult(known=len(incoming.items))
        items = self._read(incoming)
        author = self._author(incoming, items)
        if not incoming.head.verifies(self._event_hex, author.certificate.public):
            raise RangeRejected(RangeProblem.SIGNATURE, incoming.log, incoming.head.seq)
        items = _drop_unproven(items, author)
        self._correct_gaps(items)
        result, done = IngestResult(), 0
        while done < len(items):
            some = items[done : done + self._batch.size]
            done += len(some)
            # Durable at the end of the range: what a power cut takes before that is sent again.
            transaction = immediate if done == len(items) else relaxed_transaction
            with self._batch.measured(len(some)), transaction(self._database):
                result += self._store_slice(some, author)
            self._yield_to_scans()
        self.accept_head(incoming.head)
        return result

    def accept_head(self, head: Head) -> bool:
        """Store a newer head of a log if its entry is here; return False if it is not newer."""
        author = self._store.trust.author(head.log)
        if author is None or not self._store.inventory.has_entry(head.log, head.seq, head.hash):
            return False
        if not head.verifies(self._event_hex, author.certificate.public):
            raise RangeRejected(RangeProblem.SIGNATURE, head.log, head.seq)
        with immediate(self._database):
            return self._store.heads.keep(head)

    def _is_known(self, incoming: Range) -> bool:
        """Return whether the end of a range is stored, and its log has no gaps."""
        if self._logs.has_gaps(incoming.log):
            return False
        head = incoming.head
        if not self._store.inventory.has_entry(head.log, head.seq, head.hash):
            return False
        self.accept_head(head)
        return True

    def _read(self, incoming: Range) -> list[_RangeItem]:
        """Return a range's entries, chained up to the hash of its head."""
        head = incoming.head
        if not incoming.items or head.log != incoming.log:
            raise RangeRejected(RangeProblem.UNREADABLE, incoming.log)
        items = [self._item(item, incoming.log) for item in incoming.items]
        for before, after in pairwise(items):
            chained = after.entry is None or after.prev == before.hash
            if after.seq != before.seq + 1 or not chained:
                raise RangeRejected(RangeProblem.CHAIN, head.log, after.seq)
        if (items[-1].seq, items[-1].hash) != (head.seq, head.hash):
            raise RangeRejected(RangeProblem.CHAIN, head.log, head.seq)
        self._check_first(items[0])
        return items

    def _item(self, item: bytes | Gap, log: str) -> _RangeItem:
        if isinstance(item, Gap):
            return _RangeItem(log, item.seq, item.hash)
        try:
            entry = read_entry(item)
            require_hex_ids(entry)
            check_size(entry, item)
        except ValueError as error:
            raise RangeRejected(RangeProblem.UNREADABLE, log) from error
        if entry.event != self._event_hex or entry.log != log:
            raise RangeRejected(RangeProblem.FOREIGN, log, entry.seq)
        return _RangeItem(log, entry.seq, entry.hash, entry.prev, entry, item)

    def _check_first(self, first: _RangeItem) -> None:
        if first.seq == 1:
            if first.entry is not None and first.prev != NO_HASH:
                raise RangeRejected(RangeProblem.CHAIN, first.log, 1)
        elif not self._logs.has_hash_at(first.log, first.seq - 1, first.prev):
            raise RangeRejected(RangeProblem.MISSING, first.log, first.seq)

    def _author(self, incoming: Range, items: Sequence[_RangeItem]) -> CertifiedAuthor:
        author = self._store.trust.author(incoming.log)
        if author is not None:
            return author
        opening = items[0].entry
        text = opening.detail.get("certificate") if opening else incoming.certificate
        author = self._store.trust.read_author(text) if items[0].seq == 1 else None
        if author is None or (opening is not None and opening.kind is not Kind.OPEN):
            raise RangeRejected(RangeProblem.STATION, incoming.log)
        if not is_log_of(incoming.log, author.certificate.station):
            raise RangeRejected(RangeProblem.STATION, incoming.log)
        return author

    def _correct_gaps(self, items: Sequence[_RangeItem]) -> None:
        """Drop a gap when this range has an entry whose hash the next stored entry confirms.

        Of two damaged entries in a row, only the sender's word gives the hash of the first.
        """
        if not self._logs.has_gaps(items[0].log):
            return
        with immediate(self._database):
            for one, after in reversed(list(pairwise(items))):
                if one.entry is not None:
                    self._logs.correct_gap(one.entry, after.hash)

    def _store_slice(self, items: Sequence[_RangeItem], author: CertifiedAuthor) -> IngestResult:
        """Store and project some entries of a range; call inside the lock."""
        try:
            until = self._store.trust.revocations().counts_until(
                author.revocation_subject, items[0].log
            )
            results = self._store_all(items, author, until)
            self._store.projector.apply_queued()
            if any(one.entry is not None and is_revocation(one.entry) for one in items):
                RevocationApplier(self._store).apply()
        except BaseException:
            self._store.projector.clear_queue()
            self._store.history.clear_cache()
            raise
        return sum(results, IngestResult())

    def _store_all(
        self, items: Sequence[_RangeItem], author: CertifiedAuthor, until: int | None
    ) -> list[IngestResult]:
        first, entries = items[0], [one.entry for one in items if one.entry is not None]
        new = self._logs.ends_at(first.log, first.seq - 1, first.prev)
        if not new or len(entries) < len(items):
            return [self._store_one(one, author, until) for one in items]
        self._logs.extend_many(entries[0], entries[-1], author)
        bodies = [one.body for one in items]
        return self._store_row(list(zip(entries, bodies, strict=True)), author, until)

    def _store_row(
        self, row: list[tuple[Entry, bytes]], author: CertifiedAuthor, until: int | None
    ) -> list[IngestResult]:
        """Store consecutive new entries; those that only affect a ticket are stored together.

        Other kinds may read earlier entries, and must find no later ones.
        """
        results = []
        for of_tickets, some in groupby(row, key=lambda one: _affects_only_a_ticket(one[0])):
            if of_tickets:
                results += self._store_together(list(some), author, until)
            else:
                results += [self._store_new(entry, body, author, until) for entry, body in some]
        return results

    def _store_together(
        self, some: list[tuple[Entry, bytes]], author: CertifiedAuthor, until: int | None
    ) -> list[IngestResult]:
        counting, results = [], []
        for entry, body in some:
            result = self._set_aside(entry, body, author, until)
            if result is None:
                counting.append((entry, body))
            else:
                results.append(result)
        insert_entries(self._database, counting)
        for entry, _ in counting:
            self._project(entry)
        return [IngestResult(new=len(counting)), *results]

    def _store_one(
        self, one: _RangeItem, author: CertifiedAuthor, until: int | None
    ) -> IngestResult:
        if self._store.inventory.has_entry(one.log, one.seq, one.hash):
            return IngestResult(known=1)
        if one.entry is None:
            self._logs.add_gap(one.log, one.seq, one.hash, author)
            return IngestResult()
        self._logs.extend(one.entry, author)
        return self._store_new(one.entry, one.body, author, until)

    def _store_new(
        self, entry: Entry, body: bytes, author: CertifiedAuthor, until: int | None
    ) -> IngestResult:
        result = self._set_aside(entry, body, author, until)
        if result is not None:
            return result
        insert_entry(self._database, entry, body)
        self._project(entry)
        return IngestResult(new=1)

    def _set_aside(
        self, entry: Entry, body: bytes, author: CertifiedAuthor, until: int | None
    ) -> IngestResult | None:
        why = self._store.trust.set_aside_reason(entry, author, until)
        if why is None:
            return None
        self._logs.set_aside(entry, body, why)
        if why == REVOKED:  # it may be restored
            self._logs.await_annex(entry)
        return IngestResult(set_aside=(SetAsideEntry(entry.seq, RangeProblem(why)),))

    def _project(self, entry: Entry) -> None:
        self._logs.await_annex(entry)
        self._store.projector.queue(entry)


def _drop_unproven(items: list[_RangeItem], author: CertifiedAuthor) -> list[_RangeItem]:
    """Turn entries before a gap into gaps if they say more than a door may write.

    A signature does not cover entries below a gap: a sender could have invented those.
    """
    gaps = [number for number, one in enumerate(items) if one.entry is None]
    below = items[: gaps[-1]] if gaps else []
    return [
        one
        if one.entry is None or is_door_level(one.entry, author)
        else one._replace(entry=None, body=b"")
        for one in below
    ] + items[len(below) :]


def _affects_only_a_ticket(entry: Entry) -> bool:
    """Return whether an entry affects only its ticket's attendance and the refusals."""
    return (
        entry.ticket is not None and entry.kind in ATTENDANCE_KINDS and entry.kind is not Kind.UNDO
    )
