"""Which code is meant: the one held up in the guide, not the next guest's or one on the wall."""

from collections.abc import Iterable, Sequence

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.guide import guide

# 60 pixels of 720: a phone's code within 80 cm, a small paper one within 50 cm; not the queue.
NEAR = 1 / 12
# Codes on one sheet differ less than this by the tilt of the sheet; twice the distance is more.
CLEARLY = 1.5
RIM = 0.7  # of its size: 15 degrees of tilt, with codes 1.7 sizes apart


def codes_in_guide(codes: Iterable[Code], width: int, height: int) -> tuple[Code, ...]:
    """Return the codes whose middle is in the guide and that are near enough to be held up."""
    inside = guide(width, height)
    return tuple(
        code for code in codes if inside.contains(code.centre) and code.size >= NEAR * height
    )


def at_the_rim(code: Code, width: int, height: int) -> int:
    """Return 1 for a held up code at the guide's lower rim, -1 at its upper rim, else 0.

    Beyond these rims there is little more to see: of a tilted sheet that is raised one code comes
    in first, and the next, up to 0.7 of its size later, is still cut off by the frame.
    """
    inside, margin, y = guide(width, height), RIM * code.size, code.centre[1]
    return int(y > inside.bottom - margin) - int(y < inside.top + margin)


def choose_target(held: Sequence[Code]) -> Code | None:
    """Return the only code held up, or the one clearly nearest; None if one must be chosen.

    Several tickets on a sheet are about equally large, and nothing tells which one comes in first:
    then a person chooses, by a tap or by showing one alone.
    """
    nearest_first = sorted(held, key=lambda code: code.size, reverse=True)
    match nearest_first:
        case []:
            return None
        case [nearest, second, *_] if nearest.size < CLEARLY * second.size:
            return None
        case [nearest, *_]:
            return nearest
    return None
