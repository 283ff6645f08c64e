"""The state of the camera, in words."""

from kiosk.camera.camera_state import CameraState
from kiosk.texts import Texts


def camera_text(state: CameraState, label: str, words: Texts) -> str:
    """Return why there is no picture of a camera, or that it is ready."""
    known = label and not label.isdigit()  # a number names no camera
    return words.say(state.value, camera=label if known else words.say("verdict.any_camera"))
