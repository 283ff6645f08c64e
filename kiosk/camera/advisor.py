"""Looks now and then at what is before the camera, and says what to do when nothing is read."""

import math

from kiosk.camera.advice import EVERY_S, QUIET_S, Advice, AdviceState, advice_for
from kiosk.camera.decoding.zxing_decoder import gray
from kiosk.camera.frame import Frame
from kiosk.camera.image_quality import measure


class Advisor:
    """Keeps its opinion from frame to frame."""

    def __init__(self) -> None:
        self._opinion = AdviceState()
        self._measured_at = -math.inf
        self._read_at = -math.inf

    def look(self, frame: Frame, *, read: bool) -> Advice | None:
        """Return what to advise after a frame in which a ticket was read, or was not."""
        if read:
            self._read_at = frame.at
        if frame.at - self._read_at < QUIET_S:
            self._opinion = AdviceState()
        elif frame.at - self._measured_at >= EVERY_S:
            self._measured_at = frame.at
            self._opinion = self._opinion.after(advice_for(measure(gray(frame.image))))
        return self._opinion.advice
