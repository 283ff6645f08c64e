"""A camera that can be chosen, as the window lists it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera: what `--camera` calls it, its name, and whether it is watched now."""

    source: str
    name: str
    chosen: bool = False
