"""Draws a card in a visitor's hand: a little tilted, with a thumb and a sleeve."""

import numpy as np

from kiosk.camera.opencv import cv2
from kiosk.demo.film_card import CardPicture
from kiosk.demo.film_hall import Person
from kiosk.demo.film_sprite import Colour, Picture, Pixel, Sprite, blend, cut_out, fill

_MARGIN = 80  # pixels around a card, for its tilt and its shadow
_BELOW = 300  # pixels below it, for the hand and the sleeve
_OUT_OF_FOCUS = 9.0  # pixels


def in_hand(card: CardPicture, holder: Person, rng: np.random.Generator) -> Picture:
    """Return the card in a hand as a layer; the middle of its code is `anchor_of(card)`."""
    height, width = card.shape.shape
    size = width // 2 + 2 * _MARGIN, height // 2 + _MARGIN + _BELOW
    tilt = _tilt(card, rng)
    shape = cv2.warpPerspective(_half(card.shape), tilt, size)
    picture = cv2.warpPerspective(_half(card.picture), tilt, size)
    x, y, depth = tilt @ (width * 0.31, height / 2, 1.0)
    grip = round(x / depth), round(y / depth)
    layer = np.zeros((*size[::-1], 4), np.uint8)
    layer = blend(layer, fill(shape.shape, (20, 24, 28)), _shadow(shape))
    layer = _hand_behind(layer, holder, grip)
    layer = blend(layer, picture, shape)
    return _thumb(layer, holder, grip)


def sharp(layer: Picture, card: CardPicture) -> Sprite:
    """Cut out the card as it is."""
    return cut_out(layer, anchor_of(card))


def out_of_focus(layer: Picture, card: CardPicture) -> Sprite:
    """Cut out the card as a camera sees it before it has focused."""
    return cut_out(cv2.GaussianBlur(layer, (0, 0), _OUT_OF_FOCUS), anchor_of(card))


def anchor_of(card: CardPicture) -> Pixel:
    """Return the middle of the code: the card is turned around this point."""
    return card.centre[0] // 2 + _MARGIN, card.centre[1] // 2 + _MARGIN


def _half(picture: Picture) -> Picture:
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def _tilt(card: CardPicture, rng: np.random.Generator) -> Picture:
    """Return a small random rotation around the code and a small perspective."""
    height, width = (side // 2 for side in card.shape.shape)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    middle = np.array(card.centre) / 2
    angle = rng.uniform(-0.08, 0.08)
    turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    lean = 1 + rng.uniform(-0.035, 0.035, (4, 1))
    held = (flat - middle) @ turn * lean + middle + _MARGIN
    return cv2.getPerspectiveTransform(flat, held.astype(np.float32))


def _shadow(shape: Picture) -> Picture:
    small = cv2.resize(shape, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), 4), shape.shape[::-1])
    lower = np.array([[1.0, 0, 8], [0, 1, 16]])
    return cv2.warpAffine(cv2.convertScaleAbs(soft, alpha=0.45), lower, shape.shape[::-1])


def _hand_behind(layer: Picture, holder: Person, grip: Pixel) -> Picture:
    arm = [(-6, 132), (118, 120), (190, 400), (40, 400)]
    palm = [(6, -30), (74, -40), (92, 56), (84, 116), (30, 118)]
    layer = _part(layer, holder.coat, np.array(arm) + grip, 44)
    layer = _part(layer, holder.skin, np.array(palm) + grip, 46)
    cuff = (holder.coat[0] * 4 // 5, holder.coat[1] * 4 // 5, holder.coat[2] * 4 // 5)
    return _part(layer, cuff, np.array([(4, 138), (112, 126)]) + grip, 40)


def _thumb(layer: Picture, holder: Person, grip: Pixel) -> Picture:
    bones = np.array([(84, 64), (76, 34), (58, 2), (36, -24), (14, -44)]) + grip
    layer = _part(layer, holder.skin, bones, 42, closed=False)
    nail = np.zeros(layer.shape[:2], np.uint8)
    tip = grip[0] + 13, grip[1] - 46
    cv2.ellipse(nail, tip, (10, 14), -48, 0, 360, 170, -1, cv2.LINE_AA)
    b, g, r = (min(255, tone + 24) for tone in holder.skin)
    return blend(layer, fill(nail.shape, (b, g, r)), nail)


def _part(
    layer: Picture, colour: Colour, outline: Picture, thickness: int, *, closed: bool = True
) -> Picture:
    """Draw a part of a hand with soft light: bright in the middle, darker at its edges."""
    shape = np.zeros(layer.shape[:2], np.uint8)
    cv2.polylines(shape, [outline], closed, 255, thickness, cv2.LINE_AA)
    if closed:
        cv2.fillPoly(shape, [outline], 255, cv2.LINE_AA)
    depth = cv2.distanceTransform(cv2.threshold(shape, 127, 1, 0)[1], cv2.DIST_L2, 3)
    light = cv2.convertScaleAbs(cv2.GaussianBlur(np.minimum(depth, 20), (0, 0), 3), None, 3.6, 183)
    picture = fill(shape.shape, colour)
    return blend(layer, cv2.multiply(picture, cv2.merge([light] * 3), scale=1 / 255), shape)
