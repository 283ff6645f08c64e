"""A layout that puts widgets side by side, and starts a new row when one is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP = 6  # pixels


class FlowLayout(QLayout):
    """Each widget has its own width; the last one takes the rest of its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add a widget at the end."""
        self._items.append(item)

    def insert(self, place: int, widget: QWidget) -> None:
        """Add a widget before the one that is at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return the number of widgets."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at a place; None after the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove the item at a place, and return it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Return that a narrower layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all widgets."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it takes all of the width."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """Return the size of one row."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget."""
        sizes = [item.minimumSize() for item in self._items]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def _place(self, rect: QRect, *, moves: bool) -> int:
        """Place the widgets, if asked, and return the height that they need."""
        at, row = QPoint(rect.topLeft()), 0
        for item in self._items:
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            if at.x() > rect.x() and at.x() + width > rect.right() + 1:
                at, row = QPoint(rect.x(), at.y() + row + _GAP), 0
            if item is self._items[-1]:
                width = max(width, rect.right() + 1 - at.x())
            if moves:
                item.setGeometry(QRect(at, QSize(width, size.height())))
            at.setX(at.x() + width + _GAP)
            row = max(row, size.height())
        return at.y() + row - rect.y()
