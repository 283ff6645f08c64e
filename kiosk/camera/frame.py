"""A frame, and the interface of all sources of frames."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source: BGR pixels (height, width, 3), never modified."""

    image: Image
    at: float  # seconds of the monotonic clock
    position: float | None = None  # seconds from the start of a video


class FrameSource(Protocol):
    """A webcam or a replacement of one; used by one thread at a time."""

    @property
    def label(self) -> str:
        """The displayed name of the source."""

    def open(self) -> None:
        """Open the source; raises a KioskError if it is missing, busy or unreadable."""

    def read(self) -> Frame | None:
        """Wait for the next frame; None at the end, WorldFailed if no more frames come."""

    def close(self) -> None:
        """Close the source; may be called twice, and open() may follow."""

    def again(self) -> "FrameSource":
        """Return a new source of the same camera, not opened, for a thread that
        replaces a hanging one.
        """
