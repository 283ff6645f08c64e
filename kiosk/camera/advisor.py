"""Measures frames regularly, and gives advice while no code is read."""

import math

from kiosk.camera.advice import EVERY_S, QUIET_S, Advice, AdviceState, advice_for
from kiosk.camera.decoding.zxing_decoder import gray
from kiosk.camera.frame import Frame
from kiosk.camera.image_quality import measure


class Advisor:
    """Keeps the advice state from frame to frame."""

    def __init__(self) -> None:
        self._state = AdviceState()
        self._measured_at = -math.inf
        self._read_at = -math.inf

    def advise(self, frame: Frame, *, read: bool) -> Advice | None:
        """Return the advice after a frame; `read`: a ticket was read in it."""
        if read:
            self._read_at = frame.at
        if frame.at - self._read_at < QUIET_S:
            self._state = AdviceState()
        elif frame.at - self._measured_at >= EVERY_S:
            self._measured_at = frame.at
            self._state = self._state.after(advice_for(measure(gray(frame.image))))
        return self._state.advice
