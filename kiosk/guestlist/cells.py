"""Parses the cells of a list: a code, a number of people, a time, entrances, damaged cells."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.domain.formula_guard import unguarded
from kiosk.domain.letters import composed, listed_code, one_line, plain_number, unwrapped
from kiosk.domain.scanned_text import MAX_CODE_LENGTH
from kiosk.domain.setting_values import YEARS
from kiosk.guestlist.columns.guest_counts import MOST_PLACES, guests_besides, people
from kiosk.guestlist.columns.status_words import may_mail
from kiosk.guestlist.import_report import RejectionReason
from kiosk.guestlist.row_source import Damage, MarkedCell

_SHOWN = 40


class CellError(ValueError):
    """A cell that cannot be used; `value` is safe to show."""

    def __init__(self, field: str, value: str, why: RejectionReason, **params: str) -> None:
        super().__init__(why.value)
        self.field = field
        self.value = value[:_SHOWN]
        self.why = why
        self.params = params


def clean(text: str) -> str:
    """Return a cell's text on one line, without marks that spreadsheets add."""
    if not text:
        return text
    if text.isascii() and text.isprintable() and "'" not in text and text[0] != "=":
        return " ".join(text.split())  # fast path for most cells
    text = one_line(unguarded(text))
    return unwrapped(text) if text[:1] in ("'", "=") else text


clean_repeated = lru_cache(maxsize=4096)(clean)
"""`clean` for columns in which many rows have the same text."""


def clean_number(text: str) -> str:
    """Return a cell with a number or a reference, without a spreadsheet's marks."""
    return plain_number(clean(text))


# A spreadsheet writes one digit before the E, or a sign after it: 12e4567890 is a hexadecimal code.
_DAMAGED = re.compile(
    r"[+-]?\d(?:[.,]\d+)?E\d{1,3}|[+-]?\d+(?:[.,]\d+)?E\+\d{1,3}"
    r"|#+|#(?:N/A|N/B|REF!|VALUE!|NAME\?|NUM!|DIV/0!)"
)
_DAMAGE_BEGINS = "+-0123456789#"


def read_code(text: str) -> str:
    """Return the text of a ticket's QR code; CellError if a spreadsheet damaged it."""
    # Most codes are letters and digits alone: nothing can have been added to them.
    code = text if text.isalnum() and text.isascii() else listed_code(text)
    if not code:
        raise CellError("code", "", RejectionReason.EMPTY_CODE)
    if code[0] in _DAMAGE_BEGINS and _DAMAGED.fullmatch(code.upper()):
        raise CellError("code", code, RejectionReason.DAMAGED_CODE)
    if not text.isalnum() and _are_several_codes(text):
        raise CellError("code", shortened(code), RejectionReason.SEVERAL_CODES)
    if len(text) > MAX_CODE_LENGTH:  # the door never looks up such a text
        raise CellError("code", shortened(code), RejectionReason.TOO_LONG)
    return code


_BETWEEN_CODES = re.compile(r"\s*[,;|\n]\s*|\s+(?:[/+&]|en|and|und|et)\s+")
_CODE = re.compile(r"(?=\D*\d)[A-Za-z0-9_-]{6,}")


def _are_several_codes(text: str) -> bool:
    """Return whether a cell has the codes of several tickets, all of one length."""
    parts = _BETWEEN_CODES.split(text.strip())
    return len(set(map(len, parts))) == 1 < len(parts) and all(map(_CODE.fullmatch, parts))


def shortened(code: str) -> str:
    """Return a shortened code: recognisable, but too short to copy."""
    return f"{code[: min(4, len(code) // 4)]}…"


@lru_cache(maxsize=1024)
def read_places(text: str) -> int:
    """Return the number of people of a ticket; an empty cell is one."""
    written = clean_number(text)
    if not written:
        return 1
    number = people(written)
    if number is None or not 1 <= number <= MOST_PLACES:
        raise CellError("places", clean(text), RejectionReason.NO_PLACES)
    return number


@lru_cache(maxsize=1024)
def read_besides(text: str) -> int:
    """Return the number of guests in addition to the row's person; an empty cell is none."""
    number = guests_besides(clean(text))
    if number is None or number >= MOST_PLACES:
        raise CellError("places", clean(text), RejectionReason.NO_PLACES)
    return number


def read_sum(texts: Sequence[str]) -> int:
    """Return the number of people of a ticket, from a number for each kind of people.

    An empty cell is none of them; where all are empty the ticket is for one.
    """
    written = [text for text in map(clean, texts) if text]
    numbers = [guests_besides(text) for text in written]
    total = sum(number or 0 for number in numbers) if written else 1
    if None in numbers or not 1 <= total <= MOST_PLACES:
        raise CellError("places", " + ".join(written), RejectionReason.NO_PLACES)
    return total


def read_mail_ok(text: str) -> str:
    """Return whether a guest may be mailed, "yes" or "no"; empty if the cell does not say."""
    allowed = may_mail(clean(text))
    return "" if allowed is None else ("yes" if allowed else "no")


def entrances_reader(known: Sequence[str]) -> Callable[[str], str | None]:
    """Return a parser for cells with entrances (`;` or `|` between them), to a JSON array.

    An empty cell gives None: every entrance.
    """
    by_name = {composed(name).casefold(): name for name in known}

    @lru_cache(maxsize=1024)
    def read(text: str) -> str | None:
        names = [clean(part) for part in re.split(r"[;|]", text)]
        unknown = [name for name in names if name and name.casefold() not in by_name]
        if unknown:
            params = {"known": ", ".join(known)}
            raise CellError("entrances", unknown[0], RejectionReason.UNKNOWN_ENTRANCE, **params)
        found = dict.fromkeys(by_name[name.casefold()] for name in names if name)
        return json.dumps(list(found), ensure_ascii=False) if found else None

    return read


_TIME = r"(?:\D{1,4}(?P<hour>\d{1,2})[:.U](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?)?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_MERIDIEM = r"\s*(?P<half>[AP]\.?M\.?)?(?:\s*(?:UUR|H))?"
_MOMENTS = tuple(
    re.compile(day + _TIME + _MERIDIEM + _ZONE)
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",
        r"(?:[A-Z]{2,9}\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<name>[A-Z]{3,9})\.?,?[\s-]+(?P<year>\d{4})",
        r"(?:[A-Z]{2,9}\.?,?\s+)?(?P<name>[A-Z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    )
)
_MONTHS = {
    **{"JAN": 1, "FEB": 2, "MAR": 3, "MRT": 3, "MAA": 3, "APR": 4, "MAY": 5, "MEI": 5, "JUN": 6},
    **{"JUL": 7, "AUG": 8, "SEP": 9, "OCT": 10, "OKT": 10, "NOV": 11, "DEC": 12},
}
_SERIAL = re.compile(r"[3-6]\d{4}(?:[.,]\d+)?")  # days since 1900 as Excel counts: 1982 to 2091
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001  # wall clock time, the zone is added below
_NO_END = datetime(YEARS[-1], 12, 31)  # noqa: DTZ001  # programs write 9999-12-31 for "no end"
_NOON, _DAY_ENDS = 12, 24


def moment_reader(field: str, zone: ZoneInfo) -> Callable[[str], int | None]:
    """Return a parser for times, to ms UTC; times without a zone are in `zone`.

    A date is its start, for `valid_until` its end. An empty cell gives None.
    """
    until = field == "valid_until"

    @lru_cache(maxsize=4096)
    def read(text: str) -> int | None:
        written = clean_number(text).upper()
        if not written:
            return None
        try:
            moment, whole_day = _serial(written) or _written(written)
            if until and moment.year > YEARS[-1]:
                moment, whole_day = _NO_END, False
            if moment.year not in YEARS:
                raise ValueError(written)
            if until and whole_day:
                moment += timedelta(days=1)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=zone)
            return round(moment.timestamp() * 1000)
        except (ValueError, KeyError, OverflowError) as error:
            raise CellError(field, clean(text), RejectionReason.UNREADABLE_DATE) from error

    return read


def _serial(written: str) -> tuple[datetime, bool] | None:
    if not _SERIAL.fullmatch(written):
        return None
    days = float(written.replace(",", "."))
    return _SERIAL_START + timedelta(seconds=round(days * 86_400)), days.is_integer()


def _written(written: str) -> tuple[datetime, bool]:
    parts = next((found for form in _MOMENTS if (found := form.fullmatch(written))), None)
    if parts is None:
        raise ValueError(written)
    named = parts.groupdict()
    month = _MONTHS[named["name"][:3]] if "name" in named else int(named["month"])
    year = int(named["year"]) + (2000 if len(named["year"]) < 4 else 0)  # noqa: PLR2004  # two digits
    hour = _on_24_hours(int(named["hour"] or 0), named["half"])
    if hour > _DAY_ENDS:
        raise ValueError(written)
    clock = f"{hour % _DAY_ENDS:02}:{named['minute'] or '00'}:{named['second'] or '00'}"
    zone = (named["zone"] or "").replace("Z", "+00:00")
    text = f"{year:04}-{month:02}-{int(named['day']):02}T{clock}{zone}"
    moment = datetime.fromisoformat(text)
    if hour == _DAY_ENDS and (moment.minute or moment.second):
        raise ValueError(written)
    return moment + timedelta(days=hour // _DAY_ENDS), named["hour"] is None


def _on_24_hours(hour: int, half: str | None) -> int:
    return hour if half is None else hour % _NOON + _NOON * half.startswith("P")


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
