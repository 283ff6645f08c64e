"""Texts about a laptop that this one replaces, and the consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.texts import Texts
from kiosk.ui.station.health_texts import StatusLine
from kiosk.ui.style.time_format import locale, moment

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.domain.counting.station_status import StationStatus
    from kiosk.reports.laptops import Laptop, Laptops


def replaceable(seen: Laptops) -> list[Laptop]:
    """Return the laptops that this one can replace, the last contact first."""
    now = _here(seen)
    may = [one for one in seen.laptops if _may_be_replaced(one, now)]
    return sorted(may, key=lambda one: (-(one.status.last_seen or 0), one.status.name))


def may_have_died(seen: Laptops) -> bool:
    """Return whether this is a spare laptop, and a laptop that let people in may be broken."""
    return seen.spare and any(one.people for one in replaceable(seen))


def replaces(seen: Laptops | None) -> str:
    """Return which laptop this one replaces, empty for none."""
    now = _here(seen) if seen is not None else None
    return now.replaces if now is not None else ""


def replace_row(one: Laptop, seen: Laptops, words: Texts, name: str) -> str:
    """Return the text about a laptop in the choice; `name` is its name, shortened."""
    heard = one.status.last_seen
    if heard is None:
        return words.say("replace.unheard", name=name)
    people = locale(words.language).toString(one.people)
    at = moment(heard, seen.as_of, seen.event.zone, words.language)
    return words.say("replace.heard", name=name, people=people, at=at)


def consequence(one: Laptop, seen: Laptops, words: Texts) -> str:
    """Return the consequences of replacing a laptop."""
    name, heard = one.status.name, one.status.last_seen
    if heard is None:
        known = words.say("replace.unknown", name=name)
    else:
        at = moment(heard, seen.as_of, seen.event.zone, words.language)
        known = words.say("replace.known", name=name, at=at)
    place = words.say("replace.place", entrance=one.entrance) if one.entrance else ""
    return " ".join(filter(None, (place, known, words.say("replace.back", name=name))))


def replacement(seen: Laptops | None, words: Texts) -> StatusLine:
    """Return which laptop this one replaces, or was replaced by; an empty line for neither."""
    now = _here(seen) if seen is not None else None
    if now is None or not (now.replaces or now.replaced_by):
        return StatusLine()
    if now.replaces:
        quiet = words.say("replace.quiet", name=now.replaces)
        return StatusLine(quiet, row=(words.say("replace.row"), now.replaces))
    quiet = words.say("replace.quiet_by", name=now.replaced_by)
    return StatusLine(quiet, row=(words.say("replace.row_by"), now.replaced_by))


def _here(seen: Laptops) -> StationStatus | None:
    return next((one.status for one in seen.laptops if one.status.this), None)


def _may_be_replaced(one: Laptop, here: StationStatus | None) -> bool:
    heard = one.status
    if heard.this or heard.revoked or heard.copy or one.handed_in:
        return False
    return not heard.finished or (here is not None and here.replaces == heard.name)
