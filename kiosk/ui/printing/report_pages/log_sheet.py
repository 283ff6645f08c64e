"""The pages with the log of the half hours, for the permit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kiosk.domain.event_settings import FESTIVAL, Area
from kiosk.reports.day_report.day_report import DayReport, HalfHour
from kiosk.ui.printing.report_pages.sheet_parts import (
    HEAD_MM,
    WARNING_MM,
    Sheet,
    moment_text,
)
from kiosk.ui.printing.sheet_pen import (
    BOLD,
    CENTRE,
    GREY,
    HAIR,
    HEIGHT_MM,
    PLAIN,
    RIGHT,
    SMALL_MM,
    TEXT_MM,
)

_ROW_MM, _NOTES_MM, _TIME_MM = 4.8, 24.0, 28.0
_HEADING_MM = 2 * _ROW_MM
_AREAS, _ROWS = 4, int((HEIGHT_MM - HEAD_MM - WARNING_MM - _HEADING_MM - _NOTES_MM) / _ROW_MM)
_OVER = "#d4d4d4"

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class LogPage:
    """The lines and the areas (by their place in the event) of a page."""

    lines: Sequence[HalfHour]
    areas: Sequence[int]


def log_pages(report: DayReport) -> list[LogPage]:
    """Divide the log over pages, by areas and by lines; at least one."""
    areas = [*_parts(range(len(report.event.areas)), _AREAS)]
    lines = [*_parts(report.half_hours, _ROWS)] or [()]
    return [LogPage(some, shown) for shown in areas for some in lines]


class LogSheet(Sheet):
    """Draws the pages."""

    def draw(self, page: LogPage, number: int) -> None:
        """Draw a page: its head, its lines and the notes."""
        pen, say = self._pen, self._words.say
        top = self._draw_head(say("report.log.title"), number)
        self._draw_headings(page, top)
        top += _HEADING_MM
        pen.line(0, top, 190, 0.25)
        for line in page.lines:
            self._draw_line(page, line, top)
            top += _ROW_MM
        if not page.lines:
            pen.text(pen.box(0, top, 190, top + _ROW_MM), say("report.log.empty"), TEXT_MM)
            top += _ROW_MM
        self._draw_notes(top + 2)

    def _draw_headings(self, page: LogPage, top: float) -> None:
        pen, say = self._pen, self._words.say
        row = top + _ROW_MM
        pen.text(pen.box(0, row, _TIME_MM, row + _ROW_MM), say("report.log.time"), SMALL_MM)
        people = say("report.log.came" if self._report.arrivals else "report.log.inside")
        at_most = say("report.log.at_most")
        for place, number in enumerate(page.areas):
            left, middle, right = _columns(place, len(page.areas))
            name = self._area_name(self._report.event.areas[number])
            box = pen.box(left, top, right, row)
            pen.text(box, name, TEXT_MM, flags=CENTRE, weight=BOLD)
            for start, end, text in ((left, middle, people), (middle, right, at_most)):
                box = pen.box(start, row, end - 3, row + _ROW_MM)
                pen.text(box, text, SMALL_MM, flags=RIGHT)

    def _area_name(self, area: Area) -> str:
        name = self._words.say("report.log.festival") if area.name == FESTIVAL else area.name
        if area.capacity is None:
            return name
        most = self._number(area.capacity)
        return self._words.say("report.log.capacity", area=name, capacity=most)

    def _draw_line(self, page: LogPage, line: HalfHour, top: float) -> None:
        pen, moment = self._pen, moment_text(self._report, self._words)
        pen.text(pen.box(0, top, _TIME_MM, top + _ROW_MM), moment(line.at), TEXT_MM)
        for place, number in enumerate(page.areas):
            left, middle, right = _columns(place, len(page.areas))
            count, capacity = line.counts[number], self._report.event.areas[number].capacity
            for start, end, people in (
                (left, middle, count.inside),
                (middle, right, count.at_most),
            ):
                over = capacity is not None and people > capacity
                box = pen.box(start, top, end - 3, top + _ROW_MM)
                if over:
                    pen.fill(pen.box(start + 2, top, end - 1.5, top + _ROW_MM), _OVER)
                weight = BOLD if over else PLAIN
                pen.text(box, self._number(people), TEXT_MM, flags=RIGHT, weight=weight)
        pen.line(0, top + _ROW_MM, 190, 0.1, HAIR)

    def _draw_notes(self, top: float) -> None:
        report, say = self._report, self._words.say
        notes = [say("report.log.at_most_note")]
        if report.arrivals:
            notes.insert(0, say("report.log.came_note"))
        if any(area.capacity is not None for area in report.event.areas):
            notes.append(say("report.log.over_note"))
        for note in notes:
            top += self._pen.wrapped(self._pen.box(0, top, 190, HEIGHT_MM), note, SMALL_MM, GREY)


def _columns(place: int, areas: int) -> tuple[float, float, float]:
    """Return where the columns of an area begin, divide and end (mm)."""
    wide = min(70.0, (190 - _TIME_MM) / areas)
    left = _TIME_MM + place * wide
    return left, left + wide / 2, left + wide


def _parts(items: Sequence[_Item], most: int) -> list[Sequence[_Item]]:
    return [items[start : start + most] for start in range(0, len(items), most)]
