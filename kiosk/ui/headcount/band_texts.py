"""The texts of the top band of the headcount page: the number, its bounds, and the room left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.headcount import Headcount
from kiosk.reports.first_glance import number_word, room_sentences, step_reached
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.headcount.capacity_bar import CapacityMarks
from kiosk.ui.style.time_format import ago, locale, moment

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport

MAX_NAMED = 2
"""The most silent laptops that are named; the others are counted."""
_LONG_NAMES = 40
"""Characters of two names that would make the band higher: then one of them is named."""

_WIDE = 1.1  # from this ratio of the bounds on, both are shown


@dataclass(frozen=True, slots=True)
class BandTexts:
    """The number, its word and bounds, and the room left.

    `steps` are the thresholds of the capacity that are reached, 0 to 4, and `step` their word.
    `marks` is None without a limit.
    """

    number: str
    word: str
    bound: str
    division: str
    room: str
    step: str
    steps: int
    marks: CapacityMarks | None
    conditions: str


def numbers(words: Texts) -> Callable[[int], str]:
    """Return the function that formats whole numbers in the language: 1.214."""
    return locale(words.language).toString


def band_texts(report: HeadcountReport, words: Texts) -> BandTexts:
    """Return the texts of the band; all numbers are whole."""
    count, written = report.headcount, numbers(words)
    inside = number_word(report, words)
    steps, step = step_reached(count, words)
    return BandTexts(
        number=written(count.inside),
        word=inside,
        bound=_bound(count, words),
        division=" ".join(filter(None, (_division(count, inside, words), _recount(report, words)))),
        room=_room(count, words),
        step=step,
        steps=steps,
        marks=_marks(count),
        conditions="" if count.is_certain else words.say("first_glance.no_copies"),
    )


def age_text(report: HeadcountReport, now: int, words: Texts, *, failed: bool) -> str:
    """Return the time until which all is known, or the age of the figure at `now` (ms UTC).

    `failed`: the last count failed.
    """
    count, zone = report.headcount, report.event.zone
    if not count.is_certain and not failed:
        return _known_until(report, words)
    key = "first_glance.not_counted" if failed else "first_glance.as_of"
    at = moment(count.as_of, now, zone, words.language)
    return words.say(key, at=at, ago=ago(count.as_of, now, words))


def wall_age_text(report: HeadcountReport, words: Texts) -> str:
    """Return the time until which all is known, without the names of laptops."""
    count = report.headcount
    known = count.as_of if count.is_certain else _oldest(count.silent_stations)
    if known is None or count.never_seen:
        return words.say("first_glance.not_all_known")
    at = moment(known, count.as_of, report.event.zone, words.language)
    return words.say("first_glance.known_until", at=at)


def silent_names(count: Headcount, words: Texts) -> str:
    """Name the silent laptops; only the first ones if there are many."""
    silent = count.silent_stations
    named = [station_name(station, words) for station in silent[:MAX_NAMED]]
    if sum(map(len, named)) > _LONG_NAMES:
        named = named[:1]
    unnamed = len(silent) - len(named)
    if unnamed:
        named.append(words.say("first_glance.and_more", count=unnamed))
    return ", ".join(named)


def _known_until(report: HeadcountReport, words: Texts) -> str:
    count = report.headcount
    silent = silent_names(count, words)
    parts = [words.say("first_glance.silent", stations=silent)] if silent else []
    if count.never_seen:
        parts.append(words.say("first_glance.not_met", count=count.never_seen))
    known = _oldest(count.silent_stations)
    if known is None or count.never_seen:
        return " ".join((words.say("first_glance.not_all_known"), *parts))
    at = moment(known, count.as_of, report.event.zone, words.language)
    return " ".join((words.say("first_glance.known_until", at=at), *parts))


def _oldest(silent: tuple[StationStatus, ...]) -> int | None:
    """Return the time until which all silent laptops are known; None if one was never seen."""
    times = [station.last_seen for station in silent]
    known = [at for at in times if at is not None]
    return min(known) if known and len(known) == len(times) else None


def _bound(count: Headcount, words: Texts) -> str:
    written = numbers(words)
    parts = []
    if not count.is_certain:
        parts.append(words.say("first_glance.likely", likely=written(count.inside_likely)))
    if count.inside_at_most > _WIDE * count.inside:
        parts.append(words.say("first_glance.at_least", at_least=written(count.inside)))
    parts.append(words.say("first_glance.at_most", at_most=written(count.inside_at_most)))
    return ", ".join(parts)


def _division(count: Headcount, inside: str, words: Texts) -> str:
    """Return how the number is made up of visitors, staff and people without a ticket."""
    written, tally = numbers(words), count.totals
    if not count.can_divide:
        return words.say("first_glance.crew", crew=tally.crew) if tally.crew else ""
    if not count.staff_inside and not tally.clicked_in:
        return ""
    parts = [
        words.say(key, n=written(people))
        for key, people in (
            ("first_glance.visitors", count.visitors_inside),
            ("first_glance.staff", count.staff_inside),
            ("first_glance.clicked", tally.clicked_in),
        )
        if people
    ]
    return f"{' + '.join(parts)} = {written(count.inside)} {inside}."


def _recount(report: HeadcountReport, words: Texts) -> str:
    recount, note = report.headcount.totals.recount, report.recount
    if recount is None or note is None:
        return ""
    at = moment(recount.at, report.headcount.as_of, report.event.zone, words.language)
    by = note.operator or note.laptop
    if not note.moved:
        return words.say("first_glance.recounted", at=at, by=by)
    key = "first_glance.recounted_more" if note.moved > 0 else "first_glance.recounted_less"
    return words.say(key, at=at, by=by, moved=numbers(words)(abs(note.moved)))


def _room(count: Headcount, words: Texts) -> str:
    sentences = " ".join(room_sentences(count, words))
    return sentences or f"{words.say('first_glance.no_limit')}."


def _marks(count: Headcount) -> CapacityMarks | None:
    if count.capacity is None:
        return None
    return CapacityMarks(
        count.inside, count.inside_likely, count.inside_at_most, max(1, count.capacity)
    )
