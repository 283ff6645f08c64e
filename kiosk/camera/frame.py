"""A frame, and what every source of frames promises."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source: BGR pixels (height, width, 3), never written to again."""

    image: Image
    at: float  # seconds of the monotonic clock
    position: float | None = None  # seconds from the start of a video


class FrameSource(Protocol):
    """A webcam, or what stands in for one; used by one thread at a time."""

    @property
    def label(self) -> str:
        """The name a person knows it by."""
        ...

    def open(self) -> None:
        """Start it; raise a KioskError that says why it cannot (missing, busy, unreadable)."""
        ...

    def read(self) -> Frame | None:
        """Wait for the next frame; None at its end, WorldFailed when it stops giving frames."""
        ...

    def close(self) -> None:
        """Let go of it; may be called twice, and open() may follow."""
        ...

    def again(self) -> "FrameSource":
        """Return the same source, not opened: for a thread that takes over from one that hangs."""
        ...
