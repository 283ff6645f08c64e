"""A film of a busy door, drawn frame by frame, with a code on the wall that no guest holds up."""

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.camera.frame import Frame, FrameSource, Image
from kiosk.camera.opencv import cv2
from kiosk.demo.film_card import QR_SIDE, CardLook, draw_card, draw_qr
from kiosk.demo.film_hall import HEIGHT, WIDTH, draw_hall, random_people
from kiosk.demo.film_hand import anchor_of, in_hand
from kiosk.demo.film_sprite import Sprite, cut_out, draw_sprite, fill

Way = Sequence[tuple[float, float, float]]  # seconds, x, y: from place to place in a straight line

POSTER = "https://programma.example.org/affiche"
_POSTER_AT, _POSTER_SIDE = (690, 100), 116
_SHEET, _ROOM = 560, 760  # pixels; the room for a sheet that is turned
_PAPER = (238, 243, 245)
_INK = (58, 46, 40)


@dataclass(frozen=True)
class Held:
    """Something that is held up, and where from moment to moment."""

    sprite: Sprite
    way: Way

    def at(self, seconds: float) -> tuple[int, int] | None:
        """Where it is then, in a hand that is never still; None before and after."""
        times = [time for time, _, _ in self.way]
        if not times[0] <= seconds <= times[-1]:
            return None
        x = np.interp(seconds, times, [x for _, x, _ in self.way])
        y = np.interp(seconds, times, [y for _, _, y in self.way])
        shake = 5 * math.sin(3.1 * seconds + times[0]), 4 * math.sin(2.3 * seconds)
        return round(float(x) + shake[0]), round(float(y) + shake[1])


@dataclass(frozen=True)
class Cue:
    """The action of a person at the laptop at a moment of the film."""

    at: float
    act: Callable[[], None]


def ticket(code: str, look: CardLook, side: int = 200) -> Sprite:
    """A ticket in a hand, its code so many pixels wide."""
    rng = np.random.default_rng(len(code))
    card = draw_card(look, code, ("We Doen Het Samen!", "Gast", "Actieve bewoner"), rng)
    layer = in_hand(card, random_people(1, rng)[0], rng)
    scale = side / QR_SIDE
    smaller = cv2.resize(layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    x, y = anchor_of(card)
    return cut_out(smaller, (round(x * scale), round(y * scale)))


def sheet(codes: Sequence[str], side: int, apart: int, degrees: float) -> Sprite:
    """A sheet with four tickets, turned a little, as in a hand; its anchor is its middle."""
    paper = np.zeros((_SHEET, _SHEET, 4), np.uint8)
    paper[..., :3], paper[..., 3] = fill((_SHEET, _SHEET), _PAPER), 255
    for code, (across, down) in zip(codes, ((-1, -1), (1, -1), (-1, 1), (1, 1)), strict=True):
        drawn = draw_qr(code, side, _INK, _PAPER, quiet=0)
        left, top = (_SHEET + apart * place - drawn.shape[0] for place in (across, down))
        paper[top // 2 :, left // 2 :][: drawn.shape[0], : drawn.shape[1], :3] = drawn
    turn = cv2.getRotationMatrix2D((_SHEET / 2, _SHEET / 2), degrees, 1)
    turn[:, 2] += (_ROOM - _SHEET) // 2
    return cut_out(cv2.warpAffine(paper, turn, (_ROOM, _ROOM)), (_ROOM // 2, _ROOM // 2))


def hall() -> Image:
    """The hall, with a poster's code right in the place where tickets are held up."""
    picture = draw_hall(None, np.random.default_rng(1))
    poster = draw_qr(POSTER, _POSTER_SIDE, _INK, _PAPER, quiet=4)
    x, y = _POSTER_AT
    picture[y : y + poster.shape[0], x : x + poster.shape[1]] = poster
    return picture


def frames(held: Sequence[Held], seconds: float, fps: int) -> Iterator[tuple[float, Image]]:
    """Draw the film."""
    empty, rng = hall(), np.random.default_rng(2)
    grain = rng.integers(0, 7, (HEIGHT + 64, WIDTH + 64, 3), np.uint8)
    for index in range(round(seconds * fps)):
        picture, at = empty.copy(), index / fps
        for one in held:
            if (place := one.at(at)) is not None:
                draw_sprite(picture, one.sprite, place)
        y, x = rng.integers(0, 64, 2)
        yield at, np.asarray(cv2.add(picture, grain[y : y + HEIGHT, x : x + WIDTH]), np.uint8)


class Film:
    """The film as a camera: at its own speed, or each frame when the one before was dealt with."""

    label = "Film"

    def __init__(
        self,
        held: Sequence[Held],
        seconds: float,
        fps: int,
        cues: Sequence[Cue],
        *,
        wait: Callable[[float], None] | None = None,
    ) -> None:
        """`wait` returns when everybody is ready for the frame of so many seconds."""
        self._held, self._seconds, self._fps = held, seconds, fps
        self._cues = sorted(cues, key=lambda cue: cue.at)
        self._wait = wait
        self._frames: Iterator[tuple[float, Image]] = iter(())
        self._started = 0.0

    def open(self) -> None:
        self._frames = frames(self._held, self._seconds, self._fps)
        self._started = time.monotonic()

    def read(self) -> Frame | None:
        for at, image in self._frames:
            if self._wait is not None:
                self._wait(at)
            else:
                time.sleep(max(0.0, self._started + at - time.monotonic()))
            while self._cues and self._cues[0].at <= at:
                self._cues.pop(0).act()
            return Frame(image, time.monotonic(), at if self._wait else None)
        return None

    def again(self) -> FrameSource:
        return self

    def close(self) -> None:
        self._frames = iter(())


class Turns:
    """Lets two threads take turns: a frame is given when the one before it was looked at."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._given = self._looked_at = self._reported = self._judged = 0

    def give(self) -> None:
        """Wait until all that was given is dealt with; give one more."""
        with self._changed:
            dealt = self._changed.wait_for(self._is_dealt_with, timeout=120)
            assert dealt, "a frame or a code was left lying"
            self._given += 1

    def look(self) -> None:
        """A frame was looked at."""
        self._count("_looked_at")

    def count_code(self) -> None:
        """Count a code that was reported to the door."""
        self._count("_reported")

    def judge(self) -> None:
        """A code was judged."""
        self._count("_judged")

    def _count(self, what: str) -> None:
        with self._changed:
            setattr(self, what, getattr(self, what) + 1)
            self._changed.notify_all()

    def _is_dealt_with(self) -> bool:
        return self._looked_at >= self._given and self._judged >= self._reported
