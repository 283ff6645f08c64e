"""A list's rows, read: each cell understood, its code hashed, its reference there or made."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from zoneinfo import ZoneInfo

from kiosk.guestlist.cells import (
    CellRefused,
    clean,
    clean_number,
    entrances_reader,
    moment_reader,
    read_code,
    read_places,
    read_status,
    shortened,
)
from kiosk.guestlist.code_quality import CodeShapes
from kiosk.guestlist.columns import FIELDS, Columns
from kiosk.guestlist.guest_name import full_name
from kiosk.guestlist.import_report import ImportWarning, Rejection, RejectionReason
from kiosk.guestlist.marked_cells import unmarked
from kiosk.guestlist.mojibake import mended
from kiosk.guestlist.row_source import Broken
from kiosk.keys.guest_ids import guest_id, made_ref
from kiosk.keys.ticket_codes import code_hash
from kiosk.store.lists.list_staging import RejectedRow, StagedRow


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading needs to know: whose list it is, the event's key, zone and entrances."""

    source: str
    code_key: bytes
    zone: ZoneInfo
    entrances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, and whose it is as far as that could be read."""

    rejection: Rejection
    rejected: RejectedRow


class RowReader:
    """Reads the rows of one file; `shapes` sees every code on its way."""

    def __init__(self, columns: Columns, width: int, reading: Reading) -> None:
        """`width` is the number of headings."""
        self.shapes = CodeShapes()
        self._mended, self._first_mended = 0, 0
        self._width = width
        self._reading = reading
        self._coded = columns.has("code")
        # A field without a column reads the empty cell that is put behind each row.
        self._pick = itemgetter(*(columns.positions.get(name, width) for name in FIELDS))
        self._valid_from = moment_reader("valid_from", reading.zone)
        self._valid_until = moment_reader("valid_until", reading.zone)
        self._entrances = entrances_reader(reading.entrances)

    def read(self, number: int, cells: list[str] | Broken) -> StagedRow | RefusedRow:
        """Return a row as it is staged, or why it cannot be."""
        code, ref = None, ""
        try:
            picked = self._pick(self._in_letters(number, self._squared(cells)))
            written, ticket, *rest = picked if {*map(type, picked)} == {str} else unmarked(picked)
            ref = clean_number(ticket)
            shown = ""
            if self._coded:
                text = read_code(written)
                code = code_hash(self._reading.code_key, text)
                shown = shortened(text)
                self.shapes.see(number, text)
            return self._staged(number, code, shown, ref, rest)
        except CellRefused as refused:
            rejection = Rejection(number, refused.field, refused.value, refused.why, refused.params)
            return RefusedRow(rejection, RejectedRow(number, code, ref))

    def warnings(self) -> list[ImportWarning]:
        """Return what a person should look at."""
        warnings = self.shapes.warnings()
        if self._mended:
            params = {"rows": self._mended, "row": self._first_mended}
            warnings.append(ImportWarning("mended_letters", params))
        return warnings

    def _in_letters(self, number: int, cells: Sequence[str]) -> Sequence[str]:
        if all(map(str.isascii, cells)):
            return cells
        whole = [mended(cell) for cell in cells]
        if whole != list(cells):
            self._mended += 1
            self._first_mended = self._first_mended or number
        return whole

    def _squared(self, cells: list[str] | Broken) -> Sequence[str]:
        if isinstance(cells, Broken):
            raise CellRefused("", "", RejectionReason(cells.value))
        extra = len(cells) - self._width
        if extra <= 0:
            return cells + [""] * (1 - extra)
        more = next(filter(str.strip, cells[self._width :]), None)
        if more is not None:
            raise CellRefused("", shortened(clean(more)), RejectionReason.TOO_MANY_CELLS)
        return [*cells[: self._width], ""]

    def _staged(
        self, number: int, code: bytes | None, shown: str, ref: str, rest: Sequence[str]
    ) -> StagedRow:
        name, first, infix, last, organisation, booked_by, category, email, *rules, note = rest
        places, status, opens, closes, entrances = rules
        name = full_name(*map(clean, (name, first, infix, last)))
        organisation, booked_by = clean(organisation), clean(booked_by)
        if code is None and not (name or ref):
            raise CellRefused("name", "", RejectionReason.EMPTY_NAME)
        key, source = self._reading.code_key, self._reading.source
        made = not ref
        if made:
            ref = made_ref(key, source, name, organisation, booked_by)
        valid_from, valid_until = self._valid_from(opens), self._valid_until(closes)
        if valid_from is not None and valid_until is not None and valid_until <= valid_from:
            raise CellRefused("valid_until", clean(closes), RejectionReason.ENDS_BEFORE_START)
        return StagedRow(
            row=number,
            ticket=code or guest_id(key, source, ref),
            code=code,
            shown=shown,
            ref=ref,
            made=made,
            category=clean(category),
            places=read_places(places),
            status=read_status(status),
            valid_from=valid_from,
            valid_until=valid_until,
            entrances=self._entrances(entrances),
            name=name,
            organisation=organisation,
            booked_by=booked_by,
            email=clean(email),
            note=clean(note),
        )
