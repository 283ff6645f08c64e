"""How the camera is doing: one word for the screen, decided from what was last seen of it."""

from dataclasses import dataclass
from enum import Enum

from kiosk.errors import KioskError


class CameraState(Enum):
    """Its value names the sentence that tells it: `camera.<value>`, filled with `camera`."""

    STARTING = "starting"
    READY = "ready"
    MISSING = "missing"
    BUSY = "busy"
    LOST = "lost"  # was there, and is unplugged
    STALLED = "stalled"  # there, but gives no frames
    BLACK = "black"  # gives frames with nothing on them
    WHITE = "white"  # gives frames that are white all over
    PLAIN = "plain"  # gives frames of one colour: its driver failed
    NOISE = "noise"  # gives frames with noise in them: the cable or the port fails
    FROZEN = "frozen"  # gives the same frame again and again
    UNREADABLE = "unreadable"  # a file without a video in it
    ENDED = "ended"  # a video is over


@dataclass(frozen=True, slots=True)
class CameraTimeouts:
    """How long is waited for the camera, in seconds, before something is told or done."""

    retry_s: float = 1.0
    stalled_s: float = 2.0
    black_s: float = 2.0
    white_s: float = 5.0
    plain_s: float = 5.0
    noisy_s: float = 8.0
    frozen_s: float = 10.0  # a still hall is no reason: a sensor's noise differs in each frame
    stop_s: float = 2.0
    starting_s: float = 25.0  # Media Foundation opens some webcams in 20 s
    # After so long in one call another thread takes over.
    open_s: float = 40.0
    hung_s: float = 15.0
    decode_s: float = 10.0


@dataclass(frozen=True, slots=True)
class CameraSignals:
    """What is known of the camera now; the seconds count back from now."""

    trouble: CameraState | None  # what its thread says; None while frames come
    opening: bool
    silent_s: float  # since it last did anything
    dark_s: float  # since the frames went black; 0 while they show something
    white_s: float = 0.0
    plain_s: float = 0.0
    noisy_s: float = 0.0
    same_s: float = 0.0


def state_of(signs: CameraSignals, patience: CameraTimeouts) -> CameraState:
    """Return what to tell of the camera; what its own thread knows goes before what is guessed."""
    if signs.trouble is not None and signs.trouble is not CameraState.STARTING:
        return signs.trouble
    if signs.silent_s > (patience.starting_s if signs.opening else patience.stalled_s):
        return CameraState.STALLED
    if signs.trouble is not None:
        return signs.trouble
    return _picture(signs, patience)


def _picture(signs: CameraSignals, patience: CameraTimeouts) -> CameraState:
    """Return what to tell of a camera that gives frames; what says best what to do goes first."""
    lasting = (
        (CameraState.BLACK, signs.dark_s, patience.black_s),
        (CameraState.WHITE, signs.white_s, patience.white_s),
        (CameraState.PLAIN, signs.plain_s, patience.plain_s),
        (CameraState.NOISE, signs.noisy_s, patience.noisy_s),
        (CameraState.FROZEN, signs.same_s, patience.frozen_s),
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
