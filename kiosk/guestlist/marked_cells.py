"""Whether a workbook's damaged cells can still be used, by what their column holds."""

from collections.abc import Iterator, Sequence

from kiosk.guestlist.cells import CellRefused, shortened
from kiosk.guestlist.columns import FIELDS
from kiosk.guestlist.import_report import RejectionReason
from kiosk.guestlist.row_source import Damage, MarkedCell

_NUMBERED = frozenset({"code", "ticket"})
_WITHOUT = frozenset({"organisation", "booked_by", "email", "note"})
"""Fields that a guest can do without: an error in them is as good as an empty cell."""

_REASONS = {
    Damage.ERROR: RejectionReason.ERROR_CELL,
    Damage.NO_RESULT: RejectionReason.NO_RESULT,
    Damage.ROUNDED: RejectionReason.ROUNDED,
    Damage.DATE: RejectionReason.DATE_AS_CODE,
}


def unmarked(picked: Sequence[str]) -> Iterator[str]:
    """Yield the cells of all fields as plain texts; CellRefused if one of them cannot be used."""
    for field, cell in zip(FIELDS, picked, strict=True):
        yield _usable(field, cell) if isinstance(cell, MarkedCell) else cell


def _usable(field: str, cell: MarkedCell) -> str:
    if cell.damage in (Damage.ROUNDED, Damage.DATE):
        if field in _NUMBERED:
            raise CellRefused(field, shortened(cell), _REASONS[cell.damage])
        return str(cell)
    if field in _WITHOUT:
        return ""
    raise CellRefused(field, cell, _REASONS[cell.damage])
