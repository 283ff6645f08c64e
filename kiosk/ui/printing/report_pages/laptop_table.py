"""The laptops on the report: the time of the last known entry, and whether each handed in."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from kiosk.domain.counting.laptop_times import LaptopTimes
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.day_report.report_texts import laptop_state
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.printing.report_pages.sheet_parts import moment_text, number_text
from kiosk.ui.printing.sheet_pen import (
    BOLD,
    HAIR,
    LEFT,
    PLAIN,
    RIGHT,
    SMALL_MM,
    SheetPen,
)

_ROW_MM = 4.3
_MOST = 8
_COLUMNS = (0.0, 74.0, 104.0, 134.0, 150.0, 190.0)  # mm: where each begins, and the end
_NAME, _FIRST, _LAST, _PEOPLE, _STATE = range(5)


def laptops_height(report: DayReport) -> float:
    """Return the mm that the table takes."""
    return _ROW_MM * (1 + _rows(report))


def draw_laptops(pen: SheetPen, report: DayReport, words: Texts, top: float) -> None:
    """Draw the table; laptops that did not hand in come first."""
    say = words.say
    headings = (
        (_NAME, say("report.laptops.heading")),
        (_FIRST, say("report.laptops.first")),
        (_LAST, say("report.laptops.known")),
        (_PEOPLE, say("report.laptops.people")),
    )
    for column, heading in headings:
        flags = RIGHT if column == _PEOPLE else LEFT
        weight = BOLD if column == _NAME else PLAIN
        pen.text(_cell(pen, column, top), heading, SMALL_MM, flags=flags, weight=weight)
    pen.line(0, top + _ROW_MM, 190, 0.25)
    shown, others = _shown(report)
    for number, laptop in enumerate(shown, 1):
        _draw_laptop(pen, report, words, laptop, top + number * _ROW_MM)
    texts = []
    if others:
        missing = sum(one.is_missing for one in others)
        key = "report.laptops.others_missing" if missing else "report.laptops.others"
        texts.append(say(key, n=len(others), missing=missing))
    if report.never_heard:
        texts.append(say("report.laptops.unheard", n=report.never_heard))
    for number, text in enumerate(texts, 1 + len(shown)):
        box = pen.box(0, top + number * _ROW_MM, 190, top + (number + 1) * _ROW_MM)
        pen.text(box, text, SMALL_MM, weight=BOLD)


def _draw_laptop(
    pen: SheetPen, report: DayReport, words: Texts, laptop: LaptopTimes, top: float
) -> None:
    moment, times = moment_text(report, words), laptop.times
    weight = BOLD if laptop.is_missing else PLAIN
    pen.text(_cell(pen, _NAME, top), station_name(laptop, words), SMALL_MM, weight=weight)
    pen.text(_cell(pen, _FIRST, top), moment(times.first), SMALL_MM)
    pen.text(_cell(pen, _LAST, top), moment(times.last), SMALL_MM, weight=weight)
    people = number_text(words)(times.people)
    pen.text(_cell(pen, _PEOPLE, top), people, SMALL_MM, flags=RIGHT, weight=weight)
    pen.text(_cell(pen, _STATE, top), words.say(laptop_state(laptop)), SMALL_MM, weight=weight)
    pen.line(0, top + _ROW_MM, 190, 0.1, HAIR)


def _shown(report: DayReport) -> tuple[Sequence[LaptopTimes], Sequence[LaptopTimes]]:
    """Return the laptops with a row of their own, and the others."""
    ordered = sorted(report.laptops, key=lambda one: not one.is_missing)
    most = _MOST if len(ordered) <= _MOST else _MOST - 1
    return ordered[:most], ordered[most:]


def _rows(report: DayReport) -> int:
    return min(len(report.laptops), _MOST) + (report.never_heard > 0)


def _cell(pen: SheetPen, column: int, top: float) -> QRectF:
    left, right = _COLUMNS[column : column + 2]
    return pen.box(left + (4.0 if column == _STATE else 0.0), top, right, top + _ROW_MM)
