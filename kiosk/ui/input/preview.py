"""The camera's picture with the guide for tickets; a text replaces a picture that stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.camera.code_tracker import Outline, OutlineRole
from kiosk.camera.guide import guide
from kiosk.ui.input.preview_texts import (
    INK,
    PADDING,
    alert_box,
    paint_alert,
    paint_error,
    paint_hint,
    paint_trouble,
)
from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.painting import rounded_painter
from kiosk.ui.style.symbols import draw_ticket
from kiosk.ui.style.theme import Theme

if TYPE_CHECKING:  # it imports NumPy: imported after the first window
    from kiosk.camera.frame import Frame

_READ_MS = 60  # per letter, so that a long sentence can be read
_OUTLINES = {
    OutlineRole.MEANT: QPen(QColor("#39d98a"), 6),
    OutlineRole.CHOICE: QPen(QColor("#ffc14d"), 5),
    OutlineRole.OTHER: QPen(QColor(200, 206, 214, 190), 3),
}


class Preview(QWidget):
    """Paints the newest frame, or shows why there is none.

    Signals:
        tapped: the pixel (x, y) of the frame that a person tapped.
        framed: the frame that is shown now.
        troubled: the text in place of the picture; empty once there is a picture.
        other_camera_asked: a person wants to choose another camera.
    """

    tapped = Signal(float, float)
    framed = Signal(object)
    troubled = Signal(str)
    other_camera_asked = Signal()

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
        self.mirrored = mirrored
        self.frame: Frame | None = None  # owns the pixels that the picture shows
        self._picture = QImage()
        self._outlines: Sequence[Outline] = ()
        self.trouble = ""  # in place of the picture
        self.hint, self._is_error = "", False
        self.alert = ""  # above the picture
        self._advice = ""
        self._hint_ms = hint_ms
        self._hint_timer = QTimer(self, singleShot=True)
        self._hint_timer.timeout.connect(lambda: self.show_hint(""))
        self._column = QVBoxLayout(self)
        self._other_camera = QPushButton(self)
        self._other_camera.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._other_camera.clicked.connect(self.other_camera_asked)
        self._other_camera.hide()
        self._column.addStretch(1)
        self._column.addWidget(self._other_camera, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def twin(self) -> Preview:
        """Return another view of the same picture, for a dialog."""
        twin = Preview(self._theme, mirrored=self.mirrored)
        twin.setAccessibleName(self.accessibleName())
        self.framed.connect(twin.show_frame)
        self.troubled.connect(twin.show_trouble)
        if self.frame is not None:
            twin.show_frame(self.frame)
        twin.show_trouble(self.trouble)
        return twin

    def dock(self, bar: QWidget) -> None:
        """Dock a bar above the picture."""
        self._column.insertWidget(0, bar)
        self._place_bar()

    def offer_other_camera(self, words: str) -> None:
        """Set the label of the button for another camera, which is shown without a picture."""
        self._other_camera.setText(words)
        self._other_camera.setVisible(bool(self.trouble))

    def set_mirrored(self, mirrored: bool) -> None:
        """Show the picture mirrored, or as the camera sees it."""
        self.mirrored = mirrored
        self.update()

    @property
    def advice(self) -> str:
        """The advice on the picture."""
        return "" if self.trouble else self._advice

    def show_frame(self, frame: Frame) -> None:
        """Show a frame without copying its pixels."""
        height, width = frame.image.shape[:2]
        self.frame = frame
        self.setProperty("live", True)
        self._picture = QImage(
            frame.image.data, width, height, frame.image.strides[0], QImage.Format.Format_BGR888
        )
        self.update()
        self.framed.emit(frame)

    def show_outlines(self, outlines: Sequence[Outline]) -> None:
        """Outline the codes in the frame."""
        self._outlines = outlines
        self.update()

    def show_trouble(self, words: str) -> None:
        """Show why there is no picture; empty once there is one."""
        self.trouble = words
        self._other_camera.setVisible(bool(words and self._other_camera.text()))
        self.troubled.emit(words)
        self._outlines = ()
        self._describe()

    def show_hint(self, words: str, *, trouble: bool = False) -> None:
        """Show a small hint, or an error, for as long as reading it takes."""
        self.hint, self._is_error = words, trouble
        if words:
            self._hint_timer.start(max(self._hint_ms, _READ_MS * len(words)))
        self.update()

    def show_advice(self, words: str) -> None:
        """Show an advice until the next one; a hint has priority."""
        self._advice = words
        self._describe()

    def show_alert(self, words: str) -> None:
        """Show warnings above the picture until the next call; announce new ones."""
        if words == self.alert:
            return
        self.alert = words
        self._place_bar()
        self.update()
        if words:
            announce(self, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the docked bar below the warnings."""
        super().resizeEvent(event)
        self._place_bar()

    def sizeHint(self) -> QSize:
        """Return a size in which a person can aim a ticket."""
        return QSize(400, 430)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit the tapped pixel of the frame."""
        if self._picture.isNull() or self.trouble:
            return
        point = self._to_screen().inverted()[0].map(event.position())
        self.tapped.emit(point.x(), point.y())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture with guide and outlines, or the text in its place."""
        painter = rounded_painter(self, self._theme.preview)
        above = self._alert_box()
        if not self.trouble and not self._picture.isNull():
            self._paint_picture(painter)
        elif not self.hint:
            self._paint_trouble(painter, above.bottom())
        if self.alert:
            paint_alert(painter, self.alert, above, self._theme)
        if hint := self.hint or self.advice:
            paint = paint_error if self.hint and self._is_error else paint_hint
            paint(painter, hint, QRectF(self.rect()), self._floor(), self._theme)

    def _place_bar(self) -> None:
        above = round(self._alert_box().bottom()) + PADDING
        self._column.setContentsMargins(PADDING, above, PADDING, PADDING)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.trouble or self._advice)
        self.update()

    def _to_screen(self) -> QTransform:
        """Return the transform from frame to widget: it fills the widget, cropped on both sides."""
        width, height = self._picture.width(), self._picture.height()
        scale = max(self.width() / width, self.height() / height)
        to_screen = QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        to_screen.scale(-scale if self.mirrored else scale, scale)
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
        draw_ticket(painter, self._guide(to_screen), INK, 5)

    def _guide(self, to_screen: QTransform) -> QRectF:
        aim = guide(self._picture.width(), self._picture.height())
        box = to_screen.mapRect(QRectF(QPointF(aim.left, aim.top), QPointF(aim.right, aim.bottom)))
        return box.intersected(QRectF(self.rect()).adjusted(22, 22, -22, -22))

    def _alert_box(self) -> QRectF:
        return alert_box(self.alert, QRectF(self.rect()))

    def _paint_trouble(self, painter: QPainter, above: float) -> None:
        below = max(28.0, self.height() - self._floor())
        box = QRectF(self.rect()).adjusted(28, max(28, above + 8), -28, -below)
        paint_trouble(painter, self.trouble, box, max(20, self.height() * 0.05))

    def _floor(self) -> float:
        """Return the lowest y (px) for texts: above the button, if it is shown."""
        shown = self._other_camera.isVisibleTo(self)
        return self._other_camera.y() - 12.0 if shown else self.height() - 24.0
