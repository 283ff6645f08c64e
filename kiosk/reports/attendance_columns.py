"""The columns of the attendance file: one row per ticket, or one per entry at the door."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kiosk.domain.entry import ADMISSIONS, Kind
from kiosk.domain.verdict import Outcome
from kiosk.errors import UnusableInput
from kiosk.store.attendance.attendance_rows import Attended, Passage

Cell = str | int
Told = Callable[[int], str]
"""Tells a time (ms UTC) as it stands in the file."""

EMAIL = "email"
PERSONAL = frozenset({"name", "organisation", "booked_by", "note", EMAIL})


def chosen(columns: Iterable[str], fields: str | None, *, names: bool) -> list[str]:
    """Return which columns to write: `fields` (with commas), else all but e-mail.

    Without `names` no column tells who somebody is. UnusableInput names an unknown field, or says
    that nothing is left.
    """
    known = list(columns)
    asked = [field for field in known if field != EMAIL]
    if fields is not None:
        asked = list(dict.fromkeys(field.strip() for field in fields.split(",")))
    for field in asked:
        if field not in known:
            raise UnusableInput("unknown_field", field=field, known=", ".join(known))
    kept = [field for field in asked if names or field not in PERSONAL]
    if not kept:
        raise UnusableInput("no_field_left", fields=", ".join(asked))
    return kept


def ticket_rows(
    attended: Iterable[Attended], fields: Sequence[str], told: Told
) -> Iterator[list[Cell]]:
    """Yield the cells of each ticket."""
    cells = [PER_TICKET[field] for field in fields]
    return ([cell(row, told) for cell in cells] for row in attended)


def scan_rows(
    passages: Iterable[Passage], fields: Sequence[str], told: Told
) -> Iterator[list[Cell]]:
    """Yield the cells of each entry at the door."""
    cells = [PER_SCAN[field] for field in fields]
    return ([cell(row, told) for cell in cells] for row in passages)


def _outcome(row: Passage) -> str:
    told = row.entry.detail.get("outcome")
    if isinstance(told, str):
        return told
    if row.entry.kind in ADMISSIONS:
        return Outcome.ADMITTED.value
    return Outcome.EXITED.value if row.entry.kind is Kind.OUT else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(at: int | None, told: Told) -> str:
    return "" if at is None else told(at)


PER_TICKET: Mapping[str, Callable[[Attended, Told], Cell]] = {
    "ticket": lambda row, _: row.ticket.ref,
    "name": lambda row, _: row.ticket.name,
    "organisation": lambda row, _: row.ticket.organisation,
    "category": lambda row, _: row.ticket.category,
    "places": lambda row, _: row.ticket.places,
    "status": lambda row, _: row.ticket.status.value,
    "attended": lambda row, _: _yes(row.entries > 0),
    "inside": lambda row, _: _yes(row.inside > 0),
    "first_in": lambda row, told: _time(row.first_at, told),
    "first_entrance": lambda row, _: row.first_entrance,
    "first_station": lambda row, _: row.first_station,
    "last_out": lambda row, told: _time(row.last_out_at, told),
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
}
"""The columns of the attendance file in their order; new ones come at the end."""

PER_SCAN: Mapping[str, Callable[[Passage, Told], Cell]] = {
    "at": lambda row, told: told(row.entry.at),
    "kind": lambda row, _: row.entry.kind.value,
    "outcome": lambda row, _: _outcome(row),
    "ticket": lambda row, _: row.ticket.ref if row.ticket else row.entry.ticket or "",
    "name": lambda row, _: row.ticket.name if row.ticket else "",
    "organisation": lambda row, _: row.ticket.organisation if row.ticket else "",
    "category": lambda row, _: row.ticket.category if row.ticket else "",
    "people": lambda row, _: row.entry.people,
    "entrance": lambda row, _: row.entry.entrance or "",
    "station": lambda row, _: row.station,
    "lifted": lambda row, _: " ".join(row.entry.overridden),
    "undone": lambda row, _: _yes(row.undone),
    "stated_time": lambda row, _: _yes(row.entry.stated),
    "note": lambda row, _: row.ticket.note if row.ticket else "",
    "source": lambda row, _: row.ticket.source if row.ticket else "",
    "booked_by": lambda row, _: row.ticket.booked_by if row.ticket else "",
    "entry": lambda row, _: row.entry.hash,
}
"""The columns of the file per scan: `kind` is what the journal calls it, `lifted` the refusals
that a person set aside, `undone` says that it was taken back later."""
