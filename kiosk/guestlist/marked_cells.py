"""Decides whether damaged cells of a workbook can be used, by the field of their column."""

from collections.abc import Iterable, Sequence

from kiosk.guestlist.cells import CellError, shortened
from kiosk.guestlist.import_report import RejectionReason
from kiosk.guestlist.row_source import Damage, MarkedCell

_NUMBERED = frozenset({"code", "ticket"})
_WITHOUT = frozenset({"organisation", "booked_by", "email", "note", "mail_ok"})
"""Optional fields: an error in them counts as an empty cell."""

_REASONS = {
    Damage.ERROR: RejectionReason.ERROR_CELL,
    Damage.NO_RESULT: RejectionReason.NO_RESULT,
    Damage.ROUNDED: RejectionReason.ROUNDED,
    Damage.DATE: RejectionReason.DATE_AS_CODE,
}


def unmarked(
    fields: Iterable[str], cells: Sequence[str], *, rounded_is_meant: bool = False
) -> Sequence[str]:
    """Return the cells of these fields as plain texts; CellError if one cannot be used."""
    return [
        _usable(field, cell, rounded_is_meant) if isinstance(cell, MarkedCell) else cell
        for field, cell in zip(fields, cells, strict=False)
    ]


def _usable(field: str, cell: MarkedCell, rounded_is_meant: bool) -> str:
    if cell.damage is Damage.ROUNDED and rounded_is_meant:
        return str(cell)
    if cell.damage in (Damage.ROUNDED, Damage.DATE):
        if field in _NUMBERED:
            raise CellError(field, shortened(cell), _REASONS[cell.damage])
        return str(cell)
    if field in _WITHOUT:
        return ""
    raise CellError(field, cell, _REASONS[cell.damage])
