"""The large panel: one painted card, and between cards the next step."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QEasingCurve,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.scan.card_layout import CHIP, FLAGS, CardLayout, lay_out_card
from kiosk.ui.scan.idle_view import IdleView, card_number, paint_idle
from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.category_marks import paint_chip
from kiosk.ui.style.symbols import draw
from kiosk.ui.style.theme import RADIUS, Ink, Theme, font
from kiosk.ui.widgets.verdict_card import Card

_CALM = (Colour.GREEN, Colour.BLUE)
_BEGUN = 0.15  # of the animation in its first frame: the colour is visible at once


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in ms, and whether new cards are animated.

    A green or blue card could be taken for that of the next guest, so it soon shrinks. A card
    that needs a talk with the guest stays longer. The next scan replaces any card at once.
    """

    wipe: int = 260
    calm: int = 6_000
    talk: int = 20_000
    patience: int = 300  # before the panel shows that it waits for a result
    hint: int = 4_000
    fresh: int = 3_000  # after a verdict, without advice of the camera
    animated: bool = True  # False: a new card appears at once after a short blank


TIMING = Timing()


class VerdictPanel(QWidget):
    """Shows the newest card for some seconds, then shrinks it to a line below the next step.

    Signals:
        settled: the card has shrunk to a line.
        left: the panel was hidden with its page.
    """

    settled = Signal()
    left = Signal()

    def __init__(
        self, theme: Theme, timing: Timing = TIMING, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._timing = timing
        self._card: Card | None = None
        self._number = 0
        self._shrunk = True
        self._idle = IdleView()
        self._waiting = ""
        self._placed: tuple[Card, QSize, CardLayout] | None = None
        self._wiped = 1.0
        self._wipe = QVariantAnimation(self, startValue=_BEGUN, endValue=1.0, duration=timing.wipe)
        self._wipe.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._wipe.valueChanged.connect(self._on_wipe)
        self._stay = QTimer(self, singleShot=True)
        self._stay.timeout.connect(self._shrink)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def card(self) -> Card | None:
        """The card that fills the panel, if there is one."""
        return None if self._shrunk else self._card

    @property
    def number(self) -> int:
        """The running number of the card, which distinguishes two equal cards."""
        return self._number

    @property
    def idle(self) -> IdleView:
        """The texts of the panel while no card fills it."""
        return self._idle

    def show_new(self, card: Card) -> None:
        """Show a new card with its number, animated; announce it; shrink it after some seconds."""
        self._number += 1
        self._waiting = ""
        self._set_card(card)
        self._shrunk = False
        self._stay.start(self._timing.calm if card.colour in _CALM else self._timing.talk)
        self._wipe.stop()
        self._on_wipe(_BEGUN if self._timing.wipe else 1.0)
        if self._timing.wipe:
            self._wipe.start()
        announce(self, card.spoken, urgent=True)

    def reset(self) -> None:
        """Remove the card and its line: the gate changed."""
        self._card = None
        self._shrink()

    def refresh(self, card: Card | None, idle: IdleView) -> None:
        """Show the card and the idle texts in other words, without announcing them."""
        self._idle = idle
        if card is not None:
            self._set_card(card)
        self._describe()
        self.update()

    def show_waiting(self, words: str) -> None:
        """Show that a result is on its way; remove the previous card."""
        self._waiting = words
        self._shrunk = True
        self._stay.stop()
        self._describe()
        self.update()

    def end_waiting(self) -> None:
        """Show the idle texts again: no card followed."""
        self._waiting = ""
        self._describe()
        self.update()

    def retire_green(self) -> None:
        """Shrink a green or blue card, which the next guest could misread; keep a refusal."""
        if self.card is not None and self.card.colour in _CALM:
            self.retire()

    def retire(self) -> None:
        """Shrink the card before its time."""
        if self.card is not None:
            self._stay.stop()
            self._shrink()

    def _set_card(self, card: Card) -> None:
        self._card = card
        self._describe()

    def _describe(self) -> None:
        card = self.card
        self.setAccessibleName(card.spoken if card else self._waiting or self._idle.spoken)

    def _shrink(self) -> None:
        self._shrunk = True
        self._describe()
        self.update()
        self.settled.emit()

    def _on_wipe(self, value: float) -> None:
        # Without motion, a new card appears at once after a short blank: still visibly new.
        self._wiped = value if self._timing.animated else float(value >= 1)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `left`, unless the system hid the window."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Return a size at which each card fits."""
        return QSize(560, 430)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card over the idle view, as far as the animation has come."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(whole, RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(whole, QColor(self._theme.surface))
        card = self.card
        if card is None:
            paint_idle(painter, whole, self._idle, self._waiting, self._last(), self._theme)
        else:
            painter.setClipRect(
                QRectF(0, 0, whole.width() * self._wiped, whole.height()),
                Qt.ClipOperation.IntersectClip,
            )
            paint_card(painter, card, self._arranged(card), self._theme)
            paint_number(painter, whole, self._number, self._theme.verdicts[card.colour])

    def _arranged(self, card: Card) -> CardLayout:
        """Return the layout of the card, computed once for all frames of its animation."""
        if self._placed is None or self._placed[:2] != (card, self.size()):
            self._placed = card, self.size(), lay_out_card(card, QRectF(self.rect()))
        return self._placed[2]

    def _last(self) -> tuple[Card, int] | None:
        return (self._card, self._number) if self._card else None


def paint_card(painter: QPainter, card: Card, placed: CardLayout, theme: Theme) -> None:
    """Paint the background, the sign and the texts of a card by its layout."""
    colours = theme.verdicts[card.colour]
    ink, paper = QColor(colours.ink), QColor(colours.paper)
    painter.fillRect(painter.viewport(), paper)
    draw(painter, card.shape, placed.sign, ink, paper)
    painter.setPen(ink)
    for text in placed.texts:
        if text.text.role == CHIP and card.chip:
            paint_chip(painter, card.chip, text.box, text.text.font, FLAGS)
            continue
        painter.setFont(text.text.font)
        painter.drawText(text.box, FLAGS, text.text.text)


def paint_number(painter: QPainter, panel: QRectF, number: int, colours: Ink) -> None:
    """Paint the running number of a card in the upper right corner of the panel (px)."""
    painter.setFont(font(max(18, panel.height() * 0.042)))
    text = card_number(number)
    side = painter.fontMetrics().height() + 10.0
    width = max(side, painter.fontMetrics().horizontalAdvance(text) + side * 0.7)
    pill = QRectF(panel.right() - width - 16, panel.top() + 16, width, side)
    painter.setPen(QColor(colours.ink))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(pill, side / 2, side / 2)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
