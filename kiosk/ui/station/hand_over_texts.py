"""The texts of the summary at the end of a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.reports.laptop_health import Battery
from kiosk.texts import Texts
from kiosk.ui.station.health_texts import battery_text
from kiosk.ui.style.time_format import clock_time, locale

if TYPE_CHECKING:  # SQLite comes with it: imported after the camera's first picture
    from kiosk.checkin.shifts import ShiftSummary


def summary_lines(
    card: ShiftSummary, zone: ZoneInfo, words: Texts, battery: Battery | None
) -> list[tuple[str, str]]:
    """Return the lines of the summary: pairs of label and figure."""
    done, between = card.done, (clock_time(card.on_duty.since, zone), clock_time(card.at, zone))
    of = locale(words.language).toString
    lines = [
        ("shift", words.say("scan.hand_over.between", since=between[0], until=between[1])),
        ("scans", of(done.scans)),
        ("people_in", of(done.people_in)),
        ("people_out", of(done.people_out)),
        ("refused", of(done.refusals)),
        ("doubles", of(card.doubles_open)),
        ("unsent", _unsent(card, zone, words)),
    ]
    if battery is not None:
        lines.append(("battery", battery_text(battery, words)))
    return [(words.say(f"scan.hand_over.{what}"), number) for what, number in lines]


def _unsent(card: ShiftSummary, zone: ZoneInfo, words: Texts) -> str:
    if card.sent_at is None:
        return words.say("scan.hand_over.never")
    return words.say(
        "scan.hand_over.since",
        count=locale(words.language).toString(card.unsent),
        time=clock_time(card.sent_at, zone),
    )
