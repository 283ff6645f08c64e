"""A bar of shares side by side, and its names with their numbers below."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.headcount import GROUP_NAMES, STAFF
from kiosk.ui.style.painting import smooth_painter
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.widgets.bar_chart import Figure, Figures

_TEXT_PX = 17
_BAR_PX = 22
_SWATCH_PX = 14
_GAP_PX = 8
_ROW_PX = 26
_SEAM_PX = 2
_COLUMNS = 2
_WEAKEST = 0.25  # of the accent in the last group's colour
_SHADED = [group for group in GROUP_NAMES if group != STAFF]


@dataclass(frozen=True, slots=True)
class StackedPart(Figure):
    """A figure with its size; `shade` is 1 for the full colour."""

    size: int
    shade: float


def shade_of(group: str) -> float:
    """Return the shade of a group of visitors, the same wherever it is drawn."""
    return 1 - (1 - _WEAKEST) * _SHADED.index(group) / (len(_SHADED) - 1)


def shaded(theme: Theme, shade: float) -> QColor:
    """Return the accent of a theme, mixed with the surface that it is drawn on."""
    accent, paper = QColor(theme.accent), QColor(theme.surface)

    def mixed(one: int, other: int) -> int:
        return round(shade * one + (1 - shade) * other)

    return QColor(
        mixed(accent.red(), paper.red()),
        mixed(accent.green(), paper.green()),
        mixed(accent.blue(), paper.blue()),
    )


class StackedBar(Figures[StackedPart]):
    """Paints the parts of a whole, from left to right; long names need a row each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the bar and all names."""
        return self._bar_px() + -(-len(self.figures) // self._columns(width)) * _ROW_PX

    def sizeHint(self) -> QSize:
        """Return the height of the bar and the names."""
        return QSize(260, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Keep the height; the longest names are shortened."""
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recompute the height for the new width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _columns(self, width: int) -> int:
        """Return the number of names in a row: 1 if any name is too long for two."""
        bold = QFontMetrics(font(_TEXT_PX, QFont.Weight.DemiBold))
        longest = max(
            (bold.horizontalAdvance(f"{one.number} {one.name}") for one in self.figures), default=0
        )
        return _COLUMNS if longest + _SWATCH_PX + 3 * _GAP_PX <= width / _COLUMNS else 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar, and below it each part's colour, name and number."""
        painter = smooth_painter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        for ink, box in self._shares():
            painter.fillRect(box, ink)
        for place, part in enumerate(self.figures):
            self._paint_name(painter, place, part)

    def _shares(self) -> Iterator[tuple[QColor, QRectF]]:
        whole = sum(part.size for part in self.figures)
        if not self._bar_px():
            return
        left = 0.0
        for part in self.figures:
            wide = self.width() * part.size / whole
            yield (
                shaded(self._theme, part.shade),
                QRectF(left, 0, max(0.0, wide - _SEAM_PX), _BAR_PX),
            )
            left += wide

    def _bar_px(self) -> int:
        """Return the height of the bar and its gap; a whole of at most one person has none."""
        return _BAR_PX + _GAP_PX if sum(part.size for part in self.figures) > 1 else 0

    def _paint_name(self, painter: QPainter, place: int, part: StackedPart) -> None:
        columns = self._columns(self.width())
        wide = self.width() / columns
        left = (place % columns) * wide
        top = self._bar_px() + (place // columns) * _ROW_PX
        middle = top + (_ROW_PX - _SWATCH_PX) / 2
        painter.fillRect(
            QRectF(left, middle, _SWATCH_PX, _SWATCH_PX), shaded(self._theme, part.shade)
        )
        bold = font(_TEXT_PX, QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.text))
        number_px = QFontMetrics(bold).horizontalAdvance(part.number) + _GAP_PX
        begin = left + _SWATCH_PX + _GAP_PX
        painter.drawText(QRectF(begin, top, number_px, _ROW_PX), _MIDDLE, part.number)
        painter.setFont(font(_TEXT_PX))
        room = wide - _SWATCH_PX - 2 * _GAP_PX - number_px
        name = painter.fontMetrics().elidedText(part.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(begin + number_px, top, room, _ROW_PX), _MIDDLE, name)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
