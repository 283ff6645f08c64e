import numpy as np
import pytest

from kiosk.camera.advice import EVERY_S, QUIET_S, Advice, AdviceState, Measured, advice_for
from kiosk.camera.advisor import Advisor
from kiosk.camera.decoding.zxing_decoder import gray
from kiosk.camera.frame import Frame, Image
from kiosk.camera.image_quality import measure
from kiosk.camera.opencv import cv2
from tests.camera.drawing import HEIGHT, WIDTH, draw

PAPER = 0.85  # a webcam's white is not quite white
TICKET = np.asarray(draw(("a ticket held up", 640, 360, 240)) * PAPER, np.uint8)
SHARP = np.asarray(cv2.GaussianBlur(TICKET, (0, 0), 0.8), np.uint8)
LARGE = np.asarray(draw(("a ticket held up", 750, 500, 680), width=1500, height=1000), np.uint8)


def out_of_focus(image: Image, radius: int) -> Image:
    """Each point of light becomes a disc, as in a lens."""
    rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    disc = (np.hypot(rows, columns) <= radius).astype(np.float32)
    return np.asarray(cv2.filter2D(image, -1, disc / disc.sum()), np.uint8)


def lit_by_a_lamp(image: Image, radius: int) -> Image:
    shining = image.copy()
    cv2.circle(shining, (620, 340), radius, (255, 255, 255), -1)
    return np.asarray(cv2.GaussianBlur(shining, (0, 0), 0.8), np.uint8)


def moved(image: Image, pixels: int) -> Image:
    return np.asarray(cv2.blur(image, (pixels, 1)), np.uint8)


@pytest.mark.parametrize(
    ("image", "advice"),
    [
        (SHARP, None),
        (draw(), None),
        (np.full((HEIGHT, WIDTH, 3), 120, np.uint8), None),
        (out_of_focus(TICKET, 10), Advice.BLURRED),
        (moved(SHARP, 25), Advice.BLURRED),
        (out_of_focus(LARGE, 14)[140:860, 110:1390], Advice.NEAR),
        (lit_by_a_lamp(TICKET, 70), Advice.GLARE),
        (np.asarray(SHARP * 0.15, np.uint8), Advice.DARK),
    ],
    ids=["sharp", "wall", "grey", "out of focus", "moved", "near", "lamp", "dark"],
)
def test_a_frame_shows_why_its_ticket_cannot_be_read(image: Image, advice: Advice | None) -> None:
    assert advice_for(measure(gray(image))) is advice


def test_the_size_of_the_frame_does_not_change_the_advice() -> None:
    larger = np.asarray(cv2.resize(out_of_focus(TICKET, 10), (1920, 1080)), np.uint8)

    assert advice_for(measure(gray(larger))) is Advice.BLURRED


def test_a_page_of_small_print_is_not_too_close() -> None:
    assert advice_for(Measured(225, cover=0.75, softness=4.6, changes=0.38)) is None


def after(*seen: Advice | None) -> AdviceState:
    opinion = AdviceState()
    for each in seen:
        opinion = opinion.after(each)
    return opinion


def test_advice_is_given_after_a_second_of_the_same() -> None:
    assert after(*[Advice.BLURRED] * 3).advice is None
    assert after(*[Advice.BLURRED] * 4).advice is Advice.BLURRED


def test_what_goes_to_and_fro_is_not_advised() -> None:
    assert after(*[Advice.BLURRED, None, Advice.GLARE, Advice.BLURRED] * 5).advice is None


def test_advice_stays_until_a_second_of_something_else() -> None:
    given = [Advice.GLARE] * 4

    assert after(*given, None, Advice.GLARE, None, None, None).advice is Advice.GLARE
    assert after(*given, None, None, None, None).advice is None


def test_a_hall_is_too_dark_only_after_two_seconds() -> None:
    assert after(*[Advice.DARK] * 7).advice is None
    assert after(*[Advice.DARK] * 8).advice is Advice.DARK


def looked(adviser: Advisor, image: Image, since: float, seconds: float) -> Advice | None:
    """The advice after so many seconds of one picture at 20 frames a second."""
    advice = None
    for tick in range(round(seconds * 20)):
        advice = adviser.advise(Frame(image, since + tick / 20), read=False)
    return advice


def test_a_ticket_out_of_focus_is_reported_within_two_seconds() -> None:
    assert looked(Advisor(), out_of_focus(TICKET, 10), 0, 2) is Advice.BLURRED


def test_nothing_is_advised_for_a_while_after_a_ticket_was_read() -> None:
    adviser, blurred = Advisor(), out_of_focus(TICKET, 10)
    looked(adviser, blurred, 0, 2)

    assert adviser.advise(Frame(blurred, 2), read=True) is None
    assert looked(adviser, blurred, 2, QUIET_S) is None
    assert looked(adviser, blurred, 2 + QUIET_S, 5 * EVERY_S) is Advice.BLURRED
