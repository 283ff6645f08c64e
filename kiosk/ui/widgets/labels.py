"""Labels that the stylesheet knows by name, and one that shortens what does not fit."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def named(name: str, widget: W) -> W:
    """Give a widget the name that the stylesheet knows it by."""
    widget.setObjectName(name)
    return widget


def restyle(*widgets: QWidget) -> None:
    """Have the stylesheet looked at again, after a property that it asks for has changed."""
    for widget in widgets:
        widget.style().polish(widget)
        widget.update()


class ShortLabel(QLabel):
    """A line of text that ends in … where there is no room for all of it."""

    def minimumSizeHint(self) -> QSize:
        """Give up any width that others need."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        painter = QPainter(self)
        box = self.contentsRect()
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment(), text)
