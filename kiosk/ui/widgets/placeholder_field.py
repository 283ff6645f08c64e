"""A field whose placeholder is never cut off: a shorter one is shown where it does not fit."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

_AROUND = 6  # pixels that a line edit keeps free around its text


class HintedField(QLineEdit):
    """Shows the longest placeholder that fits."""

    def __init__(self, parent: QWidget | None = None, *, longest: int) -> None:
        super().__init__(parent, maxLength=longest)
        self._hints: tuple[str, ...] = ("",)

    def set_hints(self, *hints: str) -> None:
        """Set the placeholders, the longest first; that one is the accessible name."""
        self._hints = hints
        self.setAccessibleName(hints[0])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the placeholder again for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room = inside.width() - _AROUND
        metrics = self.fontMetrics()
        fitting = [one for one in self._hints if metrics.horizontalAdvance(one) <= room]
        self.setPlaceholderText(fitting[0] if fitting else self._hints[-1])
