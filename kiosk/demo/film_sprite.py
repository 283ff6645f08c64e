"""Cut-out pictures, drawn on a frame quickly enough for every frame.

A *layer* is BGRA, 0..255, with its colours already multiplied by its opacity.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

Picture = npt.NDArray[Any]  # pixels of any type that OpenCV returns
Pixel = tuple[int, int]
Colour = tuple[int, int, int]  # BGR


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A cut-out: BGR multiplied by its opacity, its transparency (0..255), and its anchor."""

    paint: Picture
    transparency: Picture
    anchor: Pixel


def cut_out(layer: Picture, anchor: Pixel) -> Sprite:
    """Make a sprite of a layer; its anchor is a pixel of the layer."""
    paint = cv2.cvtColor(layer, cv2.COLOR_BGRA2BGR)
    return Sprite(paint, 255 - cv2.merge([layer[..., 3]] * 3), anchor)


def draw_sprite(frame: Image, sprite: Sprite, at: Pixel) -> None:
    """Draw a sprite on a frame, in place, with its anchor at a pixel; parts outside are cut off."""
    height, width = frame.shape[:2]
    left, top = at[0] - sprite.anchor[0], at[1] - sprite.anchor[1]
    y = slice(max(0, top), min(height, top + sprite.paint.shape[0]))
    x = slice(max(0, left), min(width, left + sprite.paint.shape[1]))
    if y.start >= y.stop or x.start >= x.stop:
        return
    part = slice(y.start - top, y.stop - top), slice(x.start - left, x.stop - left)
    under = cv2.multiply(frame[y, x], sprite.transparency[part], scale=1 / 255)
    frame[y, x] = cv2.add(under, sprite.paint[part])


def blend(layer: Picture, picture: Picture, shape: Picture) -> Picture:
    """Return a layer with BGR pixels drawn over it by a mask (0..255); all have one size."""
    opacity = cv2.merge([shape] * 4)
    top = cv2.multiply(cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA), opacity, scale=1 / 255)
    return cv2.add(cv2.multiply(layer, 255 - opacity, scale=1 / 255), top)


def fill(shape: tuple[int, ...], colour: Colour) -> Picture:
    """Return BGR pixels of one colour; `shape` is (height, width)."""
    return np.full((*shape, 3), colour, np.uint8)
