"""From frames to sightings: what the door's window and the door without a screen both do."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.camera.code_tracker import CodeTracker, NoTicket, Outline
from kiosk.camera.decoding.detected_code import Code, merged
from kiosk.camera.decoding.guarded_decoder import Decoder, Faultless, Limited
from kiosk.camera.decoding.zxing_decoder import gray, read_live
from kiosk.camera.frame import Frame, FrameSource, Image
from kiosk.camera.motion import Stillness
from kiosk.domain.scanned_text import is_not_a_ticket

_ASKED_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A code that was shown: what it says, when, and how long reading it took."""

    text: str
    at: float  # of its frame, in seconds of the monotonic clock
    position: float | None  # of its frame, in seconds from the start of the video
    decode_ms: float
    frame: Frame | None = field(default=None, repr=False, compare=False)  # that showed it


@dataclass(frozen=True, slots=True)
class FrameResult:
    """What reading one frame gave; `missed` is the grey frame if it was read in vain."""

    sighting: ScannedCode | None
    outlines: tuple[Outline, ...]
    missed: Image | None


class FrameReader:
    """Reads frame after frame and reports each code once for each time it is shown."""

    def __init__(self, no_ticket: NoTicket = is_not_a_ticket) -> None:
        self._presences = CodeTracker(no_ticket)
        self._stillness = Stillness()
        self._turn = 0
        self._decode_ms = 0.0

    def look(self, frame: Frame, late: Sequence[Code] = ()) -> FrameResult:
        """Read a frame; `late` are codes that a slower decoder found in a frame just before."""
        height, width = frame.image.shape[:2]
        started = time.perf_counter()
        picture = gray(frame.image)
        at = frame.at if frame.position is None else frame.position
        still = self._stillness.lasts(picture, at)

        def enough(found: Sequence[Code]) -> bool:
            return still or self._presences.suffices(found, width, height)

        codes = read_live(picture, enough, turn=self._turn)
        self._decode_ms = (time.perf_counter() - started) * 1000
        missed = None if enough(codes) else picture
        self._turn += missed is not None
        sight = self._presences.see(merged(codes, late), width, height, at)
        return FrameResult(self._sighting(sight.report, frame), sight.outlines, missed)

    def tap(self, x: float, y: float, frame: Frame) -> ScannedCode | None:
        """Report the code at a pixel of the newest frame, if there is one."""
        return self._sighting(self._presences.tap(x, y), frame)

    def _sighting(self, code: Code | None, frame: Frame) -> ScannedCode | None:
        if code is None:
            return None
        return ScannedCode(code.text, frame.at, frame.position, self._decode_ms, frame)


def sightings(
    source: FrameSource, second: Decoder | None = None, no_ticket: NoTicket = is_not_a_ticket
) -> Iterator[ScannedCode]:
    """Yield what a source shows from its start to its end, every frame of it, in order.

    A video's time is its own: read unpaced, a code gone for 1.5 s of film is a new presence. The
    second decoder is asked about a missed frame now and then, as often as beside a camera.
    """
    reader = FrameReader(no_ticket)
    asking = None if second is None else _Asking(Faultless("second", Limited(second)))
    late: tuple[Code, ...] = ()
    source.open()
    try:
        while (frame := source.read()) is not None:
            glance = reader.look(frame, late)
            late = () if asking is None else asking.about(glance.missed, frame)
            if glance.sighting is not None:
                yield glance.sighting
    finally:
        source.close()


class _Asking:
    """Asks a slower decoder about missed frames, not more often than it could answer live."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._asked_at = -math.inf

    def about(self, missed: Image | None, frame: Frame) -> tuple[Code, ...]:
        at = frame.at if frame.position is None else frame.position
        if missed is None or 0 <= at - self._asked_at < _ASKED_EVERY_S:
            return ()
        self._asked_at = at
        return self._decoder(missed)
