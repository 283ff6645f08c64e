"""The page to sign: the figures of the day for board, municipality and funder on one A4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.ui.printing.report_pages.curve_drawing import draw_curve
from kiosk.ui.printing.report_pages.laptop_table import draw_laptops, laptops_height
from kiosk.ui.printing.report_pages.people_tables import PeopleRow, category_rows, organisation_rows
from kiosk.ui.printing.report_pages.report_facts import ReportFacts
from kiosk.ui.printing.report_pages.sheet_parts import Sheet
from kiosk.ui.printing.sheet_pen import (
    BOLD,
    GREY,
    HAIR,
    HEIGHT_MM,
    RIGHT,
    SMALL_MM,
    TEXT_MM,
)

if TYPE_CHECKING:  # it imports SQLite
    pass

_FIRST_MM, _FACT_MM, _ROW_MM, _SIGN_MM, _GAP_MM = 21.0, 5.2, 4.4, 30.0, 3.0
_CURVE_MM, _LEAST_CURVE_MM = 92.0, 36.0
_LABEL_MM = 38.0
_CATEGORIES, _ORGANISATIONS = (0.0, 88.0), (94.0, 190.0)  # mm: where each table begins and ends
_FIGURE_MM, _LAST_FIGURE_MM = 15.0, 20.0
_MOST_ROWS = 13


class ReportSheet(Sheet):
    """Draws the page."""

    def draw(self) -> None:
        """Draw everything, from top to bottom; the curve gets the room that is left."""
        pen, report, words = self._pen, self._report, self._words
        top = self._draw_head(words.say("report.title"), 1)
        top = self._draw_facts(self._draw_first(top))
        room = HEIGHT_MM - _SIGN_MM - top - laptops_height(report) - 3 * _GAP_MM
        most = min(_MOST_ROWS, int((room - _LEAST_CURVE_MM) / _ROW_MM) - 1)
        categories = category_rows(report, words, most)
        organisations = organisation_rows(report, words, most)
        tables = _ROW_MM * (1 + max(len(categories), len(organisations)))
        if report.curve.points:
            curve = min(_CURVE_MM, room - tables)
            draw_curve(pen, report, words, top, top + curve)
            top += curve + _GAP_MM
        keys = "report.categories.expected", "report.categories.came", "report.categories.missed"
        headings = [words.say(key) for key in keys]
        self._draw_table(_CATEGORIES, top, "report.categories.heading", headings, categories)
        came = [words.say("report.organisations.came")]
        self._draw_table(_ORGANISATIONS, top, "report.organisations.heading", came, organisations)
        draw_laptops(pen, report, words, top + tables + _GAP_MM)
        self._draw_signature(HEIGHT_MM - _SIGN_MM)

    def _draw_first(self, top: float) -> float:
        report, say = self._report, self._words.say
        clicked = report.totals.clicked_in
        divided = {"tickets": self._number(report.staff), "crew": self._number(report.totals.crew)}
        found = report.organisations
        figures = (
            (
                self._number(report.visitors),
                say("report.first.visitors"),
                say("report.first.visitors_clicked", n=self._number(clicked)) if clicked else "",
            ),
            (
                self._number(report.staff + report.totals.crew),
                say("report.first.staff"),
                say("report.first.staff_divided", **divided) if report.totals.crew else "",
            ),
            (
                self._number(found.number) if found.known else "–",
                say("report.first.organisations"),
                "" if found.known else say("report.organisations.unknown"),
            ),
        )
        for place, (figure, label, more) in enumerate(figures):
            self._draw_figure(place * 64.0, top, figure, label, more)
        return top + _FIRST_MM

    def _draw_figure(self, left: float, top: float, figure: str, label: str, more: str) -> None:
        pen, right = self._pen, left + 60.0
        pen.text(pen.box(left, top, right, top + 10.5), figure, 10.5, weight=BOLD)
        pen.text(pen.box(left, top + 10.5, right, top + 14.5), label, TEXT_MM, weight=BOLD)
        pen.text(pen.box(left, top + 14.5, right, top + 18.5), more, SMALL_MM, colour=GREY)

    def _draw_facts(self, top: float) -> float:
        for label, text in ReportFacts(self._report, self._words).lines():
            line = self._pen.box(0, top, _LABEL_MM, top + _FACT_MM)
            self._pen.text(line, label, 3.0, colour=GREY)
            self._pen.text(self._pen.box(_LABEL_MM, top, 190, top + _FACT_MM), text, 3.2)
            top += _FACT_MM
        return top + 2

    def _draw_table(
        self,
        place: tuple[float, float],
        top: float,
        heading: str,
        columns: Sequence[str],
        rows: Sequence[PeopleRow],
    ) -> None:
        pen, (left, right) = self._pen, place
        ends = [right - _LAST_FIGURE_MM - n * _FIGURE_MM for n in range(len(columns) - 1)]
        ends = [*reversed(ends), right]
        name_end = ends[0] - _FIGURE_MM if len(columns) > 1 else right - _FIGURE_MM
        title = self._words.say(heading)
        pen.text(pen.box(left, top, name_end, top + _ROW_MM), title, SMALL_MM, weight=BOLD)
        for end, column in zip(ends, columns, strict=True):
            wide = _LAST_FIGURE_MM if end == right and len(columns) > 1 else _FIGURE_MM
            box = pen.box(end - wide, top, end, top + _ROW_MM)
            pen.text(box, column, SMALL_MM, flags=RIGHT)
        pen.line(left, top + _ROW_MM, right, 0.25)
        for name, figures in rows:
            top += _ROW_MM
            pen.text(pen.box(left, top, name_end - 1, top + _ROW_MM), name, SMALL_MM)
            for end, figure in zip(ends, figures, strict=True):
                box = pen.box(end - _FIGURE_MM, top, end, top + _ROW_MM)
                pen.text(box, self._number(figure), SMALL_MM, flags=RIGHT)
            pen.fill(pen.box(left, top + _ROW_MM, right, top + _ROW_MM + 0.1), HAIR)

    def _draw_signature(self, top: float) -> None:
        pen, say = self._pen, self._words.say
        pen.text(pen.box(0, top + 1, 190, top + 5), say("report.sign.text"), SMALL_MM, colour=GREY)
        places = (
            ("report.sign.name", 0.0, 90.0, 14.0),
            ("report.sign.function", 0.0, 90.0, 26.0),
            ("report.sign.place", 100.0, 190.0, 14.0),
            ("report.sign.signature", 100.0, 190.0, 26.0),
        )
        for key, left, right, down in places:
            box = pen.box(left, top + down, left + 30, top + down + 3.5)
            pen.text(box, say(key), SMALL_MM, colour=GREY)
            pen.fill(pen.box(left, top + down - 0.3, right, top + down), HAIR)
