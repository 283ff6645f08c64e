"""Entries of other stations: checked up to a signed head, kept for good, folded in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import decides
from kiosk.store.integrity.apply_revocation import Revoked
from kiosk.store.journal.entry_limits import check_size
from kiosk.store.journal.have_vector import Gap, Range
from kiosk.store.journal.journal import NO_HASH, check_ids, insert_entries, insert_entry, is_log_of
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.signed_heads import Head
from kiosk.store.journal.trust import REVOKED, Author, at_any_door
from kiosk.store.projection_tables import OF_A_TICKET
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.write_batches import GiveWay, Pace, step
from kiosk.store.station_store import Books


class Refusal(StrEnum):
    """Why something that came is not taken, or is kept without effect."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    CHAIN = "chain"
    MISSING = "missing"
    STATION = "station"
    SIGNATURE = "signature"
    ROLE = "role"
    REVOKED = "revoked"


class Refused(Exception):  # an answer to one range, never to a person as it is
    """A range that is not taken; nothing of it was kept."""

    def __init__(self, why: Refusal, log: str, seq: int | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.log = log
        self.seq = seq


@dataclass(frozen=True, slots=True)
class Put:
    """One entry that is kept without effect, and why."""

    seq: int
    why: Refusal


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a range brought: entries that were new and count, known ones, and those put aside."""

    new: int = 0
    known: int = 0
    aside: tuple[Put, ...] = ()

    def __add__(self, other: "Arrived") -> "Arrived":
        return Arrived(self.new + other.new, self.known + other.known, self.aside + other.aside)


class _Written(NamedTuple):
    """An entry of a range with its bytes; or a gap, which has only a place."""

    log: str
    seq: int
    hash: str
    prev: str = ""
    entry: Entry | None = None
    body: bytes = b""


class Arrivals:
    """Takes ranges of an event's journal in, in any order, any number of times."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._database = books.database
        self._event_hex = books.keys.event
        self._event = bytes.fromhex(books.keys.event)
        self._logs = Logs(books.database, books.keys.event)
        self._give_way = GiveWay(books.database)
        self._pace = Pace()

    def take(self, arriving: Range) -> Arrived:
        """Take a range in, in short transactions; Refused where it is not what its author signed.

        What was taken before a failure of the disk stays, and is known the next time.
        """
        if self._whole(arriving):
            return Arrived(known=len(arriving.items))
        written = self._read(arriving)
        author = self._author(arriving, written)
        if not arriving.head.verifies(self._event_hex, author.certificate.public):
            raise Refused(Refusal.SIGNATURE, arriving.log, arriving.head.seq)
        written = _sure(written, author)
        self._refute(written)
        arrived, taken = Arrived(), 0
        while taken < len(written):
            some = written[taken : taken + self._pace.fits]
            taken += len(some)
            # Durable at the end of the range: until then a power cut takes what comes again.
            hold = immediate if taken == len(written) else step
            with self._pace.held(len(some)), hold(self._database):
                arrived += self._slice(some, author)
            self._give_way()
        self.hear(arriving.head)
        return arrived

    def hear(self, head: Head) -> bool:
        """Keep a newer head of a log as far as it is held; False where there is nothing new."""
        author = self._books.trust.author(head.log)
        if author is None or not self._books.held.holds(head.log, head.seq, head.hash):
            return False
        if not head.verifies(self._event_hex, author.certificate.public):
            raise Refused(Refusal.SIGNATURE, head.log, head.seq)
        with immediate(self._database):
            return self._books.heads.keep(head)

    def _whole(self, arriving: Range) -> bool:
        """Return whether all of a range is held: its end is, and nothing of its log is damaged."""
        if self._logs.damaged(arriving.log):
            return False
        head = arriving.head
        if not self._books.held.holds(head.log, head.seq, head.hash):
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
            check_ids(entry)
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
        author = self._books.trust.author(arriving.log)
        if author is not None:
            return author
        opening = written[0].entry
        text = opening.detail.get("certificate") if opening else arriving.certificate
        author = self._books.trust.certified(text) if written[0].seq == 1 else None
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

    def _slice(self, written: Sequence[_Written], author: Author) -> Arrived:
        """Keep and fold some entries of a range; the caller holds the lock."""
        try:
            until = self._books.trust.revocations().until(author.member, written[0].log)
            kept = self._keep_all(written, author, until)
            self._books.folds.catch_up()
            if any(one.entry is not None and decides(one.entry) for one in written):
                Revoked(self._books).settle()
        except BaseException:
            self._books.folds.forget_waiting()
            self._books.history.forget()
            raise
        return sum(kept, Arrived())

    def _keep_all(
        self, written: Sequence[_Written], author: Author, until: int | None
    ) -> list[Arrived]:
        first, entries = written[0], [one.entry for one in written if one.entry is not None]
        new = self._logs.ends_at(first.log, first.seq - 1, first.prev)
        if not new or len(entries) < len(written):
            return [self._keep(one, author, until) for one in written]
        self._logs.go_on(entries[0], entries[-1], author)
        bodies = [one.body for one in written]
        return self._keep_row(list(zip(entries, bodies, strict=True)), author, until)

    def _keep_row(
        self, row: list[tuple[Entry, bytes]], author: Author, until: int | None
    ) -> list[Arrived]:
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
    ) -> list[Arrived]:
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
        return [Arrived(new=len(counting)), *aside]

    def _keep(self, one: _Written, author: Author, until: int | None) -> Arrived:
        if self._books.held.holds(one.log, one.seq, one.hash):
            return Arrived(known=1)
        if one.entry is None:
            self._logs.keep_gap(one.log, one.seq, one.hash, author)
            return Arrived()
        self._logs.extend(one.entry, author)
        return self._keep_new(one.entry, one.body, author, until)

    def _keep_new(self, entry: Entry, body: bytes, author: Author, until: int | None) -> Arrived:
        aside = self._put_aside(entry, body, author, until)
        if aside is not None:
            return aside
        insert_entry(self._database, entry, body)
        self._count(entry)
        return Arrived(new=1)

    def _put_aside(
        self, entry: Entry, body: bytes, author: Author, until: int | None
    ) -> Arrived | None:
        why = self._books.trust.why_aside(entry, author, until)
        if why is None:
            return None
        self._logs.put_aside(entry, body, why)
        if why == REVOKED:  # it may be restored
            self._logs.await_annex(entry)
        return Arrived(aside=(Put(entry.seq, Refusal(why)),))

    def _count(self, entry: Entry) -> None:
        self._logs.await_annex(entry)
        self._books.folds.apply_later(entry)


def _sure(written: list[_Written], author: Author) -> list[_Written]:
    """Keep as gaps what comes before a gap, where it says more than a door may.

    No signature reaches over a gap: whoever passes a log on could have made up what is below it.
    """
    gaps = [number for number, one in enumerate(written) if one.entry is None]
    below = written[: gaps[-1]] if gaps else []
    return [
        one
        if one.entry is None or at_any_door(one.entry, author)
        else one._replace(entry=None, body=b"")
        for one in below
    ] + written[len(below) :]


def _is_of_a_ticket(entry: Entry) -> bool:
    """Return whether an entry has no effect but on its ticket's attendance and on refusals."""
    return entry.ticket is not None and entry.kind in OF_A_TICKET and entry.kind is not Kind.UNDO
