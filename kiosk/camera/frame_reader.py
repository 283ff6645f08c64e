"""Reads frames and reports shown codes, for the window and for `kiosk scan`."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.camera.code_tracker import CodeTracker, NoTicket, Outline
from kiosk.camera.decoding.detected_code import Code, merged
from kiosk.camera.decoding.guarded_decoder import Decoder, GuardedDecoder, TimedDecoder
from kiosk.camera.decoding.zxing_decoder import gray, read_live
from kiosk.camera.frame import Frame, FrameSource, Image
from kiosk.camera.motion import Stillness
from kiosk.domain.scanned_text import is_not_a_ticket

_SECOND_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A shown code: its text, the time of its frame, and the decoding time in ms."""

    text: str
    at: float  # of its frame, in seconds of the monotonic clock
    position: float | None  # of its frame, in seconds from the start of the video
    decode_ms: float
    frame: Frame | None = field(default=None, repr=False, compare=False)  # the frame that showed it


@dataclass(frozen=True, slots=True)
class FrameResult:
    """The result of reading one frame; `missed` is the grey frame if no code was found."""

    scanned: ScannedCode | None
    outlines: tuple[Outline, ...]
    missed: Image | None


class FrameReader:
    """Reads frames one by one and reports each code once each time it is shown."""

    def __init__(self, no_ticket: NoTicket = is_not_a_ticket) -> None:
        self._tracker = CodeTracker(no_ticket)
        self._stillness = Stillness()
        self._rare_look = 0
        self._decode_ms = 0.0

    def read_frame(self, frame: Frame, late: Sequence[Code] = ()) -> FrameResult:
        """Read a frame; `late` are codes that a slower decoder found in an earlier frame."""
        height, width = frame.image.shape[:2]
        started = time.perf_counter()
        picture = gray(frame.image)
        at = frame.at if frame.position is None else frame.position
        still = self._stillness.lasts(picture, at)

        def enough(found: Sequence[Code]) -> bool:
            return still or self._tracker.has_target(found, width, height)

        codes = read_live(picture, enough, turn=self._rare_look)
        self._decode_ms = (time.perf_counter() - started) * 1000
        missed = None if enough(codes) else picture
        self._rare_look += missed is not None
        sight = self._tracker.track(merged(codes, late), width, height, at)
        return FrameResult(self._scanned(sight.report, frame), sight.outlines, missed)

    def tap(self, x: float, y: float, frame: Frame) -> ScannedCode | None:
        """Report the code at a pixel of the newest frame, if there is one."""
        return self._scanned(self._tracker.tap(x, y), frame)

    def _scanned(self, code: Code | None, frame: Frame) -> ScannedCode | None:
        if code is None:
            return None
        return ScannedCode(code.text, frame.at, frame.position, self._decode_ms, frame)


def scanned_codes(
    source: FrameSource, second: Decoder | None = None, no_ticket: NoTicket = is_not_a_ticket
) -> Iterator[ScannedCode]:
    """Yield the codes that a source shows, from every frame, in order.

    Times are those of the video: also if it is read faster, a code that is gone for 1.5 s of film
    is reported again. The second decoder reads missed frames as often as it does with a camera.
    """
    reader = FrameReader(no_ticket)
    second_reader = (
        None if second is None else _SecondReader(GuardedDecoder("second", TimedDecoder(second)))
    )
    late: tuple[Code, ...] = ()
    source.open()
    try:
        while (frame := source.read()) is not None:
            result = reader.read_frame(frame, late)
            late = () if second_reader is None else second_reader.read(result.missed, frame)
            if result.scanned is not None:
                yield result.scanned
    finally:
        source.close()


class _SecondReader:
    """Reads missed frames with a slower decoder, not more often than with a live camera."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._asked_at = -math.inf

    def read(self, missed: Image | None, frame: Frame) -> tuple[Code, ...]:
        at = frame.at if frame.position is None else frame.position
        if missed is None or 0 <= at - self._asked_at < _SECOND_EVERY_S:
            return ()
        self._asked_at = at
        return self._decoder(missed)
