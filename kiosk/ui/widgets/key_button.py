"""A small square button: a drawn sign, and the key that does the same below it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui.style.icons import Icon, draw_icon
from kiosk.ui.style.theme import Theme, font

_SIDE = 56  # pixels: large enough for a cold finger
_SIGN = 24.0


class KeyButton(QPushButton):
    """Takes no focus by a click: the keys stay with the field."""

    def __init__(self, icon: Icon, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._key = key
        self._theme = theme
        self.setObjectName(f"go-{icon.value}")
        self.setProperty("keycap", True)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def name_it(self, name: str) -> None:
        """Say what the button does, for who hears the screen or points at it."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._key})")

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign above its key."""
        super().paintEvent(event)
        painter = QPainter(self)
        ink = QColor(self._theme.accent if self.isEnabled() else self._theme.line)
        left = (self.width() - _SIGN) / 2
        draw_icon(painter, self._icon, QRectF(left, 9, _SIGN, _SIGN), ink)
        painter.setPen(QColor(self._theme.muted if self.isEnabled() else self._theme.line))
        painter.setFont(font(12, QFont.Weight.DemiBold))
        box = QRectF(0, self.height() - 20, self.width(), 15)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key.replace("Shift+", "⇧"))
