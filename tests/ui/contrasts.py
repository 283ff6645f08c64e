"""Contrasts of painted texts, measured on their pixels."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from kiosk.ui.scan.verdict_panel import VerdictPanel
from kiosk.ui.style.theme import contrast
from tests.ui.gallery.stage import Stage
from tests.ui.ink import Ink, inks, seen

VERDICT, OTHER = 7.0, 4.5
SHOWN = {
    *("verdict-admitted", "verdict-just_scanned", "verdict-already_inside", "verdict-unknown"),
    *("verdict-not-a-ticket", "verdict-coach", "verdict-let-in-by-pin"),
    *("scan-idle", "scan-idle-exit", "scan-idle-room", "scan-disk-full", "scan-shrunk"),
    *("scan-first-hints", "camera-lost", "advice-dark", "keys", "let-in-pin-wrong"),
    *("last-scans", "hand-over", "how-is-this", "where-is-this", "undone", "stick-exchanged"),
    *("desk-found", "desk-ticket", "desk-group-ticked", "desk-checked-in", "desk-trouble"),
    *("headcount-full", "headcount-unsure", "files-rejected", "files-written", "doubles"),
    *("laptops", "wizard-trouble", "join-mistyped", "start-trouble"),
}

Pixels = NDArray[np.uint8]


def faint(stage: Stage) -> list[str]:
    """Return the texts of a window with less contrast than their place asks for."""
    pixels = pixels_of(stage.picture())
    return [
        f"faint: {ink.where} {there:.1f}"
        for ink in inks(seen(stage.window))
        if ink.on.isEnabled()
        for there in [measured(ink, pixels)]
        if there < _asked(ink)
    ]


def pixels_of(picture: QImage) -> Pixels:
    """The picture's pixels, RGB."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    rows = lines[:, : plain.width() * 3].copy()  # the picture lets go of its pixels
    return rows.reshape(plain.height(), plain.width(), 3)


def measured(ink: Ink, pixels: Pixels) -> float:
    """The contrast of the strongest pixel of a text to its background; 21 without any pixel."""
    box = ink.box.toAlignedRect().adjusted(-2, -2, 2, 2)
    part = pixels[max(0, box.top()) : box.bottom() + 1, max(0, box.left()) : box.right() + 1]
    if part.size == 0:
        return 21.0
    packed = part.astype(np.uint32) @ np.array([0x10000, 0x100, 1], np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    paper = f"#{colours[counts.argmax()]:06x}"
    lightness = (colours >> 16) * 2126 + (colours >> 8 & 0xFF) * 7152 + (colours & 0xFF) * 722
    extremes = colours[lightness.argmin()], colours[lightness.argmax()]
    return max(contrast(paper, f"#{colour:06x}") for colour in extremes)


def _asked(ink: Ink) -> float:
    card = isinstance(ink.on, VerdictPanel) and ink.on.card is not None
    return VERDICT if card else OTHER
