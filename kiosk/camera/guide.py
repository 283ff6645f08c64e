"""The guide: the rectangle in a frame in which a ticket is held up."""

from dataclasses import dataclass

# A webcam sees about 40 cm across at the 30 cm where people hold a phone: half of that is easy to
# aim at, and the phone of the next in line stays out of it. A hand goes less wrong up and down.
GUIDE_WIDTH = 0.5
GUIDE_HEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Guide:
    """The rectangle in the frame for holding up a ticket, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def contains(self, point: tuple[float, float]) -> bool:
        """Return whether a pixel is in the guide."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def guide(width: int, height: int) -> Guide:
    """Return the guide of a frame of this size, in the middle."""
    half_width, half_height = width * GUIDE_WIDTH / 2, height * GUIDE_HEIGHT / 2
    return Guide(
        width / 2 - half_width,
        height / 2 - half_height,
        width / 2 + half_width,
        height / 2 + half_height,
    )
