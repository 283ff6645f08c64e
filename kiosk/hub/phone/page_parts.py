"""The parts of the organiser's page: the number on top, and sections of sentences and rows."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.headcount import THRESHOLDS
from kiosk.hub.phone.page_sections import FIRST_SECTIONS, SECTIONS_BELOW
from kiosk.hub.phone.page_words import PageSection, number_word
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.texts import Texts

_STEPS = {
    70: "first_glance.step_70",
    80: "first_glance.step_80",
    90: "first_glance.step_90",
    100: "first_glance.step_100",
}


@dataclass(frozen=True, slots=True)
class PageBand:
    """The number with its word, its bounds and the room left.

    `percent` is the share of the capacity that is used, None without one; `steps` are the
    thresholds that are reached (0 to 4), and `step` their word.
    """

    number: str
    word: str
    bounds: str
    sentences: tuple[str, ...]
    percent: int | None
    steps: int
    step: str


@dataclass(frozen=True, slots=True)
class PageParts:
    """The content of the page for a headcount, in words.

    `certain`: all laptops were seen recently, so the page may say that it is live. The sections
    `first` come before the charts, those `below` after them.
    """

    event: str
    as_of: str
    certain: bool
    band: PageBand
    first: tuple[PageSection, ...]
    below: tuple[PageSection, ...]


def page_parts(report: HeadcountReport, words: Texts) -> PageParts:
    """Return the content of the page for a headcount."""
    at = datetime.fromtimestamp(report.headcount.as_of / 1000, report.event.zone)
    return PageParts(
        event=report.event.name,
        as_of=words.say("phone.as_of", at=f"{at:%H:%M:%S}"),
        certain=report.headcount.is_certain,
        band=_band(report, words),
        first=tuple(make(report, words) for make in FIRST_SECTIONS),
        below=tuple(make(report, words) for make in SECTIONS_BELOW),
    )


def _band(report: HeadcountReport, words: Texts) -> PageBand:
    count = report.headcount
    reached = count.threshold
    percent = None
    if count.capacity is not None:
        percent = min(100, 100 * count.inside // max(1, count.capacity))
    hold = [words.say("first_glance.on_hold")] if report.event.rules.hold else []
    return PageBand(
        number=words.number(count.inside),
        word=number_word(report, words),
        bounds=_bounds(report, words),
        sentences=(*hold, *_room(report, words)),
        percent=percent,
        steps=sum(one <= reached for one in THRESHOLDS) if reached else 0,
        step=words.say(_STEPS[reached]) if reached else "",
    )


def _bounds(report: HeadcountReport, words: Texts) -> str:
    count = report.headcount
    likely, most = words.number(count.inside_likely), words.number(count.inside_at_most)
    parts = [] if count.is_certain else [words.say("first_glance.likely", likely=likely)]
    return ", ".join([*parts, words.say("first_glance.at_most", at_most=most)])


def _room(report: HeadcountReport, words: Texts) -> tuple[str, ...]:
    """Return the room left and the time until it is full, then the kinds of people inside."""
    count, tally = report.headcount, report.headcount.totals
    parts = []
    if count.capacity is not None:
        room, capacity = count.capacity - count.inside, words.number(count.capacity)
        if room > 0:
            parts.append(words.say("first_glance.room", room=words.number(room), capacity=capacity))
        elif room == 0:
            parts.append(words.say("first_glance.full", capacity=capacity))
        else:
            over = words.number(-room)
            parts.append(words.say("first_glance.over", over=over, capacity=capacity))
        if room > 0 and count.full_soon_min is not None:
            parts.append(words.say("first_glance.full_in", n=max(1, count.full_soon_min)))
    sentences = [f"{part}." for part in parts]
    if tally.crew:
        sentences.append(words.say("first_glance.crew", crew=tally.crew))
    return tuple(sentences)
