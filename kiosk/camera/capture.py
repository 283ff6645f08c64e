"""The thread that takes frames from a source, and opens it again whenever it fails."""

import logging
from collections.abc import Callable
from dataclasses import asdict

from kiosk.camera.camera_state import CameraSignals, CameraState, CameraTimeouts, state_for
from kiosk.camera.frame import Frame, FrameSource
from kiosk.camera.picture_trouble import Lasting
from kiosk.errors import KioskError
from kiosk.supervisor import Fault, Life, Worker

_log = logging.getLogger(__name__)


class Capture:
    """Delivers a source's frames from start() on, until its end or stop()."""

    def __init__(
        self,
        source: FrameSource,
        deliver: Callable[[Frame], None],
        clock: Callable[[], float],
        patience: CameraTimeouts,
        *,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """`failed` is called when its thread is replaced."""
        self._source = source
        self._deliver = deliver
        self._clock = clock
        self._patience = patience
        self._told_failed = failed
        self.worker = Worker("camera", self._run, failed=self._replaced, clock=clock)
        # Told to another thread; each is set whole, so no lock is needed.
        self._trouble: CameraState | None = CameraState.STARTING
        self._opening = True
        self._sign_at = clock()
        self._was_ready = False
        self._hung = False

    @property
    def label(self) -> str:
        """The source's name, as far as it is known by now."""
        return self._source.label

    def start(self) -> None:
        """Begin to open the source; returns at once."""
        self.worker.start()

    def stop(self, timeout_s: float) -> None:
        """Close the source; one that hangs longer is left behind with its thread."""
        self.worker.stop(timeout_s)

    def signs(self, shown: Lasting) -> CameraSignals:
        """Return what is known of the source, given what its frames have shown."""
        silent_s = self._clock() - self._sign_at
        return CameraSignals(self._trouble, self._opening, silent_s, **asdict(shown))

    def _run(self, life: Life) -> None:
        source = self._source
        while not life.over and self._trouble is not CameraState.ENDED:
            try:
                self._play(source, life)
            except KioskError as error:
                self._fail(state_for(error, was_ready=self._was_ready), life)
            except Exception:  # noqa: BLE001 - a thread's end: without it the door is blind and silent
                _log.exception("the camera's thread failed")
                self._fail(CameraState.LOST, life)
            finally:
                source.close()

    def _play(self, source: FrameSource, life: Life) -> None:
        """Deliver frames from a fresh opening until the source ends or fails."""
        self._opening = True
        self._sign(life)
        with life.step(self._patience.open_s):
            source.open()
        self._opening = False
        self._sign(life)
        while not life.over:
            with life.step(self._patience.hung_s):
                frame = source.read()
            if life.over:
                return
            if frame is None:
                self._trouble = CameraState.ENDED
                return
            self._deliver(frame)
            self._sign(life)
            self._trouble = None
            self._was_ready = True
            self._hung = False

    def _sign(self, life: Life) -> None:
        if not life.over and not self._hung:
            self._sign_at = self._clock()

    def _replaced(self, fault: Fault) -> None:
        """Let the next thread have a source of its own: the last one may still be in its read."""
        self._hung = fault is Fault.HUNG
        self._source = self._source.again()
        self._told_failed()

    def _fail(self, trouble: CameraState, life: Life) -> None:
        """Tell what is wrong; try again at once after a hiccup, else a little later."""
        if life.over:
            return
        hiccup = self._trouble is None
        # The thread that hangs has the camera still: that is no other program.
        self._trouble = CameraState.STALLED if self._hung else trouble
        if not hiccup:
            life.wait(self._patience.retry_s)
