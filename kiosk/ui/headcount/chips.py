"""Chips: short texts with a number, side by side, in as many rows as they need."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.style.painting import smooth_painter
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.widgets.bar_chart import Figure, Figures

_TEXT_PX = 17
_PAD_PX = 12
_HIGH_PX = 32
_GAP_PX = 8


@dataclass(frozen=True, slots=True)
class Chip(Figure):
    """A figure; `odd` ones are orange."""

    odd: bool = False


class Chips(Figures[Chip]):
    """Paints chips, the first at the left; narrower chips need more rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return round(max((box.bottom() for _, box in self._boxes(width)), default=0))

    def sizeHint(self) -> QSize:
        """Return the size of the rows at the current width."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """Keep the height."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each chip with its name and number."""
        painter = smooth_painter(self)
        painter.setFont(_font())
        odd = self._theme.verdicts[Colour.ORANGE]
        for chip, box in self._boxes(self.width()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(odd.paper if chip.odd else self._theme.hover))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(QColor(odd.ink if chip.odd else self._theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _text(chip, box.width()))

    def _boxes(self, width: int) -> Iterator[tuple[Chip, QRectF]]:
        metrics, left, top = QFontMetrics(_font()), 0.0, 0.0
        for chip in self.figures:
            wide = min(width, metrics.horizontalAdvance(f"{chip.name} {chip.number}") + 2 * _PAD_PX)
            if left and left + wide > width:
                left, top = 0.0, top + _HIGH_PX + _GAP_PX
            yield chip, QRectF(left, top, wide, _HIGH_PX)
            left += wide + _GAP_PX


def _font() -> QFont:
    return font(_TEXT_PX, QFont.Weight.DemiBold)


def _text(chip: Chip, width: float) -> str:
    room = round(width) - 2 * _PAD_PX + 1
    whole = f"{chip.name} {chip.number}"
    metrics = QFontMetrics(_font())
    if metrics.horizontalAdvance(whole) <= room:
        return whole
    number = metrics.horizontalAdvance(f" {chip.number}")
    name = metrics.elidedText(chip.name, Qt.TextElideMode.ElideRight, room - number)
    return f"{name} {chip.number}"
