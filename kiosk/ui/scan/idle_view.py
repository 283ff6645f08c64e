"""The panel between guests: the next step, and the last result."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from kiosk.camera.camera_state import CameraState
from kiosk.checkin.station_context import GateKind, StationContext
from kiosk.texts import Texts
from kiosk.ui.scan.beginner_hints import Hints, hints_in, paint_hints
from kiosk.ui.scan.card_layout import FLAGS, Text, stacked
from kiosk.ui.style.symbols import Shape, draw, draw_ticket
from kiosk.ui.style.theme import Theme, font, font_within
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.verdict_card import Card

TEST_KEY = "Ctrl+T"
"""Starts and ends the test scans."""

_ON_THE_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SMALLEST_LAST = 13  # pixels; a longer name ends in …
_ON_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_TO_DO = {
    (GateKind.ENTRANCE, False): "verdict.idle",
    (GateKind.ROOM, True): "verdict.idle_room",
    (GateKind.LEAVING, False): "verdict.idle_out",
    (GateKind.LEAVING, True): "verdict.idle_room_out",
}

_TO_DO_WITHOUT_CAMERA = {
    (GateKind.ENTRANCE, False): "verdict.idle_blind",
    (GateKind.ROOM, True): "verdict.idle_room_blind",
    (GateKind.LEAVING, False): "verdict.idle_out_blind",
    (GateKind.LEAVING, True): "verdict.idle_room_out_blind",
}

_WITHOUT_CAMERA = frozenset(CameraState) - {CameraState.READY, CameraState.STARTING}


@dataclass(frozen=True, slots=True)
class IdleView:
    """The instruction, another way to do it, and the last result in one or two lines, if any.

    `hints` replace all of it.
    """

    headline: str = ""
    hint: str = ""
    last: str = ""
    leaving: bool = False
    hints: Hints | None = None

    @property
    def spoken(self) -> str:
        """The text for a screen reader."""
        return self.hints.spoken if self.hints else self.headline


def card_number(number: int) -> str:
    """Return a card's running number with a #: without it, it reads as a number of people."""
    return f"#{number}"


def paint_idle(
    painter: QPainter,
    panel: QRectF,
    idle: IdleView,
    waiting: str,
    last: tuple[Card, int] | None,
    theme: Theme,
) -> None:
    """Paint the panel (px) between guests, or while waiting for a result."""
    strip = min(92.0, panel.height() * 0.17)  # kept free before the first result: nothing moves
    room = panel.adjusted(0, 0, 0, -strip)
    if idle.hints and not waiting:
        paint_hints(painter, room, idle.hints, theme)
        return
    placed = stacked(room.height() * 0.3, _texts(idle, waiting, room), room)
    if idle.leaving:
        draw(painter, Shape.LEAVE, placed.sign, QColor(theme.leaving), QColor(theme.leaving_ink))
    else:
        draw_ticket(painter, placed.sign, QColor(theme.accent), placed.sign.width() * 0.07)
        _paint_code(painter, placed.sign, QColor(theme.accent))
    for text in placed.texts:
        painter.setPen(QColor(theme.text if text.text.role == "headline" else theme.muted))
        painter.setFont(text.text.font)
        painter.drawText(text.box, FLAGS, text.text.text)
    if last:
        line = QRectF(panel.left(), room.bottom(), panel.width(), strip)
        _paint_last(painter, line, idle.last, last, theme)


def _texts(idle: IdleView, waiting: str, room: QRectF) -> list[Text]:
    bold = font(min(room.height() * 0.105, room.width() * 0.08), QFont.Weight.Bold)
    plain = font(max(18, room.height() * 0.046))
    hint = "" if waiting else idle.hint
    texts = Text("headline", waiting or idle.headline, bold), Text("hint", hint, plain)
    return [text for text in texts if text.text]


def _paint_code(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Paint the three finder squares of a QR code inside the frame for a ticket."""
    inner = box.adjusted(*(box.width() * 0.22 * side for side in (1, 1, -1, -1)))
    side = inner.width() * 0.38
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        corner = inner.topLeft() + QPointF(x, y) * (inner.width() - side)
        small = side * 0.3 if x and y else 0.0
        square = QRectF(corner.x(), corner.y(), side, side)
        painter.drawRect(square.adjusted(small, small, -small, -small))


def _paint_last(
    painter: QPainter, line: QRectF, words: str, last: tuple[Card, int], theme: Theme
) -> None:
    card, number = last
    colours = theme.verdicts[card.colour]
    painter.fillRect(line, QColor(theme.hover))
    side = line.height() * 0.56
    sign = QRectF(line.left() + 20, line.center().y() - side / 2, side, side)
    draw(painter, card.shape, sign, QColor(colours.paper), QColor(colours.ink))
    painter.setPen(QColor(theme.text))
    size = max(17, line.height() * 0.24)
    painter.setFont(font(size))
    box = line.adjusted(side + 38, 0, -20, 0)
    text = card_number(number)
    painter.drawText(box, _ON_THE_RIGHT, text)
    box.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(text) - 12.0, 0)
    _paint_lines(painter, box, words.split("\n"), size)


def _paint_lines(painter: QPainter, box: QRectF, lines: list[str], size: float) -> None:
    high = float(painter.fontMetrics().height())
    top = box.center().y() - high * len(lines) / 2
    for number, line in enumerate(lines):
        painter.setFont(font_within(line, box.width(), size, _SMALLEST_LAST))
        text = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(box.width()))
        row = QRectF(box.left(), top + number * high, box.width(), high)
        painter.drawText(row, _ON_THE_LEFT, text)


def idle_of(
    post: StationContext, camera: CameraState, last: Card | None, words: Texts, *, hinting: bool
) -> IdleView:
    """Return the texts of the panel at a gate while it shows no card; `last` is the newest card."""
    blind = camera in _WITHOUT_CAMERA
    headline = (_TO_DO_WITHOUT_CAMERA if blind else _TO_DO)[post.gate_kind, bool(post.room)]
    return IdleView(
        headline=words.say(headline, room=post.room),
        hint="" if blind else words.say("verdict.idle_hint"),
        last=_line(last, post, words) if last else "",
        leaving=post.is_exit,
        hints=hints_in(words) if hinting else None,
    )


def idle_of_test(
    post: StationContext, camera: CameraState, last: Card | None, ends: int, words: Texts
) -> IdleView:
    """Return the texts of the panel between test scans, which end at `ends` (ms UTC)."""
    key = "scan.test.idle_blind" if camera in _WITHOUT_CAMERA else "scan.test.idle"
    return IdleView(
        headline=words.say(key),
        hint=words.say("scan.test.hint", time=clock_time(ends, post.event.zone), key=TEST_KEY),
        last=_line(last, post, words) if last else "",
        leaving=post.is_exit,
    )


def _line(card: Card, post: StationContext, words: Texts) -> str:
    last = words.say("verdict.last", headline=(card.later_headline or card.headline).rstrip("."))
    time = clock_time(card.at, post.event.zone)
    people = "" if card.later_headline else card.people  # a group without an answer is not counted
    text = " · ".join(filter(None, (last, people, time)))
    return "\n".join(filter(None, (text, card.name)))
