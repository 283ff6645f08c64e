"""A widget that shows a code as a QR picture, as large as it fits."""

from itertools import groupby

import segno
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4  # modules of white around it, as the standard asks
_SMALLEST = QSize(196, 196)


class QrCode(QWidget):
    """Paints a code in black on white, in whole pixels, whatever the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_code(self, code: str) -> None:
        """Show a code; an empty one shows nothing."""
        self._code = code
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return a size that a camera reads at an arm's length."""
        return _SMALLEST

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the modules."""
        if self._code:
            draw_code(QPainter(self), QRectF(self.rect()), self._code)


def draw_code(painter: QPainter, box: QRectF, code: str) -> None:
    """Draw a code in the middle of a box, in black on white and in whole pixels."""
    rows = segno.make_qr(code, error="m").matrix
    across = len(rows) + 2 * _QUIET
    module = int(min(box.width(), box.height())) // across
    side = module * across
    left = int(box.left() + (box.width() - side) / 2)
    top = int(box.top() + (box.height() - side) / 2)
    painter.fillRect(left, top, side, side, QColor("white"))
    for row, modules in enumerate(rows):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                x, y = left + (column + _QUIET) * module, top + (row + _QUIET) * module
                painter.fillRect(x, y, length * module, module, QColor("black"))
            column += length
