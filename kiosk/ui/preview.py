"""What the camera sees, with the guide to aim at; never a still picture that looks alive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.camera.aim import guide
from kiosk.camera.presence import Outline, Role
from kiosk.domain.verdict import Colour
from kiosk.ui.shapes import draw_ticket
from kiosk.ui.theme import Theme, font
from kiosk.ui.verdict_panel import RADIUS

if TYPE_CHECKING:  # NumPy comes with it: imported after the first window
    from kiosk.camera.frame import Frame

_WORDS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
_INK = QColor("#ffffff")
_PADDING = 12
_ALERT_PX = 17
_SMALLEST_PX = 13
_READ_MS = 60  # a letter: a long sentence stays until it is read
_OUTLINES = {
    Role.MEANT: QPen(QColor("#39d98a"), 6),
    Role.CHOICE: QPen(QColor("#ffc14d"), 5),
    Role.OTHER: QPen(QColor(200, 206, 214, 190), 3),
}


class Preview(QWidget):
    """Paints the newest frame, or says in words why there is none.

    Signals:
        tapped: a pixel (x, y) of the frame that a person pointed at.
    """

    tapped = Signal(float, float)

    def __init__(
        self,
        theme: Theme,
        *,
        mirrored: bool = True,
        hint_ms: int = 4_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mirrored = mirrored
        self._frame: Frame | None = None  # owns the pixels that the picture shows
        self._picture = QImage()
        self._outlines: Sequence[Outline] = ()
        self._trouble = ""
        self._hint = ""
        self._alert = ""
        self._advice = ""
        self._hint_ms = hint_ms
        self._hush = QTimer(self, singleShot=True)
        self._hush.timeout.connect(lambda: self.hint(""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def carry(self, bar: QWidget) -> None:
        """Have a bar above the picture, for as long as it has something to say."""
        column = QVBoxLayout(self)
        column.addWidget(bar)
        column.addStretch(1)
        self._place_bar()

    @property
    def trouble(self) -> str:
        """The words that stand in place of the picture; empty while frames come."""
        return self._trouble

    @property
    def hinted(self) -> str:
        """The small hint that is on the picture now."""
        return self._hint

    @property
    def alerted(self) -> str:
        """The warnings that stand above the picture."""
        return self._alert

    @property
    def advised(self) -> str:
        """The advice that is on the picture now."""
        return "" if self._trouble else self._advice

    def show_frame(self, frame: Frame) -> None:
        """Show a frame without copying its pixels."""
        height, width = frame.image.shape[:2]
        self._frame = frame
        self.setProperty("live", True)
        self._picture = QImage(
            frame.image.data, width, height, frame.image.strides[0], QImage.Format.Format_BGR888
        )
        self.update()

    def show_outlines(self, outlines: Sequence[Outline]) -> None:
        """Outline the codes that were found in the frame."""
        self._outlines = outlines
        self.update()

    def show_trouble(self, words: str) -> None:
        """Say in words why there is no picture; empty once there is."""
        self._trouble = words
        self._outlines = ()
        self._describe()

    def hint(self, words: str) -> None:
        """Show a small hint as long as reading it takes; it changes nothing else."""
        self._hint = words
        if words:
            self._hush.start(max(self._hint_ms, _READ_MS * len(words)))
        self.update()

    def advise(self, words: str) -> None:
        """Say how a ticket would be read, until told otherwise; a hint goes before."""
        self._advice = words
        self._describe()

    def alert(self, words: str) -> None:
        """Warn above the picture for as long as it is so; what is new is announced."""
        if words == self._alert:
            return
        self._alert = words
        self._place_bar()
        self.update()
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar below the warnings."""
        super().resizeEvent(event)
        self._place_bar()

    def sizeHint(self) -> QSize:
        """Prefer a size in which a ticket can be aimed."""
        return QSize(400, 430)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the code that a person points at."""
        if self._picture.isNull() or self._trouble:
            return
        point = self._to_screen().inverted()[0].map(event.position())
        self.tapped.emit(point.x(), point.y())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture with guide and outlines, or the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(self._theme.preview))
        above = self._alert_box()
        if not self._trouble and not self._picture.isNull():
            self._paint_picture(painter)
        elif not self._hint:
            self._paint_trouble(painter, above.bottom())
        if self._alert:
            self._paint_alert(painter, above)
        if small := self._hint or self.advised:
            self._paint_small(painter, small)

    def _place_bar(self) -> None:
        if (column := self.layout()) is not None:
            above = round(self._alert_box().bottom()) + _PADDING
            column.setContentsMargins(_PADDING, above, _PADDING, _PADDING)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._trouble or self._advice)
        self.update()

    def _to_screen(self) -> QTransform:
        """Map the frame's pixels to the widget's: filling it, cut evenly on both sides."""
        width, height = self._picture.width(), self._picture.height()
        scale = max(self.width() / width, self.height() / height)
        to_screen = QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        to_screen.scale(-scale if self._mirrored else scale, scale)
        return to_screen.translate(-width / 2, -height / 2)

    def _paint_picture(self, painter: QPainter) -> None:
        to_screen = self._to_screen()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(to_screen)
        painter.drawImage(0, 0, self._picture)
        painter.resetTransform()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for outline in self._outlines:
            painter.setPen(_OUTLINES[outline.role])
            painter.drawPolygon(to_screen.map(QPolygonF([QPointF(*xy) for xy in outline.corners])))
        draw_ticket(painter, self._guide(to_screen), _INK, 5)

    def _guide(self, to_screen: QTransform) -> QRectF:
        aim = guide(self._picture.width(), self._picture.height())
        box = to_screen.mapRect(QRectF(QPointF(aim.left, aim.top), QPointF(aim.right, aim.bottom)))
        return box.intersected(QRectF(self.rect()).adjusted(22, 22, -22, -22))

    def _alert_box(self) -> QRectF:
        """Return where the warnings stand, as high as they are; nothing where there are none."""
        if not self._alert:
            return QRectF()
        room = QRectF(_PADDING, _PADDING, self.width() - 2.0 * _PADDING, self.height())
        high = (
            QFontMetricsF(font(_ALERT_PX, QFont.Weight.DemiBold))
            .boundingRect(room, _WORDS, self._alert)
            .height()
        )
        return QRectF(0, 0, self.width(), high + 2 * _PADDING)

    def _paint_alert(self, painter: QPainter, box: QRectF) -> None:
        colours = self._theme.verdicts[Colour.ORANGE]
        painter.fillRect(box, QColor(colours.paper))
        painter.setPen(QColor(colours.ink))
        painter.setFont(font(_ALERT_PX, QFont.Weight.DemiBold))
        painter.drawText(box.adjusted(_PADDING, 0, -_PADDING, 0), _WORDS, self._alert)

    def _paint_trouble(self, painter: QPainter, above: float) -> None:
        box = QRectF(self.rect()).adjusted(28, max(28, above + 8), -28, -28)
        painter.setPen(_INK)
        painter.setFont(_fitting(self._trouble, box, max(20, self.height() * 0.05)))
        painter.drawText(box, _WORDS, self._trouble)

    def _paint_small(self, painter: QPainter, said: str) -> None:
        painter.setFont(font(max(20, self.height() * 0.045), QFont.Weight.DemiBold))
        words = painter.fontMetrics().boundingRect(
            self.rect().adjusted(40, 0, -40, 0), _WORDS, said
        )
        pill = QRectF(words).adjusted(-20, -14, 20, 14)
        pill.moveCenter(QPointF(self.width() / 2, 0))
        pill.moveBottom(self.height() - 24)
        colours = self._theme.verdicts[Colour.GREY]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(pill, 16, 16)
        painter.setPen(QColor(colours.ink))
        painter.drawText(pill.adjusted(18, 0, -18, 0), _WORDS, said)


def _fitting(text: str, box: QRectF, pixels: float) -> QFont:
    """Return the largest font up to some pixels in which a text fits a box, if one does."""
    while pixels > _SMALLEST_PX:
        made = font(pixels, QFont.Weight.DemiBold)
        if QFontMetricsF(made).boundingRect(box, _WORDS, text).height() <= box.height():
            return made
        pixels -= 1
    return font(_SMALLEST_PX, QFont.Weight.DemiBold)
