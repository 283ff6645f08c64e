"""A small button: an icon, the key that does the same, and a word below them."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui.style.icons import Icon, draw_icon
from kiosk.ui.style.theme import Theme, font, font_within
from kiosk.ui.widgets.labels import named, restyle

_WIDE, _HIGH = 72, 56  # pixels: large enough for a cold finger
_SIGN = 22.0
_APART = 5
_WORD_PX, _SMALLEST_PX = 13, 11


class KeyButton(QPushButton):
    """Opens a page or does an action; a click does not move the focus."""

    def __init__(self, icon: Icon, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._key = key
        self._theme = theme
        named(f"go-{icon.value}", self, focusPolicy=Qt.FocusPolicy.TabFocus)
        self.setProperty("keycap", True)
        self.setProperty("current", False)
        self.setFixedSize(_WIDE, _HIGH)

    def set_name(self, name: str) -> None:
        """Set the accessible name and the tool tip."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._key})")
        self.update()

    def mark(self, *, current: bool) -> None:
        """Highlight the button of the current page."""
        self.setProperty("current", current)
        restyle(self)

    @property
    def word(self) -> str:
        """The word on the button, in the current language."""
        return _words()[self._icon]

    def sizeHint(self) -> QSize:
        """Return the one size of these buttons."""
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon with its key, and the word below."""
        super().paintEvent(event)
        painter = QPainter(self)
        strong, quiet = self._inks()
        key = self._key.replace("Shift+", "⇧")
        painter.setFont(font(12, QFont.Weight.DemiBold))
        wide = painter.fontMetrics().horizontalAdvance(key)
        left = (self.width() - _SIGN - _APART - wide) / 2
        draw_icon(painter, self._icon, QRectF(left, 8, _SIGN, _SIGN), strong)
        painter.setPen(quiet)
        beside = QRectF(left + _SIGN + _APART, 8, wide + 1, _SIGN)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignCenter), key)
        painter.setPen(strong)
        box = QRectF(3, self.height() - 23, self.width() - 6, 17)
        weight = QFont.Weight.DemiBold
        painter.setFont(font_within(self.word, box.width(), _WORD_PX, _SMALLEST_PX, weight))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.word)

    def _inks(self) -> tuple[QColor, QColor]:
        """Return the colours of the icon and its word, and of the key."""
        theme = self._theme
        if not self.isEnabled():
            return QColor(theme.line), QColor(theme.line)
        if self.property("current"):
            return QColor(theme.accent_ink), QColor(theme.accent_ink)
        return QColor(theme.accent), QColor(theme.muted)


def _words() -> Mapping[Icon, str]:
    translate = QCoreApplication.translate
    return {
        Icon.SEARCH: translate("Keycap", "Search"),
        Icon.PEOPLE: translate("Keycap", "Count"),
        Icon.FILES: translate("Keycap", "Lists"),
        Icon.DOUBLE: translate("Keycap", "Doubles"),
        Icon.LAPTOPS: translate("Keycap", "Laptops"),
        Icon.EVENT: translate("Keycap", "Event"),
        Icon.SCAN: translate("Keycap", "Scan"),
        Icon.RECENT: translate("Keycap", "Last"),
        Icon.UNDO: translate("Keycap", "Undo"),
        Icon.MORE: translate("Keycap", "More"),
        Icon.LEAVING: translate("Keycap", "Leaving"),
    }
