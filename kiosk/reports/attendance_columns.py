"""The columns of the attendance file: a row per ticket, a row per entry at the door, or sums."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from kiosk.domain.entry import ADMISSIONS, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.reports.day_report.day_report import MIN_PEOPLE
from kiosk.reports.file_formats import Cell
from kiosk.store.attendance.attendance_rows import DoorEvent, TicketAttendance

LocalTime = Callable[[int], datetime]
"""Converts a time (ms UTC) to the event's zone, rounded to seconds."""

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
    columns = [PER_TICKET[field] for field in fields]
    # Most cells are taken at once: a function for each costs more than all the rest of a row.
    places = (TicketAttendance._fields.index(one) if isinstance(one, str) else 0 for one in columns)
    pick = itemgetter(*places, 0)
    made = [(place, one) for place, one in enumerate(columns) if not isinstance(one, str)]
    numbered = fields.index(ROW) if ROW in fields else None
    for number, row in enumerate(attended, start=1):
        *cells, _ = pick(row)
        for place, cell in made:
            cells[place] = cell(row, local)
        if numbered is not None:
            cells[numbered] = number
        yield cells


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


def _yes(value: bool | int) -> str:
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


PER_TICKET: Mapping[str, str | Callable[[TicketAttendance, LocalTime], Cell]] = {
    "ticket": "ref",
    "name": "name",
    "organisation": "organisation",
    "category": "category",
    "places": "places",
    "status": lambda row, _: row.status,
    "attended": lambda row, _: _yes(row.entries > 0),
    "inside": lambda row, _: _yes(row.inside > 0),
    "first_in": lambda row, local: _time(row.first_at, local),
    "first_entrance": "first_entrance",
    "first_station": "first_station",
    "last_out": lambda row, local: _time(row.last_out_at, local),
    "entries": "entries",
    "double_entries": "doubles",
    "refusals": "refusals",
    "note": "note",
    "source": "source",
    "booked_by": "booked_by",
    "walk_in": lambda row, _: _yes(row.walk_in),
    "people_admitted": "admitted",
    "people_inside": "inside",
    EMAIL: "email",
    MAIL_OK: "mail_ok",
    ROW: lambda _row, _local: 0,  # counted where the rows are written
}
"""The columns of the attendance file in their order; new ones are added at the end.

A column is a field of `TicketAttendance`, or made from it.
"""

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

SUMS = ("sum", "name", "expected", "people")
"""The columns: the kind of the line, its name, expected places, people who came."""

_QUARTER_MIN = 15


def sum_rows(
    attended: Iterable[TicketAttendance], columns: Sequence[str], local: LocalTime
) -> Iterator[list[Cell]]:
    """Yield the total, then a line for each category, organisation and quarter hour.

    A ticket's people are counted in the quarter hour of its first entry, so each part adds up to
    the total. `columns` are some of SUMS.
    """
    sums = _Sums()
    for row in attended:
        sums.add(row, local)
    chosen = [SUMS.index(column) for column in columns]
    return ([line[column] for column in chosen] for line in sums.lines())


class _Sums:
    def __init__(self) -> None:
        self._expected: Counter[str] = Counter()
        self._came: Counter[str] = Counter()
        self._organisations: Counter[str] = Counter()
        self._quarters: Counter[datetime] = Counter()

    def add(self, row: TicketAttendance, local: LocalTime) -> None:
        category = row.ticket.category
        self._expected[category] += row.ticket.expected(came=row.admitted > 0)
        self._came[category] += row.admitted
        self._organisations[row.ticket.organisation] += row.admitted
        if row.first_at is not None:
            at = local(row.first_at)
            quarter = at.replace(minute=at.minute // _QUARTER_MIN * _QUARTER_MIN, second=0)
            self._quarters[quarter] += row.admitted

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the lines, sorted by name or time."""
        yield ["total", "", self._expected.total(), self._came.total()]
        for category in sorted(self._expected):
            yield ["category", category, self._expected[category], self._came[category]]
        yield from self._organisation_lines()
        for at in sorted(self._quarters):
            yield ["quarter_hour", at, "", self._quarters[at]]

    def _organisation_lines(self) -> Iterator[list[Cell]]:
        named = {name: n for name, n in self._organisations.items() if name and n >= MIN_PEOPLE}
        for name in sorted(named):
            yield ["organisation", name, "", named[name]]
        nameless = self._organisations[""]
        few = self._organisations.total() - sum(named.values()) - nameless
        if few:
            yield ["organisation", f"< {MIN_PEOPLE}", "", few]
        if nameless:
            yield ["organisation", "", "", nameless]
