"""Finds the position of each painted text of a window, in labels and in drawn cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QWidget,
)

from kiosk.ui.input import preview
from kiosk.ui.scan.verdict_banner import VerdictBanner
from kiosk.ui.style.theme import font
from kiosk.ui.widgets.dialog import Dialog

_SVG = "{http://www.w3.org/2000/svg}"
_SLACK = 1.5  # pixels: rounding, and what antialiasing adds
_TOUCH = 56
_SMALLEST_TEXT = 12
_MAY_SHORTEN = {"event", "results", "exampleLine", "headPicker", "listTable", "sourcePicker"}
"""Widgets with a person's own text in one line, whose full text is shown elsewhere."""
_NEVER_PAINT_TEXT = (QWidget, QFrame, QScrollArea, QScrollBar, QStackedWidget)
_SIMPLE = (QAbstractButton, QLabel, QLineEdit, QComboBox)


@dataclass(frozen=True)
class Ink:
    """A painted line of text: its colour, and the box of its ink on the window."""

    text: str
    colour: str
    pixels: float
    box: QRectF
    on: QWidget

    @property
    def where(self) -> str:
        """The widget that contains it, for the report."""
        return f"'{self.text}' on {self.on.objectName() or type(self.on).__name__}"


def seen(window: QWidget) -> QWidget:
    """Return the open dialog, or the window."""
    sheets = [one for one in window.findChildren(Dialog) if one.isVisible()]
    return sheets[-1] if sheets else window


def inks(root: QWidget) -> list[Ink]:
    """Return all lines of text of a widget and its children."""
    parts = [root, *root.findChildren(QWidget)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preview, "QPainter", _WithoutPictures)
        return [ink for part in parts if _may_paint_text(part) for ink in _painted(part)]


class _WithoutPictures(QPainter):
    """A painter of texts and shapes alone: a camera's picture takes long to become SVG."""

    def drawImage(self, *_: Any) -> None:  # noqa: N802  # the name in Qt
        """Paint nothing."""


def _may_paint_text(part: QWidget) -> bool:
    return part.isVisible() and type(part) not in _NEVER_PAINT_TEXT


def flaws(window: QWidget) -> list[str]:
    """Return the flaws of a window, a line for each."""
    root = seen(window)
    lines = inks(root)
    return sorted(
        {
            *(f"clipped: {ink.where}" for ink in lines if _is_clipped(ink)),
            *(f"shortened: {ink.where}" for ink in lines if _is_shortened(ink)),
            *(f"too small: {ink.where}" for ink in lines if ink.pixels < _SMALLEST_TEXT),
            *(f"overlap: {one.where}, {two.where}" for one, two in _overlapping(lines)),
            *_crowded(root),
            *_beyond(root),
            *_out_of_reach(root),
        }
    )


def _painted(part: QWidget) -> Iterator[Ink]:
    """Render a widget without its children as SVG: texts stay texts there."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(part.size())
    drawing.setViewBox(part.rect())
    painter = QPainter(drawing)
    # A view has a `render` of its own, which draws its scene.
    QWidget.render(part, painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    drawn = bytes(buffer.data().data())
    if b"<text" not in drawn:
        return
    corner, shown = QPointF(part.mapTo(part.window(), QPoint())), _shown(part)
    for group in Tree.fromstring(drawn).iter(f"{_SVG}g"):  # noqa: S314 - our own
        for line in group.findall(f"{_SVG}text"):
            ink = _ink(part, corner, group.get("transform", ""), line)
            box = ink.box
            seen = min(box.bottom(), shown.bottom()) - max(box.top(), shown.top())
            # Of a line at the edge of a scroll area, a sliver has no ink to measure.
            if seen > (box.height() / 2 if shown != QRectF(part.window().rect()) else 0):
                yield ink


def _shown(part: QWidget) -> QRectF:
    """Return the visible box of a widget; the rest of a scroll area can be scrolled to."""
    shown = QRectF(part.window().rect())
    above: QWidget | None = part
    while above is not None and not above.isWindow():
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            at = QPointF(above.mapTo(above.window(), QPoint()))
            shown = shown.intersected(QRectF(at, above.size().toSizeF()))
        above = area
    return shown


def _ink(part: QWidget, corner: QPointF, transform: str, line: Tree.Element) -> Ink:
    numbers = [float(one) for one in transform.removeprefix("matrix(").rstrip(")").split(",")]
    pixels, weight = float(line.get("font-size", "0")), int(line.get("font-weight", "400"))
    text = (line.text or "").strip("\n")
    box = QFontMetricsF(font(pixels, QFont.Weight(weight))).tightBoundingRect(text)
    at = QPointF(float(line.get("x", "0")) + numbers[4], float(line.get("y", "0")) + numbers[5])
    return Ink(text, line.get("fill", ""), pixels, box.translated(at + corner), part)


def _is_clipped(ink: Ink) -> bool:
    """Return whether an ancestor cuts it off; a part that can be scrolled to is not cut off."""
    if _is_typed(ink):
        return False
    up_and_down = False
    part: QWidget | None = ink.on
    while part is not None and not part.isWindow():
        room = QRectF(QPointF(part.mapTo(part.window(), QPoint())), part.size().toSizeF())
        area = part.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is part:
            up_and_down = True
        room.adjust(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if ink.box.left() < room.left() or ink.box.right() > room.right():
            return True
        if not up_and_down and (ink.box.top() < room.top() or ink.box.bottom() > room.bottom()):
            return True
        part = area
    return False


def _is_shortened(ink: Ink) -> bool:
    if not ink.text.endswith("…") or _name(ink.on) in _MAY_SHORTEN:
        return False
    whole = {ink.on.accessibleName()}
    if isinstance(ink.on, QLabel | QAbstractButton):
        whole.add(ink.on.text())
    if isinstance(ink.on, QLineEdit):
        whole.add(ink.on.placeholderText())
    if isinstance(ink.on, QComboBox):
        whole.add(ink.on.currentText())
    return not any(ink.text in one for one in whole)  # a line may end in an ellipsis of the text


def _name(part: QWidget) -> str:
    area = part.parentWidget()
    return area.objectName() if isinstance(area, QAbstractItemView) else part.objectName()


def _overlapping(lines: list[Ink]) -> Iterator[tuple[Ink, Ink]]:
    still = [(one, one.box.intersected(_shown(one.on))) for one in lines if not _is_typed(one)]
    for (one, here), (two, there) in combinations(still, 2):
        if isinstance(one.on, VerdictBanner) != isinstance(two.on, VerdictBanner):
            continue  # the banner covers what is below it
        both = here.intersected(there)
        if both.width() > 1 and both.height() > 1:
            yield one, two


def _is_typed(ink: Ink) -> bool:
    """Return whether a person typed it: such text scrolls, and is painted twice if selected."""
    return isinstance(ink.on, QLineEdit) and bool(ink.on.text())


def _crowded(root: QWidget) -> Iterator[str]:
    """Return sibling widgets that overlap."""
    for part in [root, *root.findChildren(QWidget)]:
        children = [one for one in part.children() if isinstance(one, _SIMPLE) and one.isVisible()]
        for one, two in combinations(children, 2):
            if one.geometry().intersects(two.geometry()):
                yield f"on each other: {_describe(one)}, {_describe(two)}"


def _beyond(root: QWidget) -> Iterator[str]:
    """Return widgets beyond the edge of their parent; scrolled ones may be below it."""
    for part in root.findChildren(QWidget):
        area = part.parentWidget()
        if not part.isVisible() or area is None or not isinstance(part, _SIMPLE):
            continue
        scrolls = isinstance(area.parentWidget(), QAbstractScrollArea)
        if not scrolls and not area.rect().contains(part.geometry()):
            yield f"beyond the edge: {_describe(part)}"


def _out_of_reach(root: QWidget) -> Iterator[str]:
    """Return widgets that are too small for a finger, or have no accessible name."""
    for part in root.findChildren(QWidget):
        if not part.isVisible() or not isinstance(
            part, QPushButton | QCheckBox | QLineEdit | QComboBox
        ):
            continue
        if part.height() < _TOUCH and not isinstance(part.parentWidget(), QComboBox):
            yield f"{part.height()} px high: {_describe(part)}"
        words = part.text() if isinstance(part, QAbstractButton) else ""
        if not (part.accessibleName() or words):
            yield f"without a name: {_describe(part)}"


def _describe(part: QWidget) -> str:
    words = part.text() if isinstance(part, QAbstractButton | QLabel | QLineEdit) else ""
    return f"{part.objectName() or type(part).__name__} '{words}'"
