"""The bar of the capacity: people known inside, probably inside, and at most inside."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.headcount import THRESHOLDS
from kiosk.domain.verdict import Colour
from kiosk.ui.style.painting import smooth_painter
from kiosk.ui.style.theme import Theme

_HEIGHT_PX = 28
_BAR_PX = 18
_MARK_PX = 2.0
_NEARLY_FULL = 90
_FULL = 100
_STEP_PX = 9
_STEP_GAP_PX = 4


@dataclass(frozen=True, slots=True)
class CapacityMarks:
    """People known inside, probably inside, at most inside, and the capacity (above 0)."""

    known: int
    likely: int
    at_most: int
    capacity: int

    @property
    def per_cent(self) -> float:
        """The known share of the capacity."""
        return 100 * self.known / self.capacity


class CapacityBar(QWidget):
    """Fills the known part, hatches the likely part, outlines the possible part."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks = CapacityMarks(0, 0, 0, 1)
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: CapacityMarks | None) -> None:
        """Show these numbers of people; None hides the bar."""
        self.setVisible(marks is not None)
        if marks is not None and marks != self._marks:
            self._marks = marks
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares over each other, the widest first."""
        painter = smooth_painter(self)
        marks, ink = self._marks, QColor(_ink(self._marks, self._theme))
        scale = max(marks.capacity, marks.at_most, 1)
        box = QRectF(0, (_HEIGHT_PX - _BAR_PX) / 2, self.width(), _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.hover))
        painter.drawRect(_share(box, 1.0))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marks.at_most > marks.known:
            painter.drawRect(_share(box, marks.at_most / scale).adjusted(0.5, 0.5, -0.5, -0.5))
        if marks.likely > marks.known:
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(_share(box, marks.likely / scale).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRect(_share(box, marks.known / scale))
        limit = min(box.width() - _MARK_PX, box.width() * marks.capacity / scale)
        painter.setBrush(QColor(self._theme.text))
        painter.drawRect(QRectF(limit, 0, _MARK_PX, _HEIGHT_PX))


class StepMarks(QWidget):
    """Shows how many of the thresholds are reached, as filled blocks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = 0
        self.setFixedSize(self.sizeHint())

    def show_steps(self, steps: int) -> None:
        """Fill this many blocks; 0 hides all."""
        self._steps = steps
        self.setVisible(steps > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all blocks."""
        return QSize(len(THRESHOLDS) * (_STEP_PX + _STEP_GAP_PX), 2 * _STEP_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the blocks, the reached ones filled, each higher than the one before."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.text), 1))
        for number in range(len(THRESHOLDS)):
            high = self.height() * (number + 1) / len(THRESHOLDS) - 1
            left = number * (_STEP_PX + _STEP_GAP_PX)
            filled = number < self._steps
            painter.setBrush(QColor(self._theme.text) if filled else Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left, self.height() - 1 - high, _STEP_PX, high))


def _share(box: QRectF, share: float) -> QRectF:
    return QRectF(box.left(), box.top(), box.width() * min(1.0, share), box.height())


def _ink(marks: CapacityMarks, theme: Theme) -> str:
    if marks.per_cent >= _FULL:
        return theme.verdicts[Colour.RED].paper
    if marks.per_cent >= _NEARLY_FULL:
        return theme.verdicts[Colour.ORANGE].paper
    return theme.accent
