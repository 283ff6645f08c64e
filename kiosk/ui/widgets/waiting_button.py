"""A button whose key takes effect after a delay, which a bar shows."""

from PySide6.QtCore import QRectF, QSizeF, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui.style.theme import Theme

_HIGH, _ASIDE = 6.0, 8.0  # pixels


class WaitingButton(QPushButton):
    """Fills a bar along its lower edge during the delay."""

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._done = 0.0
        self._filling = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._filling.valueChanged.connect(self._fill)

    @property
    def is_waiting(self) -> bool:
        """Whether the delay is running."""
        return self._filling.state() is QVariantAnimation.State.Running

    def wait(self, waits_ms: int) -> None:
        """Fill the bar in this time (ms); 0 removes it."""
        self._filling.stop()
        self._fill(0.0)
        if waits_ms:
            self._filling.setDuration(waits_ms)
            self._filling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar over the button."""
        super().paintEvent(event)
        if not self.is_waiting:
            return
        ink = self._theme.accent_ink if self.property("chosen") else self._theme.accent
        whole = QRectF(self.rect()).adjusted(_ASIDE, 0, -_ASIDE, -5)
        track = QRectF(whole.left(), whole.bottom() - _HIGH, whole.width(), _HIGH)
        bar = QRectF(track.topLeft(), QSizeF(track.width() * self._done, _HIGH))
        still = QColor(ink)
        still.setAlpha(70)
        with QPainter(self) as painter:
            painter.fillRect(track, still)
            painter.fillRect(bar, QColor(ink))

    def _fill(self, done: float) -> None:
        self._done = done
        self.update()
