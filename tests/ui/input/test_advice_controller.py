import pytest
from pytestqt.qtbot import QtBot

from kiosk.camera.advice import Advice
from kiosk.camera.camera_state import CameraState
from kiosk.domain.verdict import Outcome
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.verdict_panel import Timing
from kiosk.ui.style.theme import LIGHT
from tests.ui.guests import NOW, POST, answer


def page(qtbot: QtBot, words: Texts) -> ScanPage:
    made = ScanPage(POST, words, lambda: NOW, LIGHT, timing=Timing(wipe=0, fresh=50))
    qtbot.addWidget(made)
    made.show_camera(CameraState.READY, "")
    return made


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("advice", Advice)
def test_advice_is_said_in_words_to_eyes_and_ears(
    qtbot: QtBot, words: dict[str, Texts], language: str, advice: Advice
) -> None:
    shown = page(qtbot, words[language])
    shown.advice.show(advice)

    said = words[language].say(advice.value)
    assert (shown.preview.advice, shown.preview.accessibleDescription()) == (said, said)


@pytest.mark.usefixtures("app")
def test_advice_waits_while_a_verdict_is_fresh(qtbot: QtBot, words: dict[str, Texts]) -> None:
    shown = page(qtbot, words["nl"])
    shown.advice.show(Advice.BLURRED)
    shown.show_answer(answer(Outcome.ADMITTED))
    at_once = shown.preview.advice

    qtbot.waitUntil(lambda: shown.preview.advice.startswith("Onscherp."))
    assert at_once == ""


@pytest.mark.usefixtures("app")
def test_advice_follows_the_language(qtbot: QtBot, words: dict[str, Texts]) -> None:
    shown = page(qtbot, words["nl"])
    shown.advice.show(Advice.DARK)
    shown.use_words(words["en"])

    assert shown.preview.advice.startswith("Too dark.")


@pytest.mark.usefixtures("app")
def test_without_a_picture_there_is_nothing_to_advise(
    qtbot: QtBot, words: dict[str, Texts]
) -> None:
    shown = page(qtbot, words["nl"])
    shown.advice.show(Advice.GLARE)
    shown.show_camera(CameraState.LOST, "HD Webcam")

    assert shown.preview.advice == ""
    assert "HD Webcam" in shown.preview.accessibleDescription()
