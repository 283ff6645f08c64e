"""Chips: short texts with a number, side by side, in as many rows as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.style.theme import Theme, font

_TEXT_PX = 17
_PAD_PX = 12
_HIGH_PX = 32
_GAP_PX = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A name with its number; `odd` ones are orange."""

    name: str
    number: str
    odd: bool = False


class Chips(QWidget):
    """Paints chips; a screen reader reads names and numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: Sequence[Chip] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chips(self) -> Sequence[Chip]:
        """The chips that are shown."""
        return self._chips

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips, the first at the left."""
        self._chips = chips
        self.setAccessibleName(", ".join(f"{one.name} {one.number}" for one in chips))
        self.setVisible(bool(chips))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower chips need more rows."""
        return True

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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
        for chip in self._chips:
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
