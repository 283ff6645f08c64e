"""The sounds of the cards, made of sines: each colour is told from the others in noise."""

import math
from array import array
from collections.abc import Sequence

from kiosk.domain.verdict import Colour

RATE = 44_100
"""Samples a second; one channel of signed 16 bits."""

_LOUD = 0.6
_FADE_S = 0.008  # a tone that begins or ends at once clicks
_PAUSE_S = 0.04

# Hertz and seconds. Rising: come in. One soft tone: nothing to do. Twice the same: ask. Low, long
# and with overtones, which small speakers and old ears hear best: stop.
_NOTES: dict[Colour, tuple[tuple[float, float], ...]] = {
    Colour.GREEN: ((784, 0.09), (1175, 0.16)),
    Colour.BLUE: ((587, 0.14),),
    Colour.ORANGE: ((523, 0.14), (523, 0.14)),
    Colour.RED: ((262, 0.24), (196, 0.36)),
}
_OVERTONES = {Colour.RED: (1.0, 0.5, 0.4, 0.25)}


def tone(colour: Colour) -> bytes:
    """Return a colour's sound; none for what is only a hint."""
    overtones = _OVERTONES.get(colour, (1.0, 0.25))
    pause = [0.0] * round(_PAUSE_S * RATE)
    samples: list[float] = []
    for hertz, seconds in _NOTES.get(colour, ()):
        samples += [*_note(hertz, seconds, overtones), *pause]
    return array("h", [round(32_767 * _LOUD * each) for each in samples]).tobytes()


def _note(hertz: float, seconds: float, overtones: Sequence[float]) -> list[float]:
    count, whole = round(seconds * RATE), sum(overtones)
    fade = _FADE_S * RATE
    return [
        min(1.0, at / fade, (count - at) / fade)
        * sum(
            part * math.sin(math.tau * hertz * number * at / RATE)
            for number, part in enumerate(overtones, start=1)
        )
        / whole
        for at in range(count)
    ]
