"""Entries of other stations: checked up to a signed head, kept for good, folded in."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import is_revocation
from kiosk.store.integrity.apply_revocation import Revoked
from kiosk.store.integrity.ingest_result import IngestResult, Refusal, Refused, SetAsideEntry
from kiosk.store.journal.entry_limits import check_size
from kiosk.store.journal.have_vector import Gap, Range
from kiosk.store.journal.journal import (
    NO_HASH,
    insert_entries,
    insert_entry,
    is_log_of,
    require_hex_ids,
)
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.signed_heads import Head
from kiosk.store.journal.trust import REVOKED, Author, is_door_level
from kiosk.store.projection_tables import OF_A_TICKET
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.write_batches import BatchSizer, YieldToScans, relaxed_transaction
from kiosk.store.station_store import StationStore


class _Written(NamedTuple):
    """An entry of a range with its bytes; or a gap, which has only a place."""

    log: str
    seq: int
    hash: str
    prev: str = ""
    entry: Entry | None = None
    body: bytes = b""


class JournalIngest:
    """Takes ranges of an event's journal in, in any order, any number of times."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._database = store.database
        self._event_hex = store.keys.event
        self._event = bytes.fromhex(store.keys.event)
        self._logs = Logs(store.database, store.keys.event)
        self._give_way = YieldToScans(store.database)
        self._pace = BatchSizer()

    def take(self, arriving: Range) -> IngestResult:
        """Take a range in, in short transactions; Refused where it is not what its author signed.

        What was taken before a failure of the disk stays, and is known the next time.
        """
        if self._whole(arriving):
            return IngestResult(known=len(arriving.items))
        written = self._read(arriving)
        author = self._author(arriving, written)
        if not arriving.head.verifies(self._event_hex, author.certificate.public):
            raise Refused(Refusal.SIGNATURE, arriving.log, arriving.head.seq)
        written = _drop_unproven(written, author)
        self._refute(written)
        arrived, taken = IngestResult(), 0
        while taken < len(written):
            some = written[taken : taken + self._pace.fits]
            taken += len(some)
            # Durable at the end of the range: until then a power cut takes what comes again.
            hold = immediate if taken == len(written) else relaxed_transaction
            with self._pace.held(len(some)), hold(self._database):
                arrived += self._slice(some, author)
            self._give_way()
        self.hear(arriving.head)
        return arrived

    def hear(self, head: Head) -> bool:
        """Keep a newer head of a log as far as it is held; False where there is nothing new."""
        author = self._store.trust.author(head.log)
        if author is None or not self._store.held.holds(head.log, head.seq, head.hash):
            return False
        if not head.verifies(self._event_hex, author.certificate.public):
            raise Refused(Refusal.SIGNATURE, head.log, head.seq)
        with immediate(self._database):
            return self._store.heads.keep(head)

    def _whole(self, arriving: Range) -> bool:
        """Return whether all of a range is held: its end is, and nothing of its log is damaged."""
        if self._logs.damaged(arriving.log):
            return False
        head = arriving.head
        if not self._store.held.holds(head.log, head.seq, head.hash):
            return False
        self.hear(head)
        return True

    def _read(self, arriving: Range) -> list[_Written]:
        """Return a range's entries, chained up to the hash that its head is about."""
        head = arriving.head
        if not arriving.items or head.log != arriving.log:
            raise Refused(Refusal.UNREADABLE, arriving.log)
        written = [self._item(item, arriving.log) for item in arriving.items]
        for before, after in pairwise(written):
            chained = after.entry is None or after.prev == before.hash
            if after.seq != before.seq + 1 or not chained:
                raise Refused(Refusal.CHAIN, head.log, after.seq)
        if (written[-1].seq, written[-1].hash) != (head.seq, head.hash):
            raise Refused(Refusal.CHAIN, head.log, head.seq)
        self._check_begin(written[0])
        return written

    def _item(self, item: bytes | Gap, log: str) -> _Written:
        if isinstance(item, Gap):
            return _Written(log, item.seq, item.hash)
        try:
            entry = read_entry(item)
            require_hex_ids(entry)
            check_size(entry, item)
        except ValueError as error:
            raise Refused(Refusal.UNREADABLE, log) from error
        if entry.event != self._event_hex or entry.log != log:
            raise Refused(Refusal.FOREIGN, log, entry.seq)
        return _Written(log, entry.seq, entry.hash, entry.prev, entry, item)

    def _check_begin(self, first: _Written) -> None:
        if first.seq == 1:
            if first.entry is not None and first.prev != NO_HASH:
                raise Refused(Refusal.CHAIN, first.log, 1)
        elif not self._logs.stands(first.log, first.seq - 1, first.prev):
            raise Refused(Refusal.MISSING, first.log, first.seq)

    def _author(self, arriving: Range, written: Sequence[_Written]) -> Author:
        author = self._store.trust.author(arriving.log)
        if author is not None:
            return author
        opening = written[0].entry
        text = opening.detail.get("certificate") if opening else arriving.certificate
        author = self._store.trust.certified(text) if written[0].seq == 1 else None
        if author is None or (opening is not None and opening.kind is not Kind.OPEN):
            raise Refused(Refusal.STATION, arriving.log)
        if not is_log_of(arriving.log, author.certificate.station):
            raise Refused(Refusal.STATION, arriving.log)
        return author

    def _refute(self, written: Sequence[_Written]) -> None:
        """Give up gaps where this range has an entry, and what is held after it names that one.

        Of two damaged entries in a row nothing proves the first one's hash but its relay.
        """
        if not self._logs.damaged(written[0].log):
            return
        with immediate(self._database):
            for one, after in reversed(list(pairwise(written))):
                if one.entry is not None:
                    self._logs.refute(one.entry, after.hash)

    def _slice(self, written: Sequence[_Written], author: Author) -> IngestResult:
        """Keep and fold some entries of a range; the caller holds the lock."""
        try:
            until = self._store.trust.revocations().until(author.member, written[0].log)
            kept = self._keep_all(written, author, until)
            self._store.folds.catch_up()
            if any(one.entry is not None and is_revocation(one.entry) for one in written):
                Revoked(self._store).settle()
        except BaseException:
            self._store.folds.forget_waiting()
            self._store.history.forget()
            raise
        return sum(kept, IngestResult())

    def _keep_all(
        self, written: Sequence[_Written], author: Author, until: int | None
    ) -> list[IngestResult]:
        first, entries = written[0], [one.entry for one in written if one.entry is not None]
        new = self._logs.ends_at(first.log, first.seq - 1, first.prev)
        if not new or len(entries) < len(written):
            return [self._keep(one, author, until) for one in written]
        self._logs.go_on(entries[0], entries[-1], author)
        bodies = [one.body for one in written]
        return self._keep_row(list(zip(entries, bodies, strict=True)), author, until)

    def _keep_row(
        self, row: list[tuple[Entry, bytes]], author: Author, until: int | None
    ) -> list[IngestResult]:
        """Keep entries in a row that are all new; those that only tell of a ticket in one go.

        Any other may look at what is held before it, and must find nothing that comes after.
        """
        arrived = []
        for of_tickets, some in groupby(row, key=lambda one: _is_of_a_ticket(one[0])):
            if of_tickets:
                arrived += self._keep_together(list(some), author, until)
            else:
                arrived += [self._keep_new(entry, body, author, until) for entry, body in some]
        return arrived

    def _keep_together(
        self, some: list[tuple[Entry, bytes]], author: Author, until: int | None
    ) -> list[IngestResult]:
        counting, aside = [], []
        for entry, body in some:
            put = self._put_aside(entry, body, author, until)
            if put is None:
                counting.append((entry, body))
            else:
                aside.append(put)
        insert_entries(self._database, counting)
        for entry, _ in counting:
            self._count(entry)
        return [IngestResult(new=len(counting)), *aside]

    def _keep(self, one: _Written, author: Author, until: int | None) -> IngestResult:
        if self._store.held.holds(one.log, one.seq, one.hash):
            return IngestResult(known=1)
        if one.entry is None:
            self._logs.keep_gap(one.log, one.seq, one.hash, author)
            return IngestResult()
        self._logs.extend(one.entry, author)
        return self._keep_new(one.entry, one.body, author, until)

    def _keep_new(
        self, entry: Entry, body: bytes, author: Author, until: int | None
    ) -> IngestResult:
        aside = self._put_aside(entry, body, author, until)
        if aside is not None:
            return aside
        insert_entry(self._database, entry, body)
        self._count(entry)
        return IngestResult(new=1)

    def _put_aside(
        self, entry: Entry, body: bytes, author: Author, until: int | None
    ) -> IngestResult | None:
        why = self._store.trust.why_aside(entry, author, until)
        if why is None:
            return None
        self._logs.put_aside(entry, body, why)
        if why == REVOKED:  # it may be restored
            self._logs.await_annex(entry)
        return IngestResult(aside=(SetAsideEntry(entry.seq, Refusal(why)),))

    def _count(self, entry: Entry) -> None:
        self._logs.await_annex(entry)
        self._store.folds.apply_later(entry)


def _drop_unproven(written: list[_Written], author: Author) -> list[_Written]:
    """Keep as gaps what comes before a gap, where it says more than a door may.

    No signature reaches over a gap: whoever passes a log on could have made up what is below it.
    """
    gaps = [number for number, one in enumerate(written) if one.entry is None]
    below = written[: gaps[-1]] if gaps else []
    return [
        one
        if one.entry is None or is_door_level(one.entry, author)
        else one._replace(entry=None, body=b"")
        for one in below
    ] + written[len(below) :]


def _is_of_a_ticket(entry: Entry) -> bool:
    """Return whether an entry has no effect but on its ticket's attendance and on refusals."""
    return entry.ticket is not None and entry.kind in OF_A_TICKET and entry.kind is not Kind.UNDO
