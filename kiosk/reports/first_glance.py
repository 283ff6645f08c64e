"""The sentences about a headcount that the window and the page for phones both show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kiosk.domain.headcount import RATE_MIN, THRESHOLDS, Headcount
from kiosk.domain.verdict import Outcome
from kiosk.reports.outcome_texts import outcome_key
from kiosk.reports.station_names import station_name
from kiosk.reports.visitor_groups import knows_inside
from kiosk.texts import Texts

if TYPE_CHECKING:  # SQLite comes with it: the window imports this module early
    from kiosk.reports.headcount_report import HeadcountReport

_STEPS = {
    70: "first_glance.step_70",
    80: "first_glance.step_80",
    90: "first_glance.step_90",
    100: "first_glance.step_100",
}


def number_word(report: HeadcountReport, words: Texts) -> str:
    """Return the word of the number: inside, or "came in" if leaving guests are not counted."""
    return words.say("first_glance.inside" if knows_inside(report) else "first_glance.arrived_only")


def step_reached(count: Headcount, words: Texts) -> tuple[int, str]:
    """Return how many thresholds of the capacity are reached, and the word of the last one."""
    reached = count.threshold
    if not reached:
        return 0, ""
    return sum(one <= reached for one in THRESHOLDS), words.say(_STEPS[reached])


def largest_first(people: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return names with their numbers of people, the largest number first."""
    return sorted(people.items(), key=lambda one: (-one[1], one[0]))


def spare_sentences(count: Headcount, words: Texts, most: int) -> Iterator[str]:
    """Yield the spares that may be in use, `most` of them by name, and if they are counted."""
    for station in count.unheard_spares[:most]:
        counted = station.is_silent(count.as_of)
        key = "first_glance.spare_counted" if counted else "first_glance.spare"
        yield words.say(key, station=station_name(station, words))
    if unnamed := len(count.unheard_spares[most:]) + count.spares_apart:
        yield words.say("first_glance.spares", count=unnamed)


def room_sentences(count: Headcount, words: Texts) -> Iterator[str]:
    """Yield the room that is left and the time until it is full; nothing without a capacity."""
    if count.capacity is None:
        return
    room, capacity = count.capacity - count.inside, words.number(count.capacity)
    if room > 0:
        yield words.say("first_glance.room", room=words.number(room), capacity=capacity) + "."
        if count.full_soon_min is not None:
            yield words.say("first_glance.full_in", n=max(1, count.full_soon_min)) + "."
    elif room == 0:
        yield words.say("first_glance.full", capacity=capacity) + "."
    else:
        yield words.say("first_glance.over", over=words.number(-room), capacity=capacity) + "."


def rate_text(people: int, words: Texts) -> str:
    """Return how many people came in each minute, of those of the last RATE_MIN minutes."""
    if people < RATE_MIN:
        return words.say("first_glance.under_one")
    return words.say("first_glance.per_minute", rate=words.number(round(people / RATE_MIN)))


def refusal_text(outcome: str, words: Texts) -> str:
    """Return a few words for an outcome, also one of a newer program."""
    known = outcome in set(Outcome)
    key = outcome_key(outcome, "headline") if known else "first_glance.other_refusal"
    return words.say(key).rstrip(".")
