import pytest

from kiosk.camera.camera_state import (
    CameraSignals,
    CameraState,
    CameraTimeouts,
    state_for,
    state_of,
)
from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.texts import LANGUAGES, load_words

S = CameraState


@pytest.mark.parametrize(
    ("signs", "state"),
    [
        (CameraSignals(None, opening=False, silent_s=0.1, dark_s=0), S.READY),
        (CameraSignals(S.STARTING, opening=True, silent_s=20, dark_s=0), S.STARTING),
        (CameraSignals(S.STARTING, opening=True, silent_s=26, dark_s=0), S.STALLED),
        (CameraSignals(S.STARTING, opening=False, silent_s=2.1, dark_s=0), S.STALLED),
        (CameraSignals(None, opening=False, silent_s=2.1, dark_s=0), S.STALLED),
        (CameraSignals(None, opening=False, silent_s=2.1, dark_s=9), S.STALLED),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=2), S.BLACK),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=1.9), S.READY),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=0, same_s=10), S.FROZEN),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=0, same_s=9.9), S.READY),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=0, same_s=10, plain_s=5), S.PLAIN),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=0, same_s=10, white_s=5), S.WHITE),
        (CameraSignals(None, opening=False, silent_s=0, dark_s=0, noisy_s=8), S.NOISE),
        (CameraSignals(None, opening=False, silent_s=3, dark_s=0, same_s=10), S.STALLED),
        (CameraSignals(S.ENDED, opening=False, silent_s=0, dark_s=0, same_s=30), S.ENDED),
        (CameraSignals(S.LOST, opening=True, silent_s=30, dark_s=9), S.LOST),
        (CameraSignals(S.ENDED, opening=False, silent_s=30, dark_s=0), S.ENDED),
    ],
)
def test_the_state_follows_from_what_was_last_seen(
    signs: CameraSignals, state: CameraState
) -> None:
    assert state_of(signs, CameraTimeouts()) is state


@pytest.mark.parametrize(
    ("error", "was_ready", "state"),
    [
        (WorldFailed("error.camera_missing"), False, S.MISSING),
        (WorldFailed("error.camera_missing"), True, S.LOST),
        (WorldFailed("error.camera_busy"), True, S.BUSY),
        (WorldFailed("error.camera_lost"), False, S.LOST),
        (UnusableInput("error.video_missing"), False, S.MISSING),
        (UnusableInput("error.video_unreadable"), False, S.UNREADABLE),
    ],
)
def test_a_failure_is_reported_as_a_state(
    error: KioskError, was_ready: bool, state: CameraState
) -> None:
    assert state_for(error, was_ready=was_ready) is state


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_can_be_said(language: str) -> None:
    words = load_words(language)
    assert all(words.say(state.value, camera="Logitech") for state in CameraState)


def test_both_languages_have_the_same_sentences() -> None:
    dutch, english = (
        {key for key in load_words(language) if key.startswith(("camera.", "error.camera_"))}
        for language in LANGUAGES
    )
    assert dutch == english
