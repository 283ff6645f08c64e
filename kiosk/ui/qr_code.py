"""A ticket's code as a QR picture on the screen, as large as there is room."""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4  # modules of white around it, as the standard asks
_SMALLEST = QSize(220, 220)


class QrCode(QWidget):
    """Paints a code in black on white, in whole pixels, whatever the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: tuple[tuple[int, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_code(self, code: str) -> None:
        """Show another code; nothing shows none."""
        rows = segno.make_qr(code, error="m").matrix if code else ()
        self._modules = tuple(tuple(row) for row in rows)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for what a camera reads at an arm's length."""
        return _SMALLEST

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the modules."""
        if not self._modules:
            return
        painter = QPainter(self)
        across = len(self._modules) + 2 * _QUIET
        module = min(self.width(), self.height()) // across
        side = module * across
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.white)
        for row, modules in enumerate(self._modules):
            for column, dark in enumerate(modules):
                if dark:
                    x, y = left + (column + _QUIET) * module, top + (row + _QUIET) * module
                    painter.fillRect(x, y, module, module, QColor("black"))
