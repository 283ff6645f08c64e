"""The thread that takes frames from a source, and opens it again whenever it fails."""

import logging
import threading
from collections.abc import Callable
from dataclasses import asdict

from kiosk.camera.frame import Frame, FrameSource
from kiosk.camera.picture_trouble import Lasting
from kiosk.camera.state import CameraState, Signs, state_for
from kiosk.errors import KioskError

_log = logging.getLogger(__name__)


class Capture:
    """Delivers a source's frames from start() on, until its end or stop()."""

    def __init__(
        self,
        source: FrameSource,
        deliver: Callable[[Frame], None],
        clock: Callable[[], float],
        *,
        retry_s: float,
    ) -> None:
        self._source = source
        self._deliver = deliver
        self._clock = clock
        self._retry_s = retry_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        # Told to another thread; each is set whole, so no lock is needed.
        self._trouble: CameraState | None = CameraState.STARTING
        self._opening = True
        self._sign_at = clock()
        self._was_ready = False

    def start(self) -> None:
        """Begin to open the source; returns at once."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """Close the source; one that hangs longer is left behind with its thread."""
        self._stop.set()
        self._thread.join(timeout_s)

    def signs(self, shown: Lasting) -> Signs:
        """Return what is known of the source, given what its frames have shown."""
        silent_s = self._clock() - self._sign_at
        return Signs(self._trouble, self._opening, silent_s, **asdict(shown))

    def _run(self) -> None:
        while not self._stop.is_set() and self._trouble is not CameraState.ENDED:
            try:
                self._play()
            except KioskError as error:
                self._fail(state_for(error, was_ready=self._was_ready))
            except Exception:  # noqa: BLE001 - a thread's end: without it the door is blind and silent
                _log.exception("the camera's thread failed")
                self._fail(CameraState.LOST)
            finally:
                self._source.close()

    def _play(self) -> None:
        """Deliver frames from a fresh opening until the source ends or fails."""
        self._opening = True
        self._sign_at = self._clock()
        self._source.open()
        self._opening = False
        self._sign_at = self._clock()
        while not self._stop.is_set():
            frame = self._source.read()
            if frame is None:
                self._trouble = CameraState.ENDED
                return
            self._deliver(frame)
            self._sign_at = self._clock()
            self._trouble = None
            self._was_ready = True

    def _fail(self, trouble: CameraState) -> None:
        """Tell what is wrong; try again at once after a hiccup, else a little later."""
        hiccup = self._trouble is None
        self._trouble = trouble
        if not hiccup:
            self._stop.wait(self._retry_s)
