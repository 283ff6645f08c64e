"""Watches a camera: frames to the screen, codes to the door, problems as states.

One thread reads the frames, so that the camera never waits for a decoder and no frame gets old;
another decodes the newest one and, because it never waits for the camera, notices when the camera
hangs. A watchdog replaces both threads, and those of the other decoders, if they die or hang.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.camera.advice import Advice
from kiosk.camera.advisor import Advisor
from kiosk.camera.camera_state import CameraState, CameraTimeouts, state_of
from kiosk.camera.capture import Capture
from kiosk.camera.code_tracker import Outline, OutlineRole
from kiosk.camera.decoding.bar_codes import REST_S, BarcodeWatch, read_barcodes
from kiosk.camera.decoding.guarded_decoder import Decoder
from kiosk.camera.decoding.second_decoder import SecondOpinion
from kiosk.camera.frame import Frame, FrameSource
from kiosk.camera.frame_reader import FrameReader, ScannedCode
from kiosk.camera.mailbox import Mailbox
from kiosk.camera.picture_trouble import PictureTrouble
from kiosk.camera.ticket_doubt import TicketDoubts
from kiosk.supervisor import Life, Watchdog, Worker

_log = logging.getLogger(__name__)
_TICK_S = 0.25  # how often the camera's state is checked while no frame comes


@dataclass(frozen=True, slots=True)
class Listener:
    """The callbacks of a watcher; called on its threads, and must return at once."""

    on_frame: Callable[[], None]  # a frame is in `preview`, which was empty
    on_code: Callable[[ScannedCode], None]  # each shown code, never dropped
    on_sight: Callable[[tuple[Outline, ...]], None]  # outlines in the newest decoded frame
    on_state: Callable[[CameraState], None]  # each change
    on_advice: Callable[[Advice | None], None]  # each change: how to show the ticket
    on_doubt: Callable[[str], None] | None = None  # is this text no ticket? `settle` answers
    on_fault: Callable[[], None] = lambda: None  # a thread died or hung, and was replaced


class Watcher:
    """Watches one source from start() to stop(), also through failures of the source."""

    def __init__(
        self,
        source: FrameSource,
        listener: Listener,
        second: Decoder | None,
        *,
        barcodes: Decoder = read_barcodes,
        timeouts: CameraTimeouts = CameraTimeouts(),  # noqa: B008 - a frozen value
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.preview: Mailbox[Frame] = Mailbox(listener.on_frame)
        self._listener = listener
        self._timeouts = timeouts
        self._clock = clock
        failed, limit_s = listener.on_fault, timeouts.decode_s
        self._second = (
            None if second is None else SecondOpinion(second, failed=failed, limit_s=limit_s)
        )
        bars = SecondOpinion(
            barcodes, name="bar-codes", failed=failed, limit_s=limit_s, rest_s=REST_S
        )
        self._barcodes = BarcodeWatch(bars)
        self._opinions = (bars,) if self._second is None else (self._second, bars)
        self._capture = Capture(source, self._deliver, clock, timeouts, failed=failed)
        self._doubts = TicketDoubts(listener.on_doubt, clock)
        self._advisor = Advisor()
        self._advice: Advice | None = None
        self._fresh = threading.Event()
        self._newest: Mailbox[Frame] = Mailbox(self._fresh.set)
        self._taps: queue.SimpleQueue[tuple[float, float]] = queue.SimpleQueue()
        self._last: Frame | None = None
        self._picture = PictureTrouble()
        self._outlined = False
        self._state: CameraState | None = None
        self._worker = Worker("decoder", self._run, failed=lambda _: failed(), clock=clock)
        others = (opinion.worker for opinion in self._opinions)
        self._watchdog = Watchdog((self._worker, self._capture.worker, *others))

    @property
    def label(self) -> str:
        """The source's name, as far as it is known."""
        return self._capture.label

    def start(self) -> None:
        """Start watching; returns at once."""
        for opinion in self._opinions:
            opinion.worker.start()
        self._capture.worker.start()
        self._worker.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Stop within `stop_s`; a hanging camera is abandoned with its thread."""
        until = time.monotonic() + self._timeouts.stop_s
        self._watchdog.stop()
        self._fresh.set()
        self._worker.stop(self._timeouts.stop_s)
        for part in (*self._opinions, self._capture.worker):
            part.stop(max(0.0, until - time.monotonic()))

    def tap(self, x: float, y: float) -> None:
        """Report the code at this pixel of the frame, whatever else is in view."""
        self._taps.put((x, y))
        self._fresh.set()

    def settle(self, text: str, *, no_ticket: bool) -> None:
        """Answer `on_doubt`."""
        self._doubts.answer(text, no_ticket=no_ticket)

    def _deliver(self, frame: Frame) -> None:
        self.preview.put(frame)
        self._newest.put(frame)

    def _run(self, life: Life) -> None:
        reader = FrameReader(self._doubts)  # its own: a thread that hung may still use the other
        while not life.over:
            try:
                with life.step(self._timeouts.decode_s):
                    self._step(reader, self._newest.take(), life)
            except Exception:  # noqa: BLE001 - thread boundary: one bad frame must not stop the camera
                _log.exception("reading a frame failed")
            self._fresh.wait(_TICK_S)
            self._fresh.clear()

    def _step(self, reader: FrameReader, frame: Frame | None, life: Life) -> None:
        if frame is not None:
            self._last = frame
            self._read_frame(reader, frame, life)
        while not life.over and self._last is not None and not self._taps.empty():
            self._report(reader.tap(*self._taps.get(), self._last))
        if not life.over:
            self._report_state(more_to_read=frame is not None)

    def _read_frame(self, reader: FrameReader, frame: Frame, life: Life) -> None:
        """Read a frame, with codes that the second decoder found in an earlier one."""
        late = () if self._second is None else self._second.take(frame.at)
        result = reader.read_frame(frame, late)
        if life.over:
            return
        self._report(result.scanned)
        if self._second is not None and result.missed is not None:
            self._second.offer(result.missed, frame.at)
        if result.outlines or self._outlined:
            self._listener.on_sight(result.outlines)
        self._outlined = bool(result.outlines)
        held = any(outline.role is not OutlineRole.OTHER for outline in result.outlines)
        barcode = self._barcodes.is_barcode_held(frame, result.missed, held=held)
        advice = self._advisor.advise(frame, read=held)
        self._advise(Advice.BARCODE if barcode else advice)
        self._picture.check(frame, read=bool(result.outlines))

    def _advise(self, advice: Advice | None) -> None:
        if advice is not self._advice:
            self._advice = advice
            self._listener.on_advice(advice)

    def _report(self, sighting: ScannedCode | None) -> None:
        if sighting is not None:
            self._listener.on_code(sighting)

    def _report_state(self, *, more_to_read: bool) -> None:
        """Report a change of state; the end only after the last frame was read."""
        trouble_times = self._picture.times(self._clock())
        state = state_of(self._capture.signals(trouble_times), self._timeouts)
        if state is self._state or (state is CameraState.ENDED and more_to_read):
            return
        self._state = state
        self._listener.on_state(state)
