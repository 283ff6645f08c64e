"""The layout of a card: texts as large as they fit, never clipped, never overlapping."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from kiosk.ui.style.theme import font
from kiosk.ui.widgets.verdict_card import Card

HEADLINE_PX = 72  # read at two metres
_STEP_PX = 18  # read at one
_SMALLER_HEADLINES = (64, 56, 48)  # in the smallest window, before the next step gets too small
_SCALES = tuple(1 - step / 16 for step in range(9))
_FILLED = 0.93  # of the panel's height
_LARGEST_SIGN = 0.3
_SMALLEST_SIGN = 0.17
_STEP = 36  # the next step's size on a panel of 700x560
_TALL = 100_000.0
_SIGN_BESIDE = 0.22
_CORNER = 30  # pixels of the running number, in addition to the padding
_NUMBER = 66  # pixels of the running number with its distance to the edge
_PADDING = 0.035  # of the panel's width
_NARROWER = 0.96
CHIP = "chip"
"""The role of the text that is painted as a chip."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its font; `role` is its part of the card."""

    role: str
    text: str
    font: QFont

    def height(self, width: float) -> float:
        """Return the height (px) of the text wrapped to a width (px)."""
        return self._bounds(width).height()

    def fits(self, width: float) -> bool:
        """Return whether no single word is wider than `width` (px)."""
        return self._bounds(width).width() <= width

    def on_one_line(self) -> float:
        """Return the width (px) of the text on one line."""
        return QFontMetricsF(self.font).horizontalAdvance(self.text)

    def balanced(self, width: float) -> float:
        """Return the smallest width with as many lines as `width`: its lines are equally long."""
        height, narrow = self.height(width), width
        while narrow > 1 and self._is_as_high(height, narrow * _NARROWER):
            narrow *= _NARROWER
        return narrow

    def _is_as_high(self, height: float, width: float) -> bool:
        bounds = self._bounds(width)
        return bounds.height() == height and bounds.width() <= width

    def _bounds(self, width: float) -> QRectF:
        return QFontMetricsF(self.font).boundingRect(QRectF(0, 0, width, _TALL), FLAGS, self.text)


FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and its box (px)."""

    text: Text
    box: QRectF


@dataclass(frozen=True, slots=True)
class CardLayout:
    """The square box of the sign, and the texts next to it and below it."""

    sign: QRectF
    texts: tuple[PlacedText, ...]


def lay_out_card(card: Card, panel: QRectF) -> CardLayout:
    """Place the sign and the texts of a card in a panel (px), as large as they fit.

    The sign is above the headline, or left of it if a headline of several lines needs the height.
    """
    readable = [one for one in _SCALES if _STEP * _unit(panel) * one >= _STEP_PX] or _SCALES[:1]
    for headline in (HEADLINE_PX, *_SMALLER_HEADLINES):
        for scale in readable:
            if made := _arranged(card, panel, scale, headline):
                return made
    for scale in _SCALES:
        if made := _arranged(card, panel, scale, headline):
            return made
    texts = [text for text in _texts(card, panel, scale, headline) if text.text]
    return stacked(max(0.0, _room(texts, panel)), texts, panel)


def _arranged(card: Card, panel: QRectF, scale: float, headline: float) -> CardLayout | None:
    """Place all texts at a scale, the headline `headline` px high or more; None if too large."""
    texts = [text for text in _texts(card, panel, scale, headline) if text.text]
    room = _room(texts, panel)
    if room >= panel.height() * _SMALLEST_SIGN:
        return stacked(min(room, panel.height() * _LARGEST_SIGN), texts, panel)
    if room >= -_gap(panel) and _fits_beside(texts[0], panel):
        return _sign_beside(texts, panel)
    return None


def _unit(panel: QRectF) -> float:
    return min(panel.width() / 700, panel.height() / 560)


def _texts(card: Card, panel: QRectF, scale: float, smallest: float) -> Iterator[Text]:
    width = _text_width(panel)
    unit = _unit(panel) * scale
    plain, strong, bold = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold
    people = font(50 * unit, bold) if card.group else font(36 * unit, plain)
    headline = Text("headline", card.headline, font(max(smallest, 96 * unit), bold))
    yield _headline(headline, width, smallest)
    yield _within(Text("people", card.people, people), width)
    # The next step comes first: a volunteer reads no further than needed.
    yield _within(Text("warning", card.warning, font(31 * unit, bold)), width)
    yield _within(Text("step", card.step, font(_STEP * unit, strong)), width)
    yield _one_line(Text("name", card.name, font(42 * unit, strong)), width, 31 * unit)
    chip = card.chip.text if card.chip else ""
    yield _within(Text(CHIP, chip, font(31 * unit, strong)), width - 31 * unit)
    yield _within(Text("about", card.about, font(31 * unit, plain)), width)


def _headline(text: Text, width: float, smallest: float) -> Text:
    """Prefer one line to two, as long as it is large enough."""
    one_line = _one_line(text, width, smallest)
    return one_line if one_line.on_one_line() <= width else _within(text, width)


def _one_line(text: Text, width: float, smallest: float) -> Text:
    """Shrink to one line, down to a size in pixels; then wrap."""
    while text.on_one_line() > width and text.font.pixelSize() > smallest:
        text = replace(text, font=_smaller(text.font))
    return _within(text, width)


def _within(text: Text, width: float) -> Text:
    """Shrink until the longest word fits."""
    while not text.fits(width) and text.font.pixelSize() > 1:
        text = replace(text, font=_smaller(text.font))
    return text


def _smaller(large: QFont) -> QFont:
    return font(large.pixelSize() - 1, large.weight())


def _text_width(panel: QRectF) -> float:
    return panel.width() * (1 - 2 * _PADDING)


def _gap(panel: QRectF) -> float:
    return panel.height() * 0.024


def _room(texts: Sequence[Text], panel: QRectF) -> float:
    """Return how many pixels high a sign above these texts can be; negative without room."""
    return panel.height() * _FILLED - _high(texts, panel) - _gap(panel)


def _high(texts: Sequence[Text], panel: QRectF) -> float:
    width, gap = _text_width(panel), _gap(panel)
    return sum(text.height(width) for text in texts) + gap * (len(texts) - 1)


def _beside_side(panel: QRectF) -> float:
    return panel.height() * _SIGN_BESIDE


def _rest_beside(panel: QRectF) -> float:
    """Return the width of a headline next to a sign; the card's number keeps its corner."""
    return _text_width(panel) - _beside_side(panel) - 2 * _gap(panel) - 2 * _CORNER


def _fits_beside(headline: Text, panel: QRectF) -> bool:
    """Return whether a headline of several lines needs no more lines next to a sign."""
    width, rest = _text_width(panel), _rest_beside(panel)
    several = headline.on_one_line() > width
    return several and headline.fits(rest) and headline.height(rest) == headline.height(width)


def stacked(side: float, texts: Sequence[Text], panel: QRectF) -> CardLayout:
    """Place a sign of that side and the texts below it in the middle of a panel (pixels)."""
    gap = _gap(panel)
    top = panel.center().y() - (side + gap + _high(texts, panel)) / 2
    sign = QRectF(panel.center().x() - side / 2, top, side, side)
    return CardLayout(sign, tuple(_down_from(sign.bottom() + gap, texts, panel)))


def _sign_beside(texts: Sequence[Text], panel: QRectF) -> CardLayout:
    headline, *others = texts
    gap, side = _gap(panel), _beside_side(panel)
    y = panel.center().y() - _high(texts, panel) / 2
    high = headline.height(_text_width(panel))
    narrow = headline.balanced(_rest_beside(panel))
    wide = side + 2 * gap + narrow
    left = min(panel.center().x() - wide / 2, panel.right() - _NUMBER - wide)
    sign = QRectF(left, y + (high - side) / 2, side, side)
    box = QRectF(sign.right() + 2 * gap, y, narrow, high)
    return CardLayout(
        sign, (PlacedText(headline, box), *_down_from(box.bottom() + gap, others, panel))
    )


def _down_from(y: float, texts: Sequence[Text], panel: QRectF) -> Iterator[PlacedText]:
    """Place texts in the middle of the panel, one below the other."""
    for text in texts:
        width, high = text.balanced(_text_width(panel)), text.height(_text_width(panel))
        yield PlacedText(text, QRectF(panel.center().x() - width / 2, y, width, high))
        y += high + _gap(panel)
