"""The parts that the pages of the report share: the head, the warning, numbers and times."""

from collections.abc import Callable

from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.day_report.report_texts import missing_text
from kiosk.texts import Texts
from kiosk.ui.printing.sheet_pen import (
    BOLD,
    CENTRE,
    GREY,
    INK,
    RIGHT,
    SMALL_MM,
    SheetPen,
)
from kiosk.ui.style.time_format import event_moment, full_day, locale

_ALARM, _PALE_ALARM, _ALARM_PAPER = "#a8161c", "#fbe9e8", "#fdf3f2"
HEAD_MM = 19.0
WARNING_MM = 9.5


def number_text(words: Texts) -> Callable[[int], str]:
    """Return the function that writes numbers in the language of the texts."""
    return locale(words.language).toString


def moment_text(report: DayReport, words: Texts) -> Callable[[int], str]:
    """Return the function that writes times: on another day than the event's with the date."""
    return lambda at: event_moment(at, report.event, words.language)


class Sheet:
    """Draws pages of a report; `pages` is how many the whole report has."""

    def __init__(self, pen: SheetPen, report: DayReport, words: Texts, *, pages: int) -> None:
        self._pen = pen
        self._report = report
        self._words = words
        self._pages = pages
        self._number = number_text(words)

    def _draw_head(self, title: str, number: int) -> float:
        """Draw the head of a page, and the warning if a laptop is missing; return where it ends."""
        pen, report, words = self._pen, self._report, self._words
        event, say = report.event, words.say
        if report.is_provisional:
            pen.across(say("report.provisional_word"), _PALE_ALARM)
        page = say("report.page", number=number, pages=self._pages)
        pen.text(pen.box(0, 0, 130, 4.5), title, 3.6, colour=GREY)
        pen.text(pen.box(130, 0, 190, 4.5), page, SMALL_MM, flags=RIGHT, colour=GREY)
        pen.text(pen.box(0, 4.5, 190, 12), event.name, 6.2, weight=BOLD)
        about = " · ".join(filter(None, (full_day(event.date, words.language), event.venue)))
        pen.text(pen.box(0, 12, 132, 17), about, 3.3)
        as_of = say("report.as_of", at=moment_text(report, words)(report.as_of))
        pen.text(pen.box(132, 12, 190, 17), as_of, 3.3, flags=RIGHT)
        pen.line(0, HEAD_MM - 1, 190, 0.4)
        if not report.is_provisional:
            return HEAD_MM
        box = pen.box(0, HEAD_MM, 190, HEAD_MM + WARNING_MM - 1.5)
        pen.fill(box, _ALARM)
        warning = missing_text(report, words, moment_text(report, words))
        inner = pen.box(2, HEAD_MM, 188, HEAD_MM + WARNING_MM - 1.5)
        text = say("report.provisional", missing=warning)
        pen.text(inner, text, 3.9, flags=CENTRE, weight=BOLD, colour="#ffffff")
        pen.painter.setPen(INK)
        return HEAD_MM + WARNING_MM
