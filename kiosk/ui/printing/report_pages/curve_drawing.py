"""Draws the people inside over the day as steps, with the capacity as a line."""

import itertools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from kiosk.reports.day_report.day_report import DayReport
from kiosk.texts import Texts
from kiosk.ui.printing.report_pages.sheet_parts import moment_text, number_text
from kiosk.ui.printing.sheet_pen import CENTRE, GREY, HAIR, RIGHT, SMALL_MM, SheetPen

_HOUR_MS = 3_600_000
_AXIS_MM, _HEADING_MM, _TIMES_MM = 12.0, 7.5, 5.0
_MOST_TIMES, _MOST_DATES, _MOST_STEPS = 12, 6, 4
_LINE, _FILL, _LIMIT = "#123a63", "#d6e2f0", "#a8161c"
_STEPS = (1, 2, 5)


def draw_curve(pen: SheetPen, report: DayReport, words: Texts, top: float, bottom: float) -> None:
    """Draw the curve of the festival between two heights (mm)."""
    kind = "report.curve.came" if report.arrivals else "report.curve.inside"
    pen.text(pen.box(0, top, 120, top + 5), words.say(kind), SMALL_MM, colour=GREY)
    points = _day_points(report)
    if not points:
        return
    first, last = points[0][0], max(points[-1][0], points[0][0] + 1)
    capacity = report.event.areas[0].capacity
    step = nice_step(max([capacity or 0, *(people for _, people in points)]))
    most = step * -(-max([1, capacity or 0, *(n for _, n in points)]) // step)
    room = pen.box(_AXIS_MM, top + _HEADING_MM, 190, bottom - _TIMES_MM)

    def place(at: int, people: int) -> QPointF:
        x = room.left() + (at - first) / (last - first) * room.width()
        return QPointF(x, room.bottom() - people / most * room.height())

    _draw_heights(pen, words, room, step, most)
    _draw_steps(pen, [place(*one) for one in points], room)
    _draw_times(pen, moment_text(report, words), room, first, last)
    if capacity is not None:
        _draw_capacity(pen, words, room, place(first, capacity).y(), capacity)


def _day_points(report: DayReport) -> list[tuple[int, int]]:
    """Return the points between the lines of the log, without those of a wrong clock."""
    points = report.curve.points
    if len(points) < 2:  # noqa: PLR2004  # a line has two ends
        return [(at - _HOUR_MS, report.curve.crew) for at, _ in points] + list(points)
    start = min(line.at for line in report.half_hours)
    return [(start, report.curve.crew), *points]


def nice_step(most: int) -> int:
    """Return the step of the lines behind a curve: 1, 2 or 5 times a power of ten."""
    step, power = 1, 1
    while most > step * _MOST_STEPS:
        step = next((one * power for one in _STEPS if most <= one * power * _MOST_STEPS), 0)
        power *= 10
        step = step or power
    return step


def _draw_heights(pen: SheetPen, words: Texts, room: QRectF, step: int, most: int) -> None:
    for people in range(0, most + 1, step):
        y = room.bottom() - people / most * room.height()
        pen.painter.setPen(QPen(QColor(HAIR), pen.px(0.1)))
        pen.painter.drawLine(QLineF(room.left(), y, room.right(), y))
        half = pen.px(2)
        box = QRectF(room.left() - pen.px(_AXIS_MM), y - half, pen.px(_AXIS_MM - 1), 2 * half)
        pen.text(box, number_text(words)(people), 2.4, flags=RIGHT, colour=GREY)


def _draw_steps(pen: SheetPen, places: Sequence[QPointF], room: QRectF) -> None:
    steps = [places[0]]
    for before, after in itertools.pairwise(places):
        steps += [QPointF(after.x(), before.y()), after]
    ground = [QPointF(steps[-1].x(), room.bottom()), QPointF(steps[0].x(), room.bottom())]
    pen.painter.setPen(Qt.PenStyle.NoPen)
    pen.painter.setBrush(QColor(_FILL))
    pen.painter.drawPolygon(QPolygonF([*steps, *ground]))
    pen.painter.setBrush(Qt.BrushStyle.NoBrush)
    pen.painter.setPen(QPen(QColor(_LINE), pen.px(0.4)))
    pen.painter.drawPolyline(QPolygonF(steps))


def _draw_times(
    pen: SheetPen, moment: Callable[[int], str], room: QRectF, first: int, last: int
) -> None:
    hours = -(-(last - first) // _HOUR_MS)
    one_day = len(moment(first)) == len(moment(last))  # other days are written with their date
    every = _HOUR_MS * max(1, -(-hours // (_MOST_TIMES if one_day else _MOST_DATES)))
    for at in range(-(-first // _HOUR_MS) * _HOUR_MS, last + 1, every):
        x = room.left() + (at - first) / (last - first) * room.width()
        half = pen.px(12)
        centre = min(max(x, room.left()), room.right() - pen.px(4))
        box = QRectF(centre - half, room.bottom() + pen.px(1), 2 * half, pen.px(_TIMES_MM - 1))
        pen.text(box, moment(at), 2.4, flags=CENTRE, colour=GREY)


def _draw_capacity(pen: SheetPen, words: Texts, room: QRectF, y: float, capacity: int) -> None:
    pen.painter.setPen(QPen(QColor(_LIMIT), pen.px(0.35), Qt.PenStyle.DashLine))
    pen.painter.drawLine(QLineF(room.left(), y, room.right(), y))
    text = words.say("report.curve.capacity", n=number_text(words)(capacity))
    box = QRectF(room.right() - pen.px(60), y - pen.px(4), pen.px(59), pen.px(3.8))
    pen.text(box, text, 2.4, flags=RIGHT, colour=_LIMIT)
