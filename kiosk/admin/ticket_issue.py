"""Issues tickets: gives new tickets, or guests without a code, a code, and has it written to files.

A code is stored as a hash only, so the files are made first; they stay only if a list has the code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kiosk.admin.list_import import import_into, record_list
from kiosk.admin.requests import IssuedTicket, IssueRequest
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Status
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.source_name import checked_source, spelled_as_known
from kiosk.keys.ticket_codes import SIGNED_TEXT, SignedCode, code_hash, new_code, sign_code
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.lists.list_diff import carry_over, staged_again
from kiosk.store.lists.list_snapshots import Lists, Snapshot
from kiosk.store.lists.list_staging import StagedRow, Staging, import_lock, staging
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.lists.new_codes import (
    CodeChange,
    UncodedTicket,
    last_number,
    listed_without_code,
    staged_without_code,
)
from kiosk.store.lists.new_codes import set_codes as set_staged_codes
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore, check_role

_PREFIX, _DOOR_PREFIX = "T-", "D-"
_DIGITS = 4
_LETTERS = 4


class TicketOutput(Protocol):
    """The files of issued tickets."""

    def write(self, event: Event, tickets: Sequence[IssuedTicket]) -> None:
        """Write the files of all tickets, or leave none."""

    def keep(self) -> None:
        """Put the written files in their place: a list has the tickets now."""

    def discard(self) -> None:
        """Remove the written files: no list has the tickets."""


def issue_new(session: DataFolder, request: IssueRequest, output: TicketOutput) -> int:
    """Issue `count` new tickets in a list of their own; return how many.

    Raises UnusableInput if the role forbids it, or signing is not possible on this laptop.
    """
    with _issuing(session, request, output) as issue:
        store = issue.store
        default = "tickets.door_sale_source" if request.door_sale else "tickets.issued_source"
        named = checked_source(
            request.source or f"{session.words.say(default)} {_letters(store)}".rstrip()
        )
        source = spelled_as_known(named, issue.lists.sources())
        tickets = list(_numbered(store, request, source))
        changes = issue.give_codes(tickets)
        with staging(store.database) as staged:
            status = Status.DOOR_SALE if request.door_sale else Status.VALID
            staged.load(_new_rows(tickets, changes, status))
            staged.settle_all()
            previous = issue.lists.current(source)
            if previous is not None:
                carry_over(store.database, previous.list, replace=False)
            issue.make_current(source, staged, previous)
        return issue.count


def issue_to_guests(session: DataFolder, request: IssueRequest, output: TicketOutput) -> int:
    """Issue a code to each guest of the lists, or of `source`, who has none; return how many.

    Raises UnusableInput if the role forbids it, or there is no such list.
    """
    with _issuing(session, request, output) as issue:
        store, sources = issue.store, issue.lists.sources()
        if request.source is not None and request.source not in sources:
            known = ", ".join(filter(None, sources))
            raise UnusableInput("error.unknown_source", name=request.source, known=known)
        tickets = list(listed_without_code(store.database, store.keys.event, request.source))
        changes = defaultdict(list)
        for ticket, change in zip(tickets, issue.give_codes(tickets), strict=True):
            changes[ticket.source].append(change)
        for source, some in changes.items():
            issue.set_codes(source, some)
        return issue.count


def issue_from_file(
    session: DataFolder, path: Path, request: IssueRequest, output: TicketOutput
) -> tuple[Report, int]:
    """Import a list, and issue a code to each guest in it who has none; return also how many.

    Nothing is issued if the import has questions or rejects rows.
    """
    options = ImportOptions(source=request.source, some_without_code=True)
    with session.open_store() as store, _Issue(store, request, output) as issue:

        def give_codes(staged: Staging, previous: Snapshot | None) -> None:
            current = previous.list if previous else None
            tickets = list(staged_without_code(staged, store.keys.event, current))
            set_staged_codes(staged, issue.give_codes(tickets))

        return import_into(store, path, options, session.words, give_codes), issue.count


@contextmanager
def _issuing(
    session: DataFolder, request: IssueRequest, output: TicketOutput
) -> Iterator["_Issue"]:
    with session.open_store() as store, import_lock(store.database):
        with _Issue(store, request, output) as issue:
            yield issue
        issue.finish()


class _Issue:
    """One issue: makes the codes, and keeps their files once a list has one of them."""

    def __init__(self, store: StationStore, request: IssueRequest, output: TicketOutput) -> None:
        pause = YieldToScans(store.database)
        self.store = store
        self.lists = Lists(store.database, store.keys.event, pause=pause)
        self._changes: list[CodeChange] = []
        self._search = NameIndex(store.database, store.keys.event, pause=pause)
        self._request = request
        self._output = output

    def __enter__(self) -> "_Issue":
        """Raise UnusableInput if this laptop may not issue such tickets."""
        check_role(self.store, Kind.LIST)
        if self._request.signed and self.store.keys.organiser is None:
            raise UnusableInput("error.no_organiser_key")
        return self

    def __exit__(self, *args: object) -> None:
        if not self._changes:
            return
        # The lists decide, as a step after the commit may have failed.
        if any(self.store.tickets.by_code(one.code) for one in self._changes):
            self._output.keep()
        else:
            self._output.discard()

    @property
    def count(self) -> int:
        """The number of tickets that got a code."""
        return len(self._changes)

    def give_codes(self, tickets: Sequence[UncodedTicket]) -> list[CodeChange]:
        """Make a code for each ticket, and write the files of all."""
        if not tickets:
            return []
        codes = [self._code(ticket) for ticket in tickets]
        self._output.write(self.store.event(), list(map(_issued, tickets, codes)))
        self._changes = list(map(self._change, tickets, codes))
        return self._changes

    def set_codes(self, source: str, changes: Sequence[CodeChange]) -> None:
        """Make a list current in which tickets of a source have their new codes."""
        previous = self.lists.current(source)
        if previous is None:
            raise WorldFailed("error.list_changed_meanwhile", source=source)
        with staged_again(self.store.database, previous.list) as staged:
            if set_staged_codes(staged, changes) != len(changes):
                raise WorldFailed("error.list_changed_meanwhile", source=source)
            self.make_current(source, staged, previous)

    def make_current(self, source: str, staged: Staging, previous: Snapshot | None) -> None:
        """Make staged rows the current list of a source."""
        self.lists.make_current(
            source,
            staged,
            previous,
            at=self.store.journal.now(),
            record=lambda *manifest: record_list(self.store, *manifest),
            refresh=self.store.attendance.refresh_listings,
        )

    def finish(self) -> None:
        """Remove snapshots that are no longer needed, and update the name index."""
        for source in self.lists.sources():
            self.lists.remove_outdated(source, self._search)
        self._search.update()

    def _code(self, ticket: UncodedTicket) -> str:
        organiser = self.store.keys.organiser
        # A guest whom a list has already stays the same ticket there, with or without a signature.
        if not (self._request.signed and ticket.is_new) or organiser is None:
            return new_code()
        if max(len(ticket.ref.encode()), len(ticket.category.encode())) > SIGNED_TEXT:
            raise UnusableInput("error.signed_too_long", ref=ticket.ref)
        signed = SignedCode(self.store.keys.event, ticket.ref, ticket.category, ticket.places)
        return sign_code(organiser, signed)

    def _change(self, ticket: UncodedTicket, code: str) -> CodeChange:
        digest = code_hash(self.store.keys.code_key, code)
        is_own = ticket.is_new and (self._request.signed or not ticket.ticket)
        return CodeChange(ticket.ticket, digest, digest if is_own else ticket.ticket)


def _issued(ticket: UncodedTicket, code: str) -> IssuedTicket:
    return IssuedTicket(
        ref=ticket.ref,
        name=ticket.name,
        organisation=ticket.organisation,
        category=ticket.category,
        places=ticket.places,
        email=ticket.email,
        code=code,
    )


def _numbered(store: StationStore, request: IssueRequest, source: str) -> Iterator[UncodedTicket]:
    """Yield new tickets, numbered after the last one of the current lists."""
    prefix = _DOOR_PREFIX if request.door_sale else _PREFIX
    if letters := _letters(store):
        prefix = f"{prefix}{letters}-"
    first = last_number(store.database, store.keys.event, prefix) + 1
    for number in range(first, first + request.count):
        yield UncodedTicket(
            ticket=b"",
            is_new=True,
            source=source,
            ref=f"{prefix}{number:0{_DIGITS}}",
            name="",
            organisation="",
            category=request.category,
            places=1,
            email="",
        )


def _letters(store: StationStore) -> str:
    """Return the letters that keep this laptop's ticket numbers apart from another admin's.

    It may not know of the other admin laptop. Empty on the laptop that made the event.
    """
    keys = store.keys
    return "" if keys.station == keys.maker else keys.station[:_LETTERS].upper()


def _new_rows(
    tickets: Iterable[UncodedTicket], changes: Iterable[CodeChange], status: Status
) -> Iterator[StagedRow]:
    for row, (ticket, change) in enumerate(zip(tickets, changes, strict=True), start=1):
        yield StagedRow(
            row=row,
            ticket=change.identity,
            code=change.code,
            shown="",
            ref=ticket.ref,
            has_generated_ref=False,
            category=ticket.category,
            places=ticket.places,
            status=status.value,
        )
