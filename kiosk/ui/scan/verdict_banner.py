"""The banner over another page or a dialog: sign, colour and texts of a camera's verdict."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.scan.idle_view import card_number
from kiosk.ui.scan.verdict_panel import TIMING, Timing, WipedCard
from kiosk.ui.style.painting import rounded_painter
from kiosk.ui.style.symbols import draw
from kiosk.ui.style.theme import Theme, font, font_within
from kiosk.ui.widgets.verdict_card import Card

_HEIGHT, _EDGE = 80, 2  # pixels: as high as the bar above a page
_RADIUS = 14.0
_SIGN = 52.0
_HEADLINE_PX, _STEP_PX, _SMALLEST_PX = 26, 19, 13
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class VerdictBanner(WipedCard):
    """Covers the upper edge of the window for some seconds; takes no keys, clicks or space."""

    def __init__(self, theme: Theme, whole: QWidget, timing: Timing = TIMING) -> None:
        """`whole` is the widget that it covers."""
        super().__init__(theme, timing, self.clear, whole)
        self._whole = whole
        self.card: Card | None = None  # None while it is hidden
        self._number = 0
        self.setObjectName("verdictBanner")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        whole.installEventFilter(self)
        self.hide()

    def show_new(self, card: Card, number: int) -> None:
        """Show a new verdict and its number (0: none), animated; hide it after some seconds."""
        self.card, self._number = card, number
        self.setAccessibleName(card.spoken)
        self._begin(card.colour)
        self._place()
        self.show()
        self.raise_()

    def clear(self) -> None:
        """Hide the banner."""
        self.card = None
        self._stay.stop()
        self._wipe.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the width of the covered widget, and stay above its dialogs."""
        match event.type():
            case QEvent.Type.Resize:
                self._place()
            case QEvent.Type.ChildAdded if self.card is not None:
                QTimer.singleShot(0, self, self.raise_)
        return super().eventFilter(watched, event)

    def fits(self) -> bool:
        """Return whether the next step of the card fits on the banner."""
        if self.card is None:
            return True
        _, lower = self._rooms(self.card)
        step = _step_of(self.card)
        return _fits(step, _step_font(step, lower), lower)

    def sizeHint(self) -> QSize:
        """Return the one size for all verdicts."""
        return QSize(400, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, as far as the animation has come."""
        if self.card is None:
            return
        painter = rounded_painter(self, self._theme.surface, _RADIUS)
        self._clip_to_wiped(painter)
        pair = self._theme.verdicts[self.card.colour]
        ink, paper = QColor(pair.ink), QColor(pair.paper)
        painter.fillRect(self.rect(), paper)
        draw(painter, self.card.shape, self._sign(), ink, paper)
        painter.setPen(ink)
        self._paint_number(painter)
        self._paint_words(painter, self.card)

    @property
    def _number_text(self) -> str:
        return card_number(self._number) if self._number else ""

    def _sign(self) -> QRectF:
        return QRectF(18, (self.height() - _SIGN) / 2, _SIGN, _SIGN)

    def _rooms(self, card: Card) -> tuple[QRectF, QRectF]:
        """Return the boxes (px) of the headline, and of the next step below it."""
        text = QFontMetricsF(font(_STEP_PX)).horizontalAdvance(self._number_text)
        whole = QRectF(self.rect()).adjusted(self._sign().right() + 16, 6, -16, -4)
        upper = QRectF(whole)
        upper.setRight(whole.right() - text - 18)
        if _step_of(card):
            upper.setHeight(QFontMetricsF(_headline_font(card, upper)).height())
        lower = QRectF(whole)
        lower.setTop(upper.bottom())
        return upper, lower

    def _paint_number(self, painter: QPainter) -> None:
        painter.setFont(font(_STEP_PX))
        corner = QRectF(self.rect()).adjusted(0, 10, -18, -8)
        where = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.drawText(corner, where, self._number_text)

    def _paint_words(self, painter: QPainter, card: Card) -> None:
        upper, lower = self._rooms(card)
        painter.setFont(_headline_font(card, upper))
        elided = painter.fontMetrics().elidedText(
            _headline_of(card), Qt.TextElideMode.ElideRight, int(upper.width())
        )
        painter.drawText(upper, _LEFT, elided)
        painter.setFont(_step_font(_step_of(card), lower))
        painter.drawText(lower, _WRAPPED, _step_of(card))

    def _place(self) -> None:
        self.setGeometry(_EDGE, _EDGE, self._whole.width() - 2 * _EDGE, _HEIGHT)


def _headline_of(card: Card) -> str:
    return " · ".join(filter(None, (card.headline, card.people, card.name)))


def _headline_font(card: Card, room: QRectF) -> QFont:
    bold = QFont.Weight.Bold
    return font_within(_headline_of(card), room.width(), _HEADLINE_PX, _SMALLEST_PX, bold)


def _step_of(card: Card) -> str:
    return " ".join(filter(None, (card.warning, card.step)))


def _step_font(step: str, room: QRectF) -> QFont:
    """Return the largest font in which the text fits the box."""
    size = _STEP_PX
    while size > _SMALLEST_PX and not _fits(step, font(size, QFont.Weight.DemiBold), room):
        size -= 1
    return font(size, QFont.Weight.DemiBold)


def _fits(text: str, letters: QFont, room: QRectF) -> bool:
    tall = QRectF(0, 0, room.width(), 10_000)
    return QFontMetricsF(letters).boundingRect(tall, _WRAPPED, text).height() <= room.height()
