"""Paints the cells of the table of laptops: signs, texts of two lines, and buttons."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.laptops.laptop_model import FIGURES, ROW_ROLE, LaptopColumn, cell_text
from kiosk.ui.laptops.laptop_row import LaptopRow
from kiosk.ui.style.symbols import draw
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.widgets.tables.row_model import LEFT, RIGHT, Index

ROW_PX = 60
_SIGN_PX = 30
_PADDING = 8.0
_NAME_PX, _TEXT_PX, _BUTTON_PX = 17, 15, 14
_MAX_LINES = 2
_WIDEST = {
    LaptopColumn.OPERATOR: 130,
    LaptopColumn.HEARD: 150,
    LaptopColumn.LISTS: 110,
    LaptopColumn.NEXT_STEP: 210,
}
"""Texts wider than these (px) take two lines."""


class LaptopCells(QStyledItemDelegate):
    """Paints a cell; the selected row has another background while the table has the keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of all rows: enough for a finger."""
        row: LaptopRow = index.data(ROW_ROLE)
        return QSize(cell_width(row, LaptopColumn(index.column())), ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        row: LaptopRow = index.data(ROW_ROLE)
        column, box = LaptopColumn(index.column()), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_paper(painter, option, box, column)
        inner = box.adjusted(_PADDING, 4, -_PADDING, -5)
        if column is LaptopColumn.SIGN:
            self._paint_sign(painter, row, inner)
        elif column is LaptopColumn.NEXT_STEP and row.action is not None:
            self._paint_button(painter, cell_text(row, column), inner)
        elif column is LaptopColumn.NAME:
            self._paint_name(painter, row, inner)
        else:
            figure = column in FIGURES
            painter.setPen(QColor(self._theme.text))
            painter.setFont(font(_TEXT_PX))
            _paint_lines(painter, cell_text(row, column), inner, RIGHT if figure else LEFT)
        painter.restore()

    def _paint_paper(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, column: LaptopColumn
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self._theme.hover))
            if column is LaptopColumn.SIGN:
                painter.fillRect(QRectF(box.left(), box.top(), 5, box.height()), self._theme.accent)
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, QColor(self._theme.line))

    def _paint_sign(self, painter: QPainter, row: LaptopRow, box: QRectF) -> None:
        shape, colour = row.sign
        pair, theme = self._theme.verdicts[colour], self._theme
        body, details = QColor(pair.paper), QColor(pair.ink)
        if colour is Colour.GREY:  # of a verdict it is dark, and so is the page in the dark
            body, details = QColor(theme.muted), QColor(theme.surface)
        place = QRectF(0, 0, _SIGN_PX, _SIGN_PX)
        place.moveCenter(box.center())
        draw(painter, shape, place, body, details)

    def _paint_name(self, painter: QPainter, row: LaptopRow, box: QRectF) -> None:
        painter.setPen(QColor(self._theme.text))
        painter.setFont(font(_NAME_PX, QFont.Weight.DemiBold))
        if not row.place:
            _paint_lines(painter, row.name, box, LEFT)
            return
        upper = QRectF(box.left(), box.top(), box.width(), box.height() * 0.55)
        _paint_lines(painter, row.name, upper, LEFT, most=1)
        lower = QRectF(box.left(), upper.bottom(), box.width(), box.bottom() - upper.bottom())
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(font(_TEXT_PX))
        _paint_lines(painter, row.place, lower, LEFT, most=1)

    def _paint_button(self, painter: QPainter, text: str, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        painter.setBrush(QColor(self._theme.surface))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(self._theme.accent))
        painter.setFont(font(_BUTTON_PX, QFont.Weight.DemiBold))
        inner = box.adjusted(_PADDING, 0, -_PADDING, 0)
        _paint_lines(painter, text, inner, Qt.AlignmentFlag.AlignCenter)


def cell_width(row: LaptopRow, column: LaptopColumn, *, whole: bool = False) -> int:
    """Return the width (px) that a cell needs; a long text takes two lines.

    `whole`: no text is shortened, however long it is.
    """
    if column is LaptopColumn.SIGN:
        return round(_SIGN_PX + 2 * _PADDING)
    text = cell_text(row, column)
    bold = column in (LaptopColumn.NAME, LaptopColumn.NEXT_STEP)
    pixels = _NAME_PX if column is LaptopColumn.NAME else _TEXT_PX
    metrics = QFontMetricsF(font(pixels, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
    natural = max((metrics.horizontalAdvance(one) for one in text.split("\n")), default=0)
    most = _WIDEST.get(column)
    if most is not None and natural > most:
        longest = max(metrics.horizontalAdvance(word) for word in text.split())
        halved = max(longest, natural / 2 + metrics.horizontalAdvance("m" * 3))
        # A first line is shorter than the cell by less than a word.
        natural = (natural + longest) / 2 if whole else max(longest, min(halved, most))
    around = 4 if row.action and column is LaptopColumn.NEXT_STEP else 2
    return round(natural + around * _PADDING) + 1


def _paint_lines(
    painter: QPainter,
    text: str,
    box: QRectF,
    where: Qt.AlignmentFlag,
    most: int = _MAX_LINES,
) -> None:
    """Paint a text in as many lines as it needs, at most two; the last one may be shortened."""
    metrics = QFontMetricsF(painter.font())
    lines = _lines(text, metrics, box.width(), most)
    height = metrics.lineSpacing()
    top = box.center().y() - height * len(lines) / 2
    for number, line in enumerate(lines):
        place = QRectF(box.left(), top + number * height, box.width(), height)
        painter.drawText(place, int(where), line)


def _lines(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    lines, rest = list[str](), text.split()
    while rest and len(lines) < most - 1:
        count = len(rest)
        while count > 1 and metrics.horizontalAdvance(" ".join(rest[:count])) > width:
            count -= 1
        lines.append(" ".join(rest[:count]))
        rest = rest[count:]
    if rest:
        last = " ".join(rest)
        lines.append(metrics.elidedText(last, Qt.TextElideMode.ElideRight, width))
    return lines
