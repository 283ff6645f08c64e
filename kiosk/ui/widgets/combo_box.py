"""A combo box with an arrow in the colours of the theme."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from kiosk.ui.style.painting import smooth_painter
from kiosk.ui.style.theme import Theme

_FROM_RIGHT = 26
_FEWEST_LETTERS = 4
_SLACK = 4  # pixels
_LIST_EDGE = 32  # pixels: the borders and the scroll bar of the list


class ComboBox(QComboBox):
    """Is operated by the arrow keys, a letter or a tap; Enter goes to the panel.

    A text that is too long ends in …; the list is as wide as its longest line.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEWEST_LETTERS)

    @property
    def short_text(self) -> str:
        """The text of the current item while the list is closed."""
        return self.currentText()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the text to the room left of the arrow."""
        super().initStyleOption(option)
        box = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        right = Qt.TextElideMode.ElideRight
        room = box.width() - _SLACK
        option.currentText = self.fontMetrics().elidedText(self.short_text, right, room)

    def showPopup(self) -> None:
        """Open the list, wide enough for its lines."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + _LIST_EDGE)
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass Enter to the panel."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow: the stylesheet has no image for it."""
        super().paintEvent(event)
        painter = smooth_painter(self)
        painter.setPen(QPen(QColor(self._theme.accent), 2.5, c=Qt.PenCapStyle.RoundCap))
        middle = QPointF(self.width() - _FROM_RIGHT, self.height() / 2)
        corners = ((-6.0, -3.0), (0.0, 3.0), (6.0, -3.0))
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
