"""The built-in clip: visitors who show tickets to a webcam, drawn frame by frame.

The caller chooses the visits. The same visits and seed give the same frames. There is no video
file: drawing a frame is faster than reading one from disk.
"""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kiosk.camera.frame import Frame, Image
from kiosk.camera.opencv import cv2
from kiosk.demo.film_card import CardLook, draw_card
from kiosk.demo.film_hall import HEIGHT, WIDTH, draw_hall, draw_people, random_people
from kiosk.demo.film_hand import in_hand, out_of_focus, sharp
from kiosk.demo.film_sprite import Picture, Pixel, Sprite, draw_sprite

FPS = 25
SECONDS_PER_VISIT = 4.0

_WALK_S = 0.75
_READY_S = 0.85  # twice this without a code between visits, so that each is reported
_RAISE_S = 0.35
_HELD_AT = (WIDTH // 2, HEIGHT // 2 + 10)
_GRAIN = 7  # of 255


@dataclass(frozen=True, slots=True)
class Visit:
    """One showing of a code; a second guest with the same ticket is another visit."""

    code: str  # the text of the QR code
    look: CardLook = CardLook.PRINT
    heading: str = ""
    name: str = ""
    detail: str = ""
    people: int = 1  # visible behind the ticket, four at most


@dataclass(frozen=True, slots=True, eq=False)
class _Guest:
    """The pictures of one visit; `blurry` is shown in the first half, if there is one."""

    people: Sprite
    card: Sprite
    blurry: Sprite | None
    target_x: int
    phase: float


def frames(
    visits: Sequence[Visit],
    *,
    poster: str | None = None,
    fps: int = FPS,
    seconds_per_visit: float = SECONDS_PER_VISIT,
    seed: int = 0,
) -> Iterator[Image]:
    """Draw the visits one after another, BGR (720, 1280, 3); a visit takes at least 3 s.

    `poster` is the text of a QR code on the wall, next to the place where tickets are held.
    """
    rng = np.random.default_rng(seed)
    hall = draw_hall(poster, rng)
    grain = rng.integers(0, _GRAIN, (HEIGHT + 64, WIDTH + 64, 3), np.uint8)
    for visit in visits:
        guest = _draw_guest(visit, rng)
        for index in range(round(seconds_per_visit * fps)):
            yield _grainy(_scene(hall, guest, index / fps, seconds_per_visit), grain, rng)


@dataclass(eq=False)
class ClipSource:
    """A frame source that plays a clip, at its own speed when `paced`."""

    visits: Sequence[Visit]
    label: str
    poster: str | None = None
    fps: int = FPS
    seconds_per_visit: float = SECONDS_PER_VISIT
    paced: bool = True
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _frames: Iterator[tuple[int, Image]] = field(default_factory=lambda: iter(()), init=False)
    _started: float = field(default=0.0, init=False)

    def open(self) -> None:
        """Start before the first visitor."""
        self._started = self.clock()
        self._frames = enumerate(
            frames(
                self.visits,
                poster=self.poster,
                fps=self.fps,
                seconds_per_visit=self.seconds_per_visit,
            )
        )

    def read(self) -> Frame | None:
        """Return the next frame at its time; None after the last visitor."""
        for index, image in self._frames:
            position = index / self.fps
            if self.paced:
                self.sleep(max(0.0, self._started + position - self.clock()))
            return Frame(image, self.clock(), position)
        return None

    def again(self) -> "ClipSource":
        """Return a new source of the same clip, not opened."""
        return replace(self)

    def close(self) -> None:
        """Stop drawing."""
        self._frames = iter(())


def _draw_guest(visit: Visit, rng: np.random.Generator) -> _Guest:
    people = random_people(visit.people, rng)
    card = draw_card(visit.look, visit.code, (visit.heading, visit.name, visit.detail), rng)
    held = in_hand(card, people[0], rng)
    return _Guest(
        people=draw_people(people),
        card=sharp(held, card),
        blurry=out_of_focus(held, card) if visit.look is CardLook.BLURRED else None,
        target_x=WIDTH // 2 + int(rng.choice((-1, 1)) * rng.integers(150, 210)),
        phase=float(rng.uniform(0, math.tau)),
    )


def _scene(hall: Image, guest: _Guest, at: float, seconds: float) -> Image:
    """Draw one frame: a guest comes from the left, shows a card and leaves to the right."""
    image = hall.copy()
    draw_sprite(image, guest.people, (_walk(guest, at, seconds), HEIGHT))
    shown_s = at - _READY_S
    left_s = seconds - _READY_S - at
    if min(shown_s, left_s) > 0:
        card = guest.blurry if guest.blurry is not None and shown_s < left_s else guest.card
        draw_sprite(image, card, _hold(guest.phase, at, min(shown_s, left_s)))
    return image


def _walk(guest: _Guest, at: float, seconds: float) -> int:
    """Return the x position of a guest in the frame."""
    away = guest.people.anchor[0]
    come = _eased(at / _WALK_S) * (guest.target_x + away) - away
    return round(come + _eased((at - seconds) / _WALK_S + 1) * (WIDTH + away - guest.target_x))


def _hold(phase: float, at: float, shown_s: float) -> Pixel:
    """Return the position of the code: raised from below, then in a hand that moves a little."""
    below = (1 - _eased(shown_s / _RAISE_S)) * HEIGHT
    x = 7 * math.sin(3.1 * at + phase) + 2 * math.sin(13 * at)
    y = 5 * math.sin(2.3 * at + 2 * phase) + 2 * math.sin(17 * at + phase)
    return round(_HELD_AT[0] + x - below / 5), round(_HELD_AT[1] + y + below)


def _eased(part: float) -> float:
    """Ease a linear movement from 0 to 1 in and out."""
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)


def _grainy(image: Picture, grain: Picture, rng: np.random.Generator) -> Image:
    """Add a camera's noise: the same grain, shifted."""
    y, x = rng.integers(0, 64, 2)
    noisy = cv2.add(image, grain[y : y + HEIGHT, x : x + WIDTH])
    return np.asarray(noisy, dtype=np.uint8)
