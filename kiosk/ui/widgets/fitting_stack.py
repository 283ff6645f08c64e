"""A stack of widgets that is as large as the one that is shown, not as the largest."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class FittingStack(QStackedWidget):
    """Has the size of its current widget, so that a scroll bar shows only where it is needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Return the size of the current widget."""
        current = self.currentWidget()
        return current.sizeHint() if current is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the current widget."""
        current = self.currentWidget()
        return current.minimumSizeHint() if current is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the current widget at a width."""
        current = self.currentWidget()
        if current is None or not current.hasHeightForWidth():
            return self.sizeHint().height()
        return current.heightForWidth(width)
