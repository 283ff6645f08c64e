"""The columns of the attendance file: one row per ticket, or one per entry at the door."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from kiosk.domain.entry import ADMISSIONS, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.reports.file_formats import Cell
from kiosk.store.attendance.attendance_rows import DoorEvent, TicketAttendance

LocalTime = Callable[[int], datetime]
"""Converts a time (ms UTC) to the event's zone, to the second."""

ROW = "row"
EMAIL = "email"
MAIL_OK = "mail_ok"
PERSONAL = frozenset({"name", "organisation", "booked_by", "note", EMAIL, MAIL_OK})


def select_columns(
    columns: Iterable[str], usual: Iterable[str], fields: str | None, *, names: bool
) -> list[str]:
    """Return the columns to write: `fields` (with commas), else the usual ones.

    Without `names` no column is personal. Raises UnusableInput for an unknown field, or if no
    column is left.
    """
    known = list(columns)
    selected = list(usual)
    if fields is not None:
        selected = list(dict.fromkeys(field.strip() for field in fields.split(",")))
    for field in selected:
        if field not in known:
            raise UnusableInput("error.unknown_field", field=field, known=", ".join(known))
    allowed = [field for field in selected if names or field not in PERSONAL]
    if not allowed:
        raise UnusableInput("error.no_field_left", fields=", ".join(selected))
    return allowed


def ticket_rows(
    attended: Iterable[TicketAttendance], fields: Sequence[str], local: LocalTime
) -> Iterator[list[Cell]]:
    """Yield the cells of each ticket; the column `row` has the number of the row, from 1."""
    if ROW not in fields:
        cells = [PER_TICKET[field] for field in fields]
        return ([cell(row, local) for cell in cells] for row in attended)
    numbered = [None if field == ROW else PER_TICKET[field] for field in fields]
    return (
        [number if cell is None else cell(row, local) for cell in numbered]
        for number, row in enumerate(attended, start=1)
    )


def scan_rows(
    events: Iterable[DoorEvent], fields: Sequence[str], local: LocalTime
) -> Iterator[list[Cell]]:
    """Yield the cells of each entry at the door."""
    cells = [PER_SCAN[field] for field in fields]
    return ([cell(row, local) for cell in cells] for row in events)


def _outcome(row: DoorEvent) -> str:
    outcome = row.entry.detail.get("outcome")
    if isinstance(outcome, str):
        return outcome
    if row.entry.kind in ADMISSIONS:
        return Outcome.ADMITTED.value
    return Outcome.EXITED.value if row.entry.kind is Kind.OUT else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(at: int | None, local: LocalTime) -> Cell:
    return "" if at is None else local(at)


def _direction(row: DoorEvent) -> str:
    """Return `in` or `out`; empty for a refusal or an undo."""
    if row.entry.kind in ADMISSIONS:
        return Direction.IN.value
    if row.entry.kind is Kind.OUT or _outcome(row) == Outcome.NOT_INSIDE.value:
        return Direction.OUT.value
    way = row.entry.detail.get("direction") if row.entry.kind is Kind.CLICKER else None
    return way if isinstance(way, str) else ""


PER_TICKET: Mapping[str, Callable[[TicketAttendance, LocalTime], Cell]] = {
    "ticket": lambda row, _: row.ticket.ref,
    "name": lambda row, _: row.ticket.name,
    "organisation": lambda row, _: row.ticket.organisation,
    "category": lambda row, _: row.ticket.category,
    "places": lambda row, _: row.ticket.places,
    "status": lambda row, _: row.ticket.status.value,
    "attended": lambda row, _: _yes(row.entries > 0),
    "inside": lambda row, _: _yes(row.inside > 0),
    "first_in": lambda row, local: _time(row.first_at, local),
    "first_entrance": lambda row, _: row.first_entrance,
    "first_station": lambda row, _: row.first_station,
    "last_out": lambda row, local: _time(row.last_out_at, local),
    "entries": lambda row, _: row.entries,
    "double_entries": lambda row, _: row.doubles,
    "refusals": lambda row, _: row.refusals,
    "note": lambda row, _: row.ticket.note,
    "source": lambda row, _: row.ticket.source,
    "booked_by": lambda row, _: row.ticket.booked_by,
    "walk_in": lambda row, _: _yes(row.ticket.walk_in),
    "people_admitted": lambda row, _: row.admitted,
    "people_inside": lambda row, _: row.inside,
    EMAIL: lambda row, _: row.email,
    MAIL_OK: lambda row, _: row.mail_ok,
    ROW: lambda _row, _local: 0,  # counted where the rows are written
}
"""The columns of the attendance file in their order; new ones are added at the end."""

USUAL_PER_TICKET = tuple(one for one in PER_TICKET if one not in (EMAIL, MAIL_OK, ROW))

FOR_RESEARCH = (ROW, *(one for one in USUAL_PER_TICKET if one not in {*PERSONAL, "ticket"}))
"""A row number instead of the ticket's own number, and no names."""

PER_SCAN: Mapping[str, Callable[[DoorEvent, LocalTime], Cell]] = {
    "at": lambda row, local: local(row.entry.at),
    "outcome": lambda row, _: _outcome(row),
    "ticket": lambda row, _: row.ticket.ref if row.ticket else row.entry.ticket or "",
    "name": lambda row, _: row.ticket.name if row.ticket else "",
    "category": lambda row, _: row.ticket.category if row.ticket else "",
    "people": lambda row, _: row.entry.people,
    "direction": lambda row, _: _direction(row),
    "entrance": lambda row, _: row.entry.entrance or "",
    "area": lambda row, _: row.entry.area or FESTIVAL,
    "station": lambda row, _: row.station,
    "stated": lambda row, _: _yes(row.entry.stated),
    "undone": lambda row, _: _yes(row.undone),
    "kind": lambda row, _: row.entry.kind.value,
    "lifted": lambda row, _: " ".join(row.entry.overridden),
    "organisation": lambda row, _: row.ticket.organisation if row.ticket else "",
    "note": lambda row, _: row.ticket.note if row.ticket else "",
    "source": lambda row, _: row.ticket.source if row.ticket else "",
    "booked_by": lambda row, _: row.ticket.booked_by if row.ticket else "",
    "entry": lambda row, _: row.entry.hash,
}
"""The columns of the file per scan.

`stated`: a person typed the time. `undone`: the entry was undone later. `kind`: its kind in the
journal. `lifted`: the refusals that were overridden.
"""

USUAL_PER_SCAN = tuple(PER_SCAN)[: tuple(PER_SCAN).index("undone") + 1]
