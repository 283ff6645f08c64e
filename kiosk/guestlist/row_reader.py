"""Reads the rows of a list: parses the cells, hashes the code, and makes a reference if needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from zoneinfo import ZoneInfo

from kiosk.domain.letters import undo_wrong_decoding
from kiosk.domain.ticket import NOTE_SEPARATOR, Status, labelled
from kiosk.guestlist.cells import (
    CellError,
    clean,
    clean_number,
    clean_repeated,
    entrances_reader,
    moment_reader,
    read_besides,
    read_code,
    read_mail_ok,
    read_places,
    read_sum,
    shortened,
    unmarked,
)
from kiosk.guestlist.code_quality import CodeQuality
from kiosk.guestlist.columns.guest_counts import MOST_PLACES, guests_besides, people
from kiosk.guestlist.columns.list_columns import FIELDS, Columns
from kiosk.guestlist.columns.status_words import status_words
from kiosk.guestlist.guest_name import full_name, name_and_guests
from kiosk.guestlist.import_report import ImportWarning, Rejection, RejectionReason, about_rows
from kiosk.guestlist.late_words import LateWords
from kiosk.guestlist.row_source import BrokenRow, MarkedCell
from kiosk.guestlist.status_reader import Explained, StatusReader
from kiosk.keys.guest_ids import generated_ref, guest_id
from kiosk.keys.ticket_codes import code_hash
from kiosk.store.lists.list_staging import RejectedRow, StagedRow

_TicketIds = tuple[bytes | None, str, str]
"""A ticket's hashed code, the part of it that may be shown, and its reference."""

_ONE = tuple(name for name in FIELDS if name != "status")


@dataclass(frozen=True, slots=True)
class ReadContext:
    """The values for reading: the source, and the event's key, zone and entrances.

    `explained` are the user's meanings of status words, `fixed` values for the whole list by field;
    `rounded_is_meant`: codes that end in zeros are correct. `some_without_code`: a guest may have
    no code, also where others have one.
    """

    source: str
    code_key: bytes
    zone: ZoneInfo
    entrances: tuple[str, ...]
    explained: Explained = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    rounded_is_meant: bool = False
    some_without_code: bool = False


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is rejected, and its guest as far as that could be read."""

    rejection: Rejection
    rejected: RejectedRow


class RowReader:
    """Reads the rows of one file; `shapes` sees every code on its way.

    `addons` counts the rows that belong to another row's ticket, `nameless` those without a name.
    """

    def __init__(
        self, columns: Columns, width: int, reading: ReadContext, late: LateWords | None = None
    ) -> None:
        """`width` is the number of headings; `late` sees every row on its way."""
        self.shapes = CodeQuality()
        self.statuses = StatusReader(columns, reading.explained, reading.fixed.get("status"))
        self.late = late
        self.addons, self.nameless = 0, 0
        self._mended: list[int] = []
        self._plus: list[int] = []
        self._width = width
        self._reading = reading
        self._columns = columns
        self._coded, self._counted = columns.has("code"), columns.has("places")
        self._damaged = False  # whether the present row has a damaged cell
        # Each row is extended by an empty cell, for fields without a column, and the fixed values.
        self._behind = ["", *(reading.fixed[name] for name in reading.fixed)]
        fixed = {name: width + number for number, name in enumerate(reading.fixed, start=1)}
        self._pick = itemgetter(*({**columns.positions, **fixed}.get(one, width) for one in _ONE))
        self._valid_from = moment_reader("valid_from", reading.zone)
        self._valid_until = moment_reader("valid_until", reading.zone)
        self._entrances = entrances_reader(reading.entrances)

    def read(self, number: int, cells: list[str] | BrokenRow) -> StagedRow | RefusedRow | None:
        """Return a row to stage, or its rejection; None for a row that is no ticket."""
        code, ref = None, ""
        try:
            whole = self._in_letters(number, self._squared(cells))
            self._damaged = MarkedCell in map(type, whole)
            if self.late is not None:
                self.late.see(whole)
            if self._columns.addon is not None and whole[self._columns.addon].strip():
                self.addons += 1
                return None
            written, ticket, *rest = self._unmarked(_ONE, self._pick(whole))
            ref = clean_number(ticket)
            shown = ""
            if self._coded and (written.strip() or not self._reading.some_without_code):
                text = read_code(written)
                code = code_hash(self._reading.code_key, text)
                shown = shortened(text)
                self.shapes.see(number, text)
            return self._staged(number, (code, shown, ref), rest, whole)
        except CellError as refused:
            rejection = Rejection(number, refused.field, refused.value, refused.why, refused.params)
            return RefusedRow(rejection, RejectedRow(number, code, ref))

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about the rows."""
        warnings = [
            *self.shapes.warnings(),
            *about_rows("import.warning.mended_letters", self._mended),
            *about_rows("import.warning.plus_in_name", self._plus),
        ]
        if self.addons:
            warnings.append(ImportWarning("import.warning.addons", {"rows": self.addons}))
        for note, seen in self.statuses.noted.items():
            about = {"count": seen.count, "word": note, "rows": ", ".join(map(str, seen.rows))}
            warnings.append(ImportWarning("import.warning.status_notes", about))
        return warnings

    def _in_letters(self, number: int, cells: list[str]) -> list[str]:
        if all(map(str.isascii, cells)):
            return cells
        whole = [cell if cell.isascii() else undo_wrong_decoding(cell) for cell in cells]
        if whole != cells:
            self._mended.append(number)
        return whole

    def _squared(self, cells: list[str] | BrokenRow) -> list[str]:
        if isinstance(cells, BrokenRow):
            raise CellError("", "", RejectionReason[cells.name])
        extra = len(cells) - self._width
        if extra <= 0:
            return cells + [""] * -extra + self._behind
        more = next(filter(str.strip, cells[self._width :]), None)
        if more is not None:
            raise CellError("", shortened(clean(more)), RejectionReason.TOO_MANY_CELLS)
        return [*cells[: self._width], *self._behind]

    def _staged(
        self, number: int, ids: _TicketIds, rest: Sequence[str], whole: Sequence[str]
    ) -> StagedRow:
        code, shown, ref = ids
        name, first, infix, last, organisation, booked_by, category, email, *rules = rest
        places, opens, closes, entrances, note, mail = rules
        name, company = self._with_guests(number, (name, first, infix, last))
        organisation, booked_by = clean_repeated(organisation), clean_repeated(booked_by)
        if code is None and not (name or ref):
            raise CellError("name", "", RejectionReason.EMPTY_NAME)
        key, source = self._reading.code_key, self._reading.source
        made = not ref
        if made:
            ref = generated_ref(key, source, name, organisation, booked_by)
        valid_from, valid_until = self._validity(opens, closes)
        notes = self._notes(note, whole)
        status = self._status(number, whole, notes)
        # By position: names of arguments would take half a microsecond a row.
        return StagedRow(
            number,
            code or guest_id(key, source, ref),
            code,
            shown,
            ref,
            made,
            clean_repeated(category),
            self._places(places, whole, status) + company,
            status,
            valid_from,
            valid_until,
            self._entrances(entrances),
            name,
            organisation,
            booked_by,
            clean(email),
            self._note(notes) if any(notes) else "",
            read_mail_ok(mail),
        )

    def _validity(self, opens: str, closes: str) -> tuple[int | None, int | None]:
        valid_from, valid_until = self._valid_from(opens), self._valid_until(closes)
        if valid_from is not None and valid_until is not None and valid_until <= valid_from:
            raise CellError("valid_until", clean(closes), RejectionReason.ENDS_BEFORE_START)
        return valid_from, valid_until

    def _with_guests(self, number: int, parts: Sequence[str]) -> tuple[str, int]:
        """Return a name and the guests that it counts ("Jan +1"), if no column counts them."""
        name = full_name(*map(clean, parts))
        self.nameless += not name
        if self._counted:
            return name, 0
        bare, guests = name_and_guests(name)
        if guests:
            self._plus.append(number)
        return bare, guests

    def _notes(self, note: str, whole: Sequence[str]) -> list[str]:
        other_notes = self._unmarked(repeat("note"), [whole[one] for one in self._columns.notes])
        return [clean(note), *map(clean, other_notes)]

    def _status(self, number: int, whole: Sequence[str], notes: Sequence[str]) -> str:
        status_cells = [whole[column.position] for column in self._columns.statuses]
        return self.statuses.read(number, self._unmarked(repeat("status"), status_cells), notes)

    def _unmarked(self, fields: Iterable[str], cells: Sequence[str]) -> Sequence[str]:
        meant = self._reading.rounded_is_meant
        return unmarked(fields, cells, rounded_is_meant=meant) if self._damaged else cells

    def _places(self, text: str, whole: Sequence[str], status: str) -> int:
        """Return the places of a row; for a cancelled ticket any value is accepted."""
        counts = [whole[position] for position in self._columns.counts]
        besides = [whole[position] for position in self._columns.besides]
        if status == Status.CANCELLED:
            more = sum(guests_besides(clean(one)) or 0 for one in (*besides, *counts))
            return min((people(clean_number(text)) or (not counts)) + more, MOST_PLACES) or 1
        if counts:
            return read_sum((text, *counts))
        return read_places(text) + sum(map(read_besides, besides))

    def _note(self, notes: Sequence[str]) -> str:
        """Return all notes on one line; a column with only yes gives its heading."""
        fixed, *others = notes
        other_notes = map(self._of_column, self._columns.notes, others)
        return NOTE_SEPARATOR.join(filter(None, dict.fromkeys((fixed, *other_notes))))

    def _of_column(self, position: int, note: str) -> str:
        """Return the note of a column: its heading for a yes, or its heading with the text."""
        heading = self._columns.headings[position]
        if position in self._columns.flags:
            return heading if status_words().is_yes(note) else ""
        return labelled(heading, note) if position in self._columns.labelled else note
