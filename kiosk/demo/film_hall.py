"""Draws the background of the clip: an entrance hall and the visitors, out of focus."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2
from kiosk.demo.film_card import draw_qr
from kiosk.demo.film_sprite import Colour, Picture, Sprite, cut_out, fill

WIDTH, HEIGHT = 1280, 720  # pixels
_POSTER_AT = (1092, 96)  # its top left corner, away from the tickets
_WIDTH_ALONE, _WIDTH_GROUP = 160, 350  # half the width of a picture of visitors, in half pixels
_SKINS: tuple[Colour, ...] = ((176, 200, 232), (150, 182, 222), (106, 146, 196), (66, 98, 148))
_HAIRS: tuple[Colour, ...] = ((34, 38, 48), (40, 62, 92), (96, 148, 186), (190, 192, 194))
_COATS: tuple[Colour, ...] = (
    (92, 70, 44),
    (64, 84, 54),
    (60, 66, 132),
    (96, 96, 100),
    (58, 132, 178),
    (118, 74, 88),
)


@dataclass(frozen=True, slots=True)
class Person:
    """The appearance of a visitor; BGR colours."""

    skin: Colour
    hair: Colour
    coat: Colour
    long_hair: bool


def random_people(count: int, rng: np.random.Generator) -> list[Person]:
    """Return random visitors of one group, each with another coat; six at most."""
    return [
        Person(
            skin=_SKINS[rng.integers(len(_SKINS))],
            hair=_HAIRS[rng.integers(len(_HAIRS))],
            coat=_COATS[coat],
            long_hair=bool(rng.integers(2)),
        )
        for coat in rng.permutation(len(_COATS))[:count]
    ]


def draw_hall(poster: str | None, rng: np.random.Generator) -> Image:
    """Draw the entrance hall of an old factory, with a QR code poster if one is given."""
    hall = np.zeros((HEIGHT // 2, WIDTH // 2, 3), np.uint8)
    hall[:] = np.linspace((150, 168, 182), (92, 108, 124), HEIGHT // 2)[:, None, :]
    cv2.rectangle(hall, (0, 268), (640, 360), (78, 90, 104), -1)
    for left in (34, 196, 358):
        _window(hall, left)
    cv2.rectangle(hall, (556, 120), (640, 300), (70, 82, 96), -1)
    for _ in range(9):
        _bystander(hall, rng)
    for x in (90, 250, 410, 570):
        cv2.circle(hall, (x, 26 + x % 17), 11, (196, 236, 255), -1, cv2.LINE_AA)
    large = cv2.resize(
        cv2.GaussianBlur(hall, (0, 0), 7), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC
    )
    if poster is not None:
        _draw_poster(large, poster)
    return _with_vignette(large)


def draw_people(people: Sequence[Person]) -> Sprite:
    """Draw up to four visitors out of focus, the first in front; the anchor is its feet."""
    half_width = _WIDTH_ALONE if len(people) == 1 else _WIDTH_GROUP
    layer = np.zeros((HEIGHT // 2, 2 * half_width, 4), np.uint8)
    places = ((0, 0), (-128, 20), (126, 28), (-214, 40))
    for person, (x, down) in reversed(list(zip(people, places, strict=False))):
        _figure(layer, person, half_width + x, down)
    layer[..., :3] = cv2.multiply(layer[..., :3], _daylight(layer[..., 3]), scale=1 / 255)
    soft = cv2.GaussianBlur(layer, (0, 0), 7)
    return cut_out(cv2.resize(soft, (4 * half_width, HEIGHT)), (2 * half_width, HEIGHT))


def _daylight(shape: Picture) -> Picture:
    """Return light from the windows: bright edges on the left, darker to the right."""
    depth = cv2.distanceTransform(shape, cv2.DIST_L2, 3)
    behind = cv2.warpAffine(depth, np.array([[1.0, 0, 26], [0, 1, 10]]), shape.shape[::-1])
    light = np.clip(214 + 0.9 * (depth - behind), 150, 255).astype(np.uint8)
    return np.repeat(light[..., None], 3, axis=2)


def _window(hall: Picture, left: int) -> None:
    cv2.rectangle(hall, (left, 52), (left + 118, 214), (232, 240, 240), -1)
    cv2.ellipse(hall, (left + 59, 54), (59, 26), 0, 180, 360, (232, 240, 240), -1)
    for x in (left + 39, left + 79):
        cv2.line(hall, (x, 34), (x, 214), (120, 136, 148), 4)
    for y in (92, 132, 172):
        cv2.line(hall, (left, y), (left + 118, y), (120, 136, 148), 3)


def _bystander(hall: Picture, rng: np.random.Generator) -> None:
    x, y = int(rng.integers(10, 630)), int(rng.integers(196, 216))
    coat = tuple(int(0.7 * part + 40) for part in _COATS[rng.integers(len(_COATS))])
    cv2.ellipse(hall, (x, y + 64), (19, 52), 0, 0, 360, coat, -1, cv2.LINE_AA)
    cv2.circle(hall, (x, y), 10, _SKINS[rng.integers(len(_SKINS))], -1, cv2.LINE_AA)


def _figure(layer: Picture, person: Person, x: int, down: int) -> None:
    left = np.array([(-118, 400), (-110, 268), (-88, 210), (-36, 182)])
    body = np.array((x, down)) + np.concatenate([left, left[::-1] * (-1, 1)])
    skin, coat, hair = (*person.skin, 255), (*person.coat, 255), (*person.hair, 255)
    throat = (*(tone * 4 // 5 for tone in person.skin), 255)
    long = 84 if person.long_hair else 46
    cv2.ellipse(layer, (x, 92 + down), (50, long), 0, 0, 360, hair, -1, cv2.LINE_AA)
    cv2.fillPoly(layer, [body], coat, cv2.LINE_AA)
    cv2.ellipse(layer, (x, 168 + down), (24, 30), 0, 0, 360, throat, -1, cv2.LINE_AA)
    cv2.ellipse(layer, (x, 108 + down), (42, 56), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(layer, (x, 84 + down), (47, 44), 0, 180, 360, hair, -1, cv2.LINE_AA)


def _draw_poster(hall: Picture, code: str) -> None:
    poster = fill((250, 172), (214, 226, 230))
    cv2.rectangle(poster, (0, 0), (172, 70), (52, 138, 240), -1)
    cv2.putText(poster, "Kijk mee", (20, 45), (255, 255, 255), cv2.FontFace(), 28, 700)
    qr = draw_qr(code, 132, (58, 46, 40), (214, 226, 230), quiet=0)
    top, left = 84 + (150 - len(qr)) // 2, (172 - len(qr)) // 2
    poster[top : top + len(qr), left : left + len(qr)] = qr
    x, y = _POSTER_AT
    hall[y : y + 250, x : x + 172] = cv2.GaussianBlur(poster, (0, 0), 0.8)


def _with_vignette(hall: Picture) -> Image:
    x = np.linspace(-1, 1, WIDTH)[None, :]
    y = np.linspace(-1, 1, HEIGHT)[:, None]
    light = 1 - 0.24 * np.clip(x**2 + 0.7 * y**2, 0, 1.4)
    return np.clip(hall * light[..., None], 0, 255).astype(np.uint8)
