"""The large panel: one painted card, and between cards the next step."""

from collections.abc import Callable
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
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.scan.card_layout import CHIP, FLAGS, CardLayout, lay_out_card
from kiosk.ui.scan.idle_view import IdleView, card_number, paint_idle
from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.category_marks import paint_chip
from kiosk.ui.style.painting import rounded_painter
from kiosk.ui.style.symbols import draw
from kiosk.ui.style.theme import Ink, Theme, font
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


class WipedCard(QWidget):
    """Shows a card whose colour wipes in, so that two equal cards are visibly two."""

    def __init__(
        self, theme: Theme, timing: Timing, ended: Callable[[], None], parent: QWidget | None
    ) -> None:
        """`ended` is called once the card was shown for its time."""
        super().__init__(parent)
        self._theme = theme
        self._timing = timing
        self._wiped = 1.0
        self._wipe = QVariantAnimation(
            self,
            startValue=_BEGUN,
            endValue=1.0,
            duration=timing.wipe,
            easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic),
        )
        self._wipe.valueChanged.connect(self._on_wipe)
        self._stay = QTimer(self, singleShot=True)
        self._stay.timeout.connect(ended)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _begin(self, colour: Colour) -> None:
        self._stay.start(self._timing.calm if colour in _CALM else self._timing.talk)
        self._wipe.stop()
        self._on_wipe(_BEGUN if self._timing.wipe else 1.0)
        if self._timing.wipe:
            self._wipe.start()

    def _on_wipe(self, value: float) -> None:
        # Without motion, a new card appears at once after a short blank: still visibly new.
        self._wiped = value if self._timing.animated else float(value >= 1)
        self.update()

    def _clip_to_wiped(self, painter: QPainter) -> None:
        wiped = QRectF(0, 0, self.width() * self._wiped, self.height())
        painter.setClipRect(wiped, Qt.ClipOperation.IntersectClip)


class VerdictPanel(WipedCard):
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
        super().__init__(theme, timing, self._shrink, parent)
        self._card: Card | None = None
        self.number = 0  # distinguishes two equal cards
        self._shrunk = True
        self.idle = IdleView()
        self._waiting = ""
        self._placed: tuple[Card, QSize, CardLayout] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def card(self) -> Card | None:
        """The card that fills the panel, if there is one."""
        return None if self._shrunk else self._card

    def show_new(self, card: Card) -> None:
        """Show a new card with its number, animated; announce it; shrink it after some seconds."""
        self.number += 1
        self._waiting = ""
        self._card, self._shrunk = card, False
        self._describe()
        self._begin(card.colour)
        announce(self, card.spoken, urgent=True)

    def reset(self) -> None:
        """Remove the card and its line: the gate changed."""
        self._card = None
        self._shrink()

    def refresh(self, card: Card | None, idle: IdleView) -> None:
        """Show the card and the idle texts in other words, without announcing them."""
        self.idle = idle
        if card is not None:
            self._card = card
        self._describe()

    def show_waiting(self, words: str) -> None:
        """Show that a result is on its way; remove the previous card."""
        self._waiting = words
        self._shrunk = True
        self._stay.stop()
        self._describe()

    def end_waiting(self) -> None:
        """Show the idle texts again: no card followed."""
        self._waiting = ""
        self._describe()

    def retire_green(self) -> None:
        """Shrink a green or blue card, which the next guest could misread; keep a refusal."""
        if self.card is not None and self.card.colour in _CALM:
            self.retire()

    def retire(self) -> None:
        """Shrink the card before its time."""
        if self.card is not None:
            self._stay.stop()
            self._shrink()

    def _describe(self) -> None:
        card = self.card
        self.setAccessibleName(card.spoken if card else self._waiting or self.idle.spoken)
        self.update()

    def _shrink(self) -> None:
        self._shrunk = True
        self._describe()
        self.settled.emit()

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
        painter, whole = rounded_painter(self, self._theme.surface), QRectF(self.rect())
        if (card := self.card) is None:
            last = (self._card, self.number) if self._card else None
            paint_idle(painter, whole, self.idle, self._waiting, last, self._theme)
        else:
            self._clip_to_wiped(painter)
            paint_card(painter, card, self._arranged(card), self._theme)
            paint_number(painter, whole, self.number, self._theme.verdicts[card.colour])

    def _arranged(self, card: Card) -> CardLayout:
        """Return the layout of the card, computed once for all frames of its animation."""
        if self._placed is None or self._placed[:2] != (card, self.size()):
            self._placed = card, self.size(), lay_out_card(card, QRectF(self.rect()))
        return self._placed[2]


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
