"""The displayed texts of a workbook's cells."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from kiosk.guestlist.row_source import Damage, MarkedCell

MOST_DIGITS = 15
"""The digits of a number that a spreadsheet keeps; it replaces the others by zeros."""

_TOO_LARGE = 10.0**MOST_DIGITS
_HOUR_S, _MINUTE_S = 3600, 60


def cell_text(value: object, zeros: int = 0) -> str:
    """Return the displayed text of a cell; `zeros` is the width that its format fills up."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(float(value), zeros)
        case datetime():
            return MarkedCell(_moment(value), Damage.DATE)
        case date():
            return MarkedCell(value.isoformat(), Damage.DATE)
        case time():
            return MarkedCell(value.isoformat(timespec="seconds"), Damage.DATE)
        case timedelta():
            return MarkedCell(_duration(value), Damage.DATE)
    raise TypeError(value)


def _number(value: float, zeros: int) -> str:
    if abs(value) >= _TOO_LARGE:
        kept = Decimal(f"{value:.{MOST_DIGITS - 1}e}")
        return MarkedCell(f"{kept:f}", Damage.ROUNDED)
    return f"{value:.0f}".zfill(zeros) if value.is_integer() else f"{value:.{MOST_DIGITS}g}"


def _moment(value: datetime) -> str:
    # A fraction of a day is rarely a whole number of milliseconds.
    return (value + timedelta(milliseconds=500)).replace(microsecond=0).isoformat(" ")


def _duration(value: timedelta) -> str:
    hours, rest = divmod(round(value.total_seconds()), _HOUR_S)
    return f"{hours}:{rest // _MINUTE_S:02}:{rest % _MINUTE_S:02}"
