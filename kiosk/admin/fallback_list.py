"""The list on paper for when no laptop works: its guests, its file, and its order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.admin.printed_lists import (
    Print,
    line_mark,
    marks_of,
    name_mark,
    printed_entrances,
    printed_mark,
    printed_name,
    printed_name_mark,
    prints_in_use,
    record_print,
)
from kiosk.atomic_file import write_atomic
from kiosk.checkin.answer import FoundTicket
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.letters import listed_code
from kiosk.domain.ticket import Ticket
from kiosk.errors import UnusableInput
from kiosk.keys.ticket_codes import code_hash
from kiosk.reports.fallback_rows import (
    Change,
    FallbackGuest,
    FallbackList,
    FallbackPart,
    entrances_left,
    guest_of,
    is_listed,
    parts_of,
)
from kiosk.store.attendance.attendance_rows import AttendanceReader
from kiosk.store.journal.annexes import is_purged
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore, check_role

SUFFIX = ".pdf"
_SHOWN_OF_CODE = 4  # characters of a ticket number that is the code itself


@dataclass(frozen=True, slots=True)
class FallbackState:
    """The number of guests of a new list, the last print (ms UTC), and the changes since then."""

    guests: int
    printed_at: int | None = None
    added: int = 0
    struck: int = 0


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """Guests in the order of a list on paper; `at` is when additions were printed, else None."""

    entrance: str
    at: int | None
    guests: tuple[FoundTicket, ...]


def fallback_list(store: StationStore, now: int, *, additions: bool = False) -> FallbackList:
    """Return the list of all guests at `now` (ms UTC), or the changes since it was printed.

    Raises UnusableInput without guests, after their names were removed, and for additions to a
    list that was never printed.
    """
    with snapshot(store.database):
        check_role(store, Kind.LIST)
        _check_names(store)
        event, guests = store.event(), list(_guests(store))
        if not additions:
            if not guests:
                raise UnusableInput("error.fallback_empty")
            return FallbackList(event, now, parts_of(guests, event))
        printed = prints_in_use(store)
        if not printed:
            raise UnusableInput("error.fallback_first")
        changed = _changed(store, guests, printed)
        return FallbackList(event, now, parts_of(changed, event), printed[-1].at)


def fallback_state(store: StationStore) -> FallbackState:
    """Return the state of the lists on paper; UnusableInput after the names were removed."""
    with snapshot(store.database):
        _check_names(store)
        guests, printed = list(_guests(store)), prints_in_use(store)
        if not printed:
            return FallbackState(len(guests))
        changes = [one.change for one in _changed(store, guests, printed)]
        struck, renamed = changes.count(Change.STRUCK), changes.count(Change.RENAMED)
        added = len(changes) - struck - renamed
        return FallbackState(len(guests), printed[-1].at, added, struck)


def _check_names(store: StationStore) -> None:
    if is_purged(store.database, store.keys.event):
        raise UnusableInput("error.fallback_purged")


def write_fallback(store: StationStore, path: Path, content: bytes, shown: FallbackList) -> None:
    """Write the PDF of a list for this user only, and record the print.

    Raises UnusableInput for another suffix and a missing folder.
    """
    check_fallback_file(path)
    check_role(store, Kind.SETTING)
    write_atomic(path, content, private=True)
    record_print(store, shown)


def record_fallback(store: StationStore, shown: FallbackList) -> None:
    """Record a print without a file."""
    check_role(store, Kind.SETTING)
    record_print(store, shown)


def check_fallback_file(path: Path) -> None:
    """Raise UnusableInput if a list cannot be written there."""
    if path.suffix.lower() != SUFFIX:
        raise UnusableInput("error.fallback_suffix", file=path.name)
    if not path.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=path.absolute().parent)


def paper_sheets(store: StationStore) -> list[PaperSheet]:
    """Return the printed sheets, to record their ticks: all guests, and each print of additions."""
    with snapshot(store.database):
        event, guests = store.event(), list(_guests(store))
        sheets = [_sheet(part, None) for part in parts_of(guests, event)]
        for one in prints_in_use(store):
            if one.additions:
                added = [guest for guest in guests if printed_mark(one.marks, guest.ticket.id)]
                sheets += [_sheet(part, one.at) for part in parts_of(added, event)]
        return [sheet for sheet in sheets if sheet.guests]


def _sheet(part: FallbackPart, at: int | None) -> PaperSheet:
    guests = tuple(FoundTicket(one.ticket, one.inside) for one in part.guests)
    return PaperSheet(part.entrance, at, guests)


def _guests(store: StationStore) -> Iterator[FallbackGuest]:
    reader = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
    inside = {row.id.hex(): row.inside for row in reader.rows(FESTIVAL) if row.inside}
    for ticket in store.tickets.all():
        if is_listed(ticket):
            yield guest_of(ticket, _printed_ref(store, ticket), inside.get(ticket.id, 0))


def _changed(
    store: StationStore, guests: Iterable[FallbackGuest], printed: Sequence[Print]
) -> Iterator[FallbackGuest]:
    """Yield the guests who are missing, changed or no longer valid on the printed lists."""
    event, marks = store.event(), marks_of(printed)
    for guest in guests:
        before = printed_mark(marks, guest.ticket.id)
        if before != line_mark(store, guest):
            ticket, change = guest.ticket, Change.CHANGED if before else Change.NEW
            had = printed_entrances(printed, ticket.id)
            left = entrances_left(ticket, had, event) if before else ()
            old_line = _old_line(store, guest, printed) if before else None
            if old_line is None:
                yield replace(guest, change=change, left=left)
            else:
                yield replace(guest, change=change)
                yield replace(old_line, now=", ".join(_now(ticket, left)))
    for ticket in store.tickets.all():
        if not is_listed(ticket) and printed_mark(marks, ticket.id):
            guest = guest_of(ticket, _printed_ref(store, ticket), 0, Change.STRUCK)
            old_line = _old_line(store, guest, printed)
            yield replace(old_line, change=Change.STRUCK) if old_line else guest


def _old_line(
    store: StationStore, guest: FallbackGuest, printed: Sequence[Print]
) -> FallbackGuest | None:
    """Return the line to strike of a guest who was printed with another name; None for others.

    Its name is empty where no earlier list is here that has it.
    """
    ticket = guest.ticket
    if printed_name_mark(printed, ticket.id) in (None, name_mark(store, ticket.name)):
        return None
    name = printed_name(store, printed, ticket.id)
    had = printed_entrances(printed, ticket.id)
    return guest_of(replace(ticket, name=name or "", entrances=had), guest.ref, 0, Change.RENAMED)


def _now(ticket: Ticket, left: Sequence[str]) -> Iterator[str]:
    """Yield the name of a guest, and the entrances of one who moved."""
    yield ticket.name
    if left:
        yield from ticket.entrances


def _printed_ref(store: StationStore, ticket: Ticket) -> str:
    """Return the ticket number to print; only its end if it is the code itself."""
    code = code_hash(store.keys.code_key, listed_code(ticket.ref))
    if code in store.tickets.codes_of(ticket.id):
        return f"…{ticket.ref[-_SHOWN_OF_CODE:]}"
    return ticket.ref
