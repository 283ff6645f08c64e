"""The view in place of an empty list: an icon and a sentence."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.style.icons import Icon, draw_icon
from kiosk.ui.style.theme import Theme, font

_SIGN_PX = 72.0
_TEXT_PX = 20
_APART_PX = 24.0
_FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class EmptyState(QWidget):
    """Shows the possible next step in the middle of an empty area."""

    def __init__(self, icon: Icon, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_text(self, sentence: str) -> None:
        """Show a sentence."""
        self.setAccessibleName(sentence)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon above the sentence."""
        painter = QPainter(self)
        painter.setFont(font(_TEXT_PX))
        room = QRectF(self.rect()).adjusted(_APART_PX, 0, -_APART_PX, 0)
        words = painter.boundingRect(room, _FLAGS, self.accessibleName())
        top = max(0.0, room.center().y() - (_SIGN_PX + _APART_PX + words.height()) / 2)
        sign = QRectF(room.center().x() - _SIGN_PX / 2, top, _SIGN_PX, _SIGN_PX)
        draw_icon(painter, self._icon, sign, QColor(self._theme.line))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(
            QRectF(room.left(), sign.bottom() + _APART_PX, room.width(), room.height()),
            _FLAGS,
            self.accessibleName(),
        )
