"""Texts about a laptop that this one replaces, and the consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.texts import Texts
from kiosk.ui.station.health_texts import StatusLine
from kiosk.ui.style.time_format import moment

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.domain.counting.station_status import StationStatus
    from kiosk.reports.laptops import Laptop, Laptops


def replaceable(laptops: Laptops) -> list[Laptop]:
    """Return the laptops that this one can replace, the last contact first."""
    now = _here(laptops)
    may = (one for one in laptops.laptops if _may_be_replaced(one, now))
    return sorted(may, key=lambda one: (-(one.status.last_seen or 0), one.status.name))


def may_have_died(laptops: Laptops) -> bool:
    """Return whether this is a spare laptop, and a laptop that let people in may be broken."""
    return laptops.spare and any(one.people for one in replaceable(laptops))


def replaces(laptops: Laptops | None) -> str:
    """Return which laptop this one replaces, empty for none."""
    now = _here(laptops) if laptops is not None else None
    return now.replaces if now is not None else ""


def replace_row(one: Laptop, laptops: Laptops, words: Texts, name: str) -> str:
    """Return the text about a laptop in the choice; `name` is its name, shortened."""
    last_seen = one.status.last_seen
    if last_seen is None:
        return words.say("replace.unheard", name=name)
    at = moment(last_seen, laptops.as_of, laptops.event.zone, words.language)
    return words.say("replace.heard", name=name, people=words.number(one.people), at=at)


def consequence(one: Laptop, laptops: Laptops, words: Texts) -> str:
    """Return the consequences of replacing a laptop."""
    name, last_seen = one.status.name, one.status.last_seen
    if last_seen is None:
        known = words.say("replace.unknown", name=name)
    else:
        at = moment(last_seen, laptops.as_of, laptops.event.zone, words.language)
        known = words.say("replace.known", name=name, at=at)
    place = words.say("replace.place", entrance=one.entrance) if one.entrance else ""
    return " ".join(filter(None, (place, known, words.say("replace.back", name=name))))


def replacement(laptops: Laptops | None, words: Texts) -> StatusLine:
    """Return which laptop this one replaces, or was replaced by; an empty line for neither."""
    now = _here(laptops) if laptops is not None else None
    if now is None or not (now.replaces or now.replaced_by):
        return StatusLine()
    name = now.replaces or now.replaced_by
    quiet, row = (
        ("replace.quiet", "replace.row") if now.replaces else ("replace.quiet_by", "replace.row_by")
    )
    return StatusLine(words.say(quiet, name=name), row=(words.say(row), name))


def _here(laptops: Laptops) -> StationStatus | None:
    return next((one.status for one in laptops.laptops if one.status.this), None)


def _may_be_replaced(one: Laptop, here: StationStatus | None) -> bool:
    status = one.status
    if status.this or status.revoked or status.copy or one.handed_in:
        return False
    return not status.finished or (here is not None and here.replaces == status.name)
