"""Draws the cards of visitors: a printed ticket, a phone, a crumpled sheet, a notice."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import segno

from kiosk.camera.opencv import cv2
from kiosk.demo.film_sprite import Colour, Picture, Pixel, fill

QR_SIDE = 236  # pixels in the frame, without the quiet zone
_MIN_TEXT = 14  # pixels of a line of text, twice as large as in the frame
_SCALE = 2  # cards are drawn twice as large and scaled down, for soft edges
_PAPER: Colour = (238, 243, 245)
_INK: Colour = (58, 46, 40)
_SOFT_INK: Colour = (128, 118, 112)
_TEAL: Colour = (104, 98, 18)
_ORANGE: Colour = (52, 138, 240)
_NIGHT: Colour = (40, 32, 28)


class CardLook(Enum):
    """The way in which a code is shown."""

    PRINT = "print"
    CRUMPLED = "crumpled"
    PHONE = "phone"
    DARK_PHONE = "dark phone"
    BLURRED = "blurred"  # print, before the camera has focused
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, eq=False)
class CardPicture:
    """A flat picture (BGR, twice its size in the frame), its mask 0..255 and its code's centre."""

    picture: Picture
    shape: Picture
    centre: Pixel


def draw_card(
    look: CardLook, code: str, lines: tuple[str, str, str], rng: np.random.Generator
) -> CardPicture:
    """Draw a card with a QR code and its lines: heading, name, detail."""
    match look:
        case CardLook.PRINT | CardLook.BLURRED:
            return _printed(code, lines)
        case CardLook.CRUMPLED:
            return _crumpled(_printed(code, lines), rng)
        case CardLook.PHONE:
            return _phone(code, lines, screen=_PAPER, ink=_INK)
        case CardLook.DARK_PHONE:
            return _phone(code, lines, screen=_NIGHT, ink=(226, 222, 218))
        case CardLook.NOTICE:
            return _notice(code, lines)


def draw_qr(code: str, side: int, dark: Colour, light: Colour, quiet: int = 4) -> Picture:
    """Draw a QR code (ECC M) of at most `side` pixels, with `quiet` light modules around it."""
    matrix = segno.make(code, error="m", boost_error=False, micro=False).matrix
    modules = np.array([list(row) for row in matrix], dtype=np.uint8)
    scale = max(1, side // len(modules))
    large = np.kron(np.pad(modules, quiet), np.ones((scale, scale), np.uint8))
    return np.array((light, dark), np.uint8)[large]


def _printed(code: str, lines: tuple[str, str, str]) -> CardPicture:
    heading, name, detail = lines
    picture = fill((1036, 736), _PAPER)
    cv2.rectangle(picture, (0, 0), (736, 196), _TEAL, -1)
    cv2.circle(picture, (690, 196), 92, _ORANGE, -1, cv2.LINE_AA)
    cv2.rectangle(picture, (0, 197), (736, 300), _PAPER, -1)
    _write(picture, heading, (48, 104), 50, (255, 255, 255), weight=700)
    _write(picture, "E-ticket", (48, 156), 30, (226, 226, 190))
    _stamp(picture, draw_qr(code, QR_SIDE * _SCALE, _INK, _PAPER, quiet=0), (368, 512))
    _write(picture, name, (48, 846), 46, _INK, weight=700)
    _write(picture, detail, (48, 900), 32, _SOFT_INK)
    cv2.line(picture, (48, 948), (688, 948), (206, 210, 212), 2, cv2.LINE_AA)
    return CardPicture(picture, _rounded(736, 1036, 6), (368, 512))


def _phone(code: str, lines: tuple[str, str, str], *, screen: Colour, ink: Colour) -> CardPicture:
    heading, name, detail = lines
    width, height = 632, 1240
    picture = fill((height, width), (26, 24, 23))
    glass = _rounded(width - 44, height - 44, 64)
    area = picture[22 : height - 22, 22 : width - 22]
    area[glass > 0] = screen
    _write(picture, "10:02", (78, 88), 28, ink, weight=600)
    cv2.rectangle(picture, (518, 68), (558, 88), ink, 2, cv2.LINE_AA)
    cv2.rectangle(picture, (522, 72), (548, 84), ink, -1)
    cv2.circle(picture, (width // 2, 76), 13, (16, 15, 14), -1, cv2.LINE_AA)
    _write(picture, heading, (64, 240), 42, ink, weight=700)
    cv2.line(picture, (64, 276), (180, 276), _ORANGE, 6, cv2.LINE_AA)
    _stamp(picture, draw_qr(code, QR_SIDE * _SCALE, ink, screen, quiet=0), (width // 2, 590))
    _write(picture, name, (64, 926), 42, ink, weight=700)
    _write(picture, detail, (64, 978), 30, _SOFT_INK)
    cv2.line(picture, (226, 1188), (406, 1188), _SOFT_INK, 7, cv2.LINE_AA)
    return CardPicture(picture, _rounded(width, height, 84), (width // 2, 590))


def _notice(code: str, lines: tuple[str, str, str]) -> CardPicture:
    heading, name, detail = lines
    picture = fill((900, 680), (150, 214, 246))
    for radius in (78, 52, 26):
        cv2.ellipse(picture, (576, 132), (radius, radius), 0, 225, 315, _INK, 12, cv2.LINE_AA)
    cv2.circle(picture, (576, 126), 9, _INK, -1, cv2.LINE_AA)
    _write(picture, heading, (56, 130), 56, _INK, weight=700)
    _stamp(picture, draw_qr(code, QR_SIDE * _SCALE, _INK, _PAPER, quiet=3), (340, 480))
    _write(picture, f"{name} {detail}".strip(), (56, 848), 34, _INK)
    return CardPicture(picture, _rounded(680, 900, 26), (340, 480))


def _crumpled(card: CardPicture, rng: np.random.Generator) -> CardPicture:
    """Fold a sheet in four and crease it: uneven light and a slight distortion."""
    height, width = card.shape.shape
    relief = sum(_relief(width // 4, height // 4, cells, rng) / cells for cells in (3, 5, 9))
    slope_y, slope_x = (
        cv2.resize(slope / 4, (width, height)) for slope in np.gradient(np.float32(relief))
    )
    light = 1 + 20 * slope_x + 26 * slope_y + _fold(width)[None, :] + _fold(height)[:, None]
    columns = np.arange(width, dtype=np.float32)[None, :] + 700 * slope_x
    rows = np.arange(height, dtype=np.float32)[:, None] + 700 * slope_y
    picture = cv2.remap(card.picture, columns, rows, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE)
    shape = cv2.remap(card.shape, columns, rows, cv2.INTER_LINEAR)
    shade = cv2.merge([np.clip(255 * light, 150, 255).astype(np.uint8)] * 3)
    lit = cv2.multiply(picture, shade, scale=1 / 255)
    return CardPicture(cv2.GaussianBlur(lit, (0, 0), 2), shape, card.centre)


def _relief(width: int, height: int, cells: int, rng: np.random.Generator) -> Picture:
    size = (width, height)
    return cv2.resize(rng.random((cells + 1, cells)), size, interpolation=cv2.INTER_CUBIC)


def _fold(length: int) -> Picture:
    """Return the light along a sheet folded in the middle: a dark side, then a bright edge."""
    away = np.arange(length, dtype=np.float32) - length // 2
    return np.where(away < 0, -0.16 * np.exp(away / 60), 0.08 * np.exp(-away / 9)) - 0.02


def _rounded(width: int, height: int, radius: int) -> Picture:
    shape = np.zeros((height, width), np.uint8)
    right, bottom = width - 1 - radius, height - 1 - radius
    corners = np.array([(radius, radius), (right, radius), (right, bottom), (radius, bottom)])
    cv2.fillConvexPoly(shape, corners, 255)
    cv2.polylines(shape, [corners], True, 255, 2 * radius, cv2.LINE_AA)
    return shape


def _stamp(picture: Picture, small: Picture, centre: Pixel) -> None:
    """Draw a small picture on a large one, in place, around a point."""
    height, width = small.shape[:2]
    left, top = centre[0] - width // 2, centre[1] - height // 2
    picture[top : top + height, left : left + width] = small


def _write(
    picture: Picture, text: str, at: Pixel, size: int, colour: Colour, weight: int = 400
) -> None:
    """Write one line from its left end, smaller if it would leave the card."""
    font = cv2.FontFace()
    room = picture.shape[1] - 2 * at[0]
    while size > _MIN_TEXT:
        _, _, width, _ = cv2.getTextSize((9999, 999), text, (0, 0), font, size, weight)
        if width <= room:
            break
        size -= 2
    cv2.putText(picture, text, at, colour, font, size, weight)
