"""The grey frame around the scan page while its scans are tests."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.labels import named

_WIDTH = 10  # pixels: within the margin of the page, so that nothing moves
_STRIPE = 4  # pixels
_DASHES = (6.0, 4.0)  # times the stripe


class RehearsalFrame(QWidget):
    """Covers the edges of a page; takes no keys, clicks or space."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._colours = QColor(theme.test), QColor(theme.test_ink)
        named("rehearsalFrame", self, focusPolicy=Qt.FocusPolicy.NoFocus, visible=False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        page.installEventFilter(self)

    def show_around(self, page: QWidget) -> None:
        """Show the frame around the page."""
        self.setGeometry(page.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of the page."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame along the edges."""
        painter = QPainter(self)
        dark, light = self._colours
        half = _WIDTH / 2
        edges = QRectF(self.rect()).adjusted(half, half, -half, -half)
        pen = QPen(dark, _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(edges)
        pen.setColor(light)
        pen.setWidth(_STRIPE)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawRect(edges)  # visible on the dark page of a room or an exit too
