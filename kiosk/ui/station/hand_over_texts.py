"""The texts of the summary at the end of a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.reports.laptop_health import Battery
from kiosk.texts import Texts
from kiosk.ui.station.health_texts import battery_text
from kiosk.ui.style.time_format import clock_time, locale

if TYPE_CHECKING:  # it imports SQLite: imported after the camera's first picture
    from kiosk.checkin.shifts import ShiftSummary


def summary_lines(
    card: ShiftSummary, zone: ZoneInfo, words: Texts, battery: Battery | None
) -> list[tuple[str, str]]:
    """Return the lines of the summary: pairs of label and figure."""
    done, between = card.done, (clock_time(card.on_duty.since, zone), clock_time(card.at, zone))
    of = locale(words.language).toString
    shift = words.say("scan.hand_over.between", since=between[0], until=between[1])
    lines = [
        ("scan.hand_over.shift", shift),
        ("scan.hand_over.scans", of(done.scans)),
        ("scan.hand_over.people_in", of(done.people_in)),
        ("scan.hand_over.people_out", of(done.people_out)),
        ("scan.hand_over.refused", of(done.refusals)),
        ("scan.hand_over.doubles", of(card.doubles_open)),
        ("scan.hand_over.unsent", _unsent(card, zone, words)),
    ]
    if battery is not None:
        lines.append(("scan.hand_over.battery", battery_text(battery, words)))
    return [(words.say(what), number) for what, number in lines]


def _unsent(card: ShiftSummary, zone: ZoneInfo, words: Texts) -> str:
    if card.sent_at is None:
        return words.say("scan.hand_over.never")
    return words.say(
        "scan.hand_over.since",
        count=locale(words.language).toString(card.unsent),
        time=clock_time(card.sent_at, zone),
    )
