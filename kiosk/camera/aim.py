"""Chooses the code that a guest holds up in the guide, not one behind it or on the wall."""

from collections.abc import Iterable, Sequence

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.guide import guide

# 60 pixels of 720: a phone's code within 80 cm, a small paper one within 50 cm, without the queue.
MIN_SIZE = 1 / 12
# Sizes on one tilted sheet differ by less than this factor; at twice the distance by more.
CLEARLY_LARGER = 1.5
RIM = 0.7  # of its size: 15 degrees of tilt, with codes 1.7 sizes apart


def codes_in_guide(codes: Iterable[Code], width: int, height: int) -> tuple[Code, ...]:
    """Return the codes with their middle in the guide that are large enough to be held up."""
    inside = guide(width, height)
    return tuple(
        code for code in codes if inside.contains(code.centre) and code.size >= MIN_SIZE * height
    )


def rim_of(code: Code, width: int, height: int) -> int:
    """Return 1 for a held up code at the guide's lower rim, -1 at its upper rim, else 0.

    Little more is visible beyond these rims: when a tilted sheet is raised, one code comes in
    first, and the next one, up to 0.7 of its size later, is still cut off by the frame.
    """
    inside, margin, y = guide(width, height), RIM * code.size, code.centre[1]
    return int(y > inside.bottom - margin) - int(y < inside.top + margin)


def choose_target(candidates: Sequence[Code]) -> Code | None:
    """Return the only code held up, or the clearly nearest one; None if the guest must choose.

    Several tickets on a sheet have about equal sizes, and the first one in view means nothing: the
    guest chooses with a tap or by showing one alone.
    """
    nearest_first = sorted(candidates, key=lambda code: code.size, reverse=True)
    match nearest_first:
        case []:
            return None
        case [nearest, second, *_] if nearest.size < CLEARLY_LARGER * second.size:
            return None
        case [nearest, *_]:
            return nearest
    return None
