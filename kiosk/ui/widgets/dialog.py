"""A sheet over the page that asks one thing; the page stays visible around it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.widgets.keyboard_focus import first_field, takes_keys
from kiosk.ui.widgets.labels import named

_DIM = QColor(8, 14, 22, 150)
_MARGIN = 24  # pixels


class Dialog(QWidget):
    """Takes the keys while it is open, and gives them back.

    Signals:
        closed: it is gone, whatever was chosen.
    """

    closed = Signal()

    def __init__(self, title: str, width: int = 560) -> None:
        super().__init__()
        self._before: QWidget | None = None
        self.is_open = False
        self.setObjectName("overlay")
        self.sheet = named("sheet", QFrame(self))
        self.sheet.setMinimumWidth(width)
        self.column = QVBoxLayout(self.sheet)
        self.column.setContentsMargins(_MARGIN, 12, _MARGIN, _MARGIN)
        self.column.setSpacing(10)
        heading = named("overlayTitle", QLabel(title, self.sheet, wordWrap=True))
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(self._way_out(), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.setAccessibleName(title)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        outside.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignCenter)

    def _way_out(self) -> QPushButton:
        """Return the button that does what Escape does; the keys have Escape."""
        text = QCoreApplication.translate("Overlay", "Close (Esc)")
        button = named("overlayClose", QPushButton(text, self.sheet))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.dismiss)
        return button

    def open_over(self, whole: QWidget) -> None:
        """Cover a widget until something is chosen or it is dismissed."""
        self._before = QApplication.focusWidget()
        self.setParent(whole)
        whole.installEventFilter(self)
        self.setGeometry(whole.rect())
        self.is_open = True
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where a person begins."""
        first = next(iter(self._stops()), self)
        self._go_to(first)

    def dismiss(self) -> None:
        """Close; the keys go back to where they were."""
        if not self.is_open:
            return
        self.is_open = False
        self.hide()
        whole = self.parentWidget()
        back = self._before if takes_keys(self._before) else first_field(whole) if whole else None
        if back is not None:
            back.setFocus()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what is covered."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round within the sheet."""
        stops = self._stops()
        now = QApplication.focusWidget()
        if not stops:
            return True
        at = stops.index(now) if now in stops else -1
        self._go_to(stops[(at + (1 if forward else -1)) % len(stops)])
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap beside the sheet dismisses it."""
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the page."""
        QPainter(self).fillRect(QRectF(self.rect()), _DIM)

    def _go_to(self, stop: QWidget) -> None:
        """Put the focus there, and scroll it into view."""
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        for area in self.sheet.findChildren(QScrollArea):
            if area.isAncestorOf(stop):
                area.ensureWidgetVisible(stop)

    def _stops(self) -> list[QWidget]:
        """Return where the keys go; what scrolls follows the buttons in it, and is no stop then."""
        stops = [
            part
            for part in self.sheet.findChildren(QWidget)
            if part.isVisible()
            and part.isEnabled()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        return [one for one in stops if not _holds_any(one, stops)]


def _holds_any(area: QWidget, stops: Sequence[QWidget]) -> bool:
    """Whether it scrolls other stops."""
    return isinstance(area, QScrollArea) and any(
        area is not one and area.isAncestorOf(one) for one in stops
    )
