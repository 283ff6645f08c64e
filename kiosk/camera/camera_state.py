"""The state of the camera that the screen shows, from its frames and its thread."""

from dataclasses import dataclass
from enum import Enum

from kiosk.errors import KioskError


class CameraState(Enum):
    """A state of the camera; the value is the key of its sentence."""

    STARTING = "camera.starting"
    READY = "camera.ready"
    MISSING = "camera.missing"
    BUSY = "camera.busy"
    LOST = "camera.lost"  # was there, and is unplugged
    STALLED = "camera.stalled"  # there, but gives no frames
    BLACK = "camera.black"  # gives frames with nothing on them
    WHITE = "camera.white"  # gives frames that are white all over
    PLAIN = "camera.plain"  # gives frames of one colour: its driver failed
    NOISE = "camera.noise"  # gives frames with noise in them: the cable or the port fails
    FROZEN = "camera.frozen"  # gives the same frame again and again
    UNREADABLE = "camera.unreadable"  # a file without a video in it
    ENDED = "camera.ended"  # a video is over


@dataclass(frozen=True, slots=True)
class CameraTimeouts:
    """How long each state of the camera must last before it is shown or handled, in seconds."""

    retry_s: float = 1.0
    stalled_s: float = 2.0
    black_s: float = 2.0
    white_s: float = 5.0
    plain_s: float = 5.0
    noisy_s: float = 8.0
    frozen_s: float = 10.0  # not for a still hall: a sensor's noise differs in each frame
    stop_s: float = 2.0
    starting_s: float = 25.0  # Media Foundation opens some webcams in 20 s
    # After this time in one call, another thread takes over.
    open_s: float = 40.0
    hung_s: float = 15.0
    decode_s: float = 10.0


@dataclass(frozen=True, slots=True)
class CameraSignals:
    """Measurements of the camera; times are seconds before now."""

    trouble: CameraState | None  # reported by its thread; None while frames come
    opening: bool
    silent_s: float  # since its last activity
    dark_s: float  # since the frames went black; 0 while they show something
    white_s: float = 0.0
    plain_s: float = 0.0
    noisy_s: float = 0.0
    same_s: float = 0.0


def state_of(signals: CameraSignals, timeouts: CameraTimeouts) -> CameraState:
    """Return the state to show; a report of the camera's thread has priority over the picture."""
    if signals.trouble is not None and signals.trouble is not CameraState.STARTING:
        return signals.trouble
    if signals.silent_s > (timeouts.starting_s if signals.opening else timeouts.stalled_s):
        return CameraState.STALLED
    return _picture(signals, timeouts) if signals.trouble is None else signals.trouble


def _picture(signals: CameraSignals, timeouts: CameraTimeouts) -> CameraState:
    """Return the state of a camera that gives frames; the most helpful one first."""
    lasting = (
        (CameraState.BLACK, signals.dark_s, timeouts.black_s),
        (CameraState.WHITE, signals.white_s, timeouts.white_s),
        (CameraState.PLAIN, signals.plain_s, timeouts.plain_s),
        (CameraState.NOISE, signals.noisy_s, timeouts.noisy_s),
        (CameraState.FROZEN, signals.same_s, timeouts.frozen_s),
    )
    return next((state for state, s, most in lasting if s >= most), CameraState.READY)


def state_for(error: KioskError, *, was_ready: bool) -> CameraState:
    """Return the state for a source that could not be opened or stopped giving frames."""
    match error.key:
        case "error.camera_busy":
            return CameraState.BUSY
        case "error.video_unreadable":
            return CameraState.UNREADABLE
        case "error.camera_lost":
            return CameraState.LOST
        case _:
            return CameraState.LOST if was_ready else CameraState.MISSING
