"""The thread that reads frames from a source, and opens the source again after a failure."""

import logging
from collections.abc import Callable
from dataclasses import asdict

from kiosk.camera.camera_state import CameraSignals, CameraState, CameraTimeouts, state_for
from kiosk.camera.frame import Frame, FrameSource
from kiosk.camera.picture_trouble import TroubleTimes
from kiosk.errors import KioskError
from kiosk.supervisor import Fault, Life, Worker

_log = logging.getLogger(__name__)


class Capture:
    """Delivers a source's frames, from the start of its worker to the end of either.

    A source that hangs longer than the worker's stop() waits is abandoned with its thread.
    """

    def __init__(
        self,
        source: FrameSource,
        deliver: Callable[[Frame], None],
        clock: Callable[[], float],
        timeouts: CameraTimeouts,
        *,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """`failed` is called when the thread is replaced."""
        self._source = source
        self._deliver = deliver
        self._clock = clock
        self._timeouts = timeouts
        self._on_failed = failed
        self.worker = Worker("camera", self._run, failed=self._replaced, clock=clock)
        # Read by another thread; each assignment is atomic, so no lock is needed.
        self._trouble: CameraState | None = CameraState.STARTING
        self._opening = True
        self._active_at = clock()
        self._was_ready = False
        self._hung = False

    @property
    def label(self) -> str:
        """The source's name, as far as it is known."""
        return self._source.label

    def signals(self, shown: TroubleTimes) -> CameraSignals:
        """Return the state of the source; `shown`: for how long its frames have shown a problem."""
        silent_s = self._clock() - self._active_at
        return CameraSignals(self._trouble, self._opening, silent_s, **asdict(shown))

    def _run(self, life: Life) -> None:
        source = self._source
        while not life.over and self._trouble is not CameraState.ENDED:
            try:
                self._play(source, life)
            except KioskError as error:
                self._fail(state_for(error, was_ready=self._was_ready), life)
            except Exception:  # noqa: BLE001 - thread boundary: without it the camera would stop without a message
                _log.exception("the camera's thread failed")
                self._fail(CameraState.LOST, life)
            finally:
                source.close()

    def _play(self, source: FrameSource, life: Life) -> None:
        """Open the source and deliver frames until it ends or fails."""
        self._opening = True
        self._note_activity(life)
        with life.step(self._timeouts.open_s):
            source.open()
        self._opening = False
        self._note_activity(life)
        while not life.over:
            with life.step(self._timeouts.hung_s):
                frame = source.read()
            if life.over:
                return
            if frame is None:
                self._trouble = CameraState.ENDED
                return
            self._deliver(frame)
            self._note_activity(life)
            self._trouble = None
            self._was_ready = True
            self._hung = False

    def _note_activity(self, life: Life) -> None:
        if not life.over and not self._hung:
            self._active_at = self._clock()

    def _replaced(self, fault: Fault) -> None:
        """Give the next thread a new source: the abandoned thread may still be in its read."""
        self._hung = fault is Fault.HUNG
        self._source = self._source.again()
        self._on_failed()

    def _fail(self, trouble: CameraState, life: Life) -> None:
        """Record the failure; try again at once after the first one, else a little later."""
        if life.over:
            return
        first_failure = self._trouble is None
        # The hanging thread still has the camera open, so "busy" would be wrong.
        self._trouble = CameraState.STALLED if self._hung else trouble
        if not first_failure:
            life.wait(self._timeouts.retry_s)
