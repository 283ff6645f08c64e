"""A camera in the list of the camera dialog."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera: its value of `--camera`, its name, and whether it is in use."""

    source: str
    name: str
    chosen: bool = False
