"""The base of dialogs, which lie over the page; the page stays visible around them."""

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
from kiosk.ui.widgets.section import fill

_DIM = QColor(8, 14, 22, 150)
_MARGIN = 24  # pixels


class Dialog(QWidget):
    """Takes the focus while it is open, and restores it afterwards.

    Signals:
        closed: the dialog was closed, by a choice or by Escape.
    """

    closed = Signal()

    def __init__(self, title: str, width: int = 560) -> None:
        super().__init__()
        self._before: QWidget | None = None
        self.is_open = False
        named("overlay", self, accessibleName=title)
        self.frame = named("sheet", QFrame(self))
        self.frame.setMinimumWidth(width)
        heading = named("overlayTitle", QLabel(title, self.frame, wordWrap=True))
        row = fill(QHBoxLayout(), (heading, 1), (self._way_out(), 0, Qt.AlignmentFlag.AlignTop))
        margins = (_MARGIN, 12, _MARGIN, _MARGIN)
        self.column = fill(QVBoxLayout(self.frame), row, margins=margins, spacing=10)
        fill(QVBoxLayout(self), (self.frame, 0, Qt.AlignmentFlag.AlignCenter), margins=_MARGIN)

    def _way_out(self) -> QPushButton:
        """Return the button that closes the dialog; it takes no focus, as Escape does the same."""
        text = QCoreApplication.translate("Overlay", "Close (Esc)")
        button = QPushButton(text, self.frame)
        named("overlayClose", button, focusPolicy=Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.dismiss)
        return button

    def open_over(self, whole: QWidget) -> None:
        """Open over a widget, and cover all of it."""
        self._before = QApplication.focusWidget()
        self.setParent(whole)
        whole.installEventFilter(self)
        self.setGeometry(whole.rect())
        self.is_open = True
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the first field or button."""
        self._go_to(next(iter(self._stops()), self))

    def dismiss(self) -> None:
        """Close; the focus goes back to the widget that had it."""
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
        """Keep the size of the covered widget."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus within the dialog, from the last stop to the first."""
        stops = self._stops()
        now = QApplication.focusWidget()
        if not stops:
            return True
        at = stops.index(now) if now in stops else -1
        self._go_to(stops[(at + (1 if forward else -1)) % len(stops)])
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close by a tap outside the frame."""
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the page."""
        QPainter(self).fillRect(QRectF(self.rect()), _DIM)

    def _go_to(self, stop: QWidget) -> None:
        """Put the focus on a widget, and scroll it into view."""
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        for area in self.frame.findChildren(QScrollArea):
            if area.isAncestorOf(stop):
                area.ensureWidgetVisible(stop)

    def _stops(self) -> list[QWidget]:
        """Return the focus stops; a scroll area is none if it has stops inside."""
        stops = [
            part
            for part in self.frame.findChildren(QWidget)
            if part.isVisible()
            and part.isEnabled()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        return [one for one in stops if not _holds_any(one, stops)]


def _holds_any(area: QWidget, stops: Sequence[QWidget]) -> bool:
    """Return whether a scroll area contains other stops."""
    return isinstance(area, QScrollArea) and any(
        area is not one and area.isAncestorOf(one) for one in stops
    )
