"""The parts of the organiser's page: the number on top, and sections of sentences and rows."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.hub.phone.page_sections import FIRST_SECTIONS, SECTIONS_BELOW
from kiosk.hub.phone.page_words import PageSection
from kiosk.reports.first_glance import number_word, room_sentences, step_reached
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.texts import Texts


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
    steps, step = step_reached(count, words)
    percent = None
    if count.capacity is not None:
        percent = min(100, 100 * count.inside // max(1, count.capacity))
    hold = [words.say("first_glance.on_hold")] if report.event.rules.hold else []
    crew = [words.say("first_glance.crew", crew=count.totals.crew)] if count.totals.crew else []
    return PageBand(
        number=words.number(count.inside),
        word=number_word(report, words),
        bounds=_bounds(report, words),
        sentences=(*hold, *room_sentences(count, words), *crew),
        percent=percent,
        steps=steps,
        step=step,
    )


def _bounds(report: HeadcountReport, words: Texts) -> str:
    count = report.headcount
    likely, most = words.number(count.inside_likely), words.number(count.inside_at_most)
    parts = [] if count.is_certain else [words.say("first_glance.likely", likely=likely)]
    return ", ".join([*parts, words.say("first_glance.at_most", at_most=most)])
