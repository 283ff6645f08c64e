"""The sentences of the report of the day about missing laptops."""

from collections.abc import Callable

from kiosk.domain.counting.laptop_times import LaptopTimes
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts

Moment = Callable[[int], str]
"""Returns a time (ms UTC) in words."""


def missing_text(report: DayReport, words: Texts, moment: Moment) -> str:
    """Return the laptops that did not hand in, with the time of the last known entry, or empty."""
    laptops, unheard = report.missing_laptops, report.never_heard
    silent = words.say("report.missing_unheard", n=unheard) if unheard else ""
    if not laptops:
        return silent
    known = {
        "people": words.number(sum(one.times.people for one in laptops)),
        "at": moment(min(one.times.last for one in laptops)),
    }
    if len(laptops) == 1:
        station = station_name(laptops[0], words)
        missing = words.say("report.missing_one", station=station, **known)
    else:
        missing = words.say("report.missing_several", n=len(laptops), **known)
    return words.say("report.missing_both", missing=missing, unheard=silent) if silent else missing


def laptop_state(laptop: LaptopTimes) -> str:
    """Return the text key of the state of a laptop's day."""
    if laptop.is_hub:
        return "report.laptops.hub"
    if laptop.revoked:
        return "report.laptops.revoked"
    if laptop.replaced and not laptop.handed_in:
        return "report.laptops.replaced"
    if laptop.unused and not laptop.handed_in:
        return "report.laptops.unused"
    return "report.laptops.handed_in" if laptop.handed_in else "report.laptops.missing"
