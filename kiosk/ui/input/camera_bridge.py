"""Passes frames, codes and states from the camera's threads to the GUI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.camera.camera_state import CameraState
from kiosk.camera.mailbox import Mailbox
from kiosk.supervisor import Fault, Life, Worker

if TYPE_CHECKING:  # these import OpenCV and NumPy: imported after the first window
    from kiosk.camera.frame import Frame
    from kiosk.camera.watcher import Listener

_log = logging.getLogger(__name__)
_LIMIT_S = 40.0  # importing OpenCV takes some seconds on a slow laptop
_STOP_S = 2.0


class Watching(Protocol):
    """The camera watcher, as the window uses it: `kiosk.camera.watcher.Watcher`."""

    preview: Mailbox[Frame]

    @property
    def label(self) -> str:
        """The camera's name."""

    def start(self) -> None:
        """Start; returns at once."""

    def stop(self) -> None:
        """Stop within some seconds."""

    def tap(self, x: float, y: float) -> None:
        """Report the code at a pixel."""

    def settle(self, text: str, *, no_ticket: bool) -> None:
        """Take the answer to `doubt`."""


Watch = Callable[["Listener"], Watching]


class CameraBridge(QObject):
    """Makes the watcher on its own thread, as that imports OpenCV, and emits its reports.

    Signals:
        frame: the newest frame (`Frame`); older ones that were not shown yet are dropped.
        code: the text of a code that was held up; never dropped.
        outlines: the outlines of the codes in the newest frame (a tuple of `Outline`).
        advice: the advice to the guest (`Advice`), or None.
        state: the state of the camera (`CameraState`) and its name.
        doubt: a second text next to a ticket's code; `settle` takes whether it is no ticket.
    """

    part = "camera"
    frame = Signal(object)
    code = Signal(str)
    outlines = Signal(object)
    advice = Signal(object)
    state = Signal(object, str)
    doubt = Signal(str)
    _frame_ready = Signal()

    def __init__(
        self, watch: Watch, parent: QObject | None = None, *, limit_s: float = _LIMIT_S
    ) -> None:
        """A thread is replaced if it needs more than `limit_s` seconds to make the watcher."""
        super().__init__(parent)
        self._limit_s = limit_s
        self.faults = 0
        self._watch = watch
        self._watching: Watching | None = None
        self._stopped = threading.Event()
        self._lock = threading.Lock()  # one camera at a time
        self._starting: Worker | None = None
        self._frame_ready.connect(self._show)

    def start(self) -> None:
        """Start the camera, or restart with the current choice; returns at once."""
        self.advice.emit(None)
        self.state.emit(CameraState.STARTING, "")
        if self._starting is not None:
            self._starting.stop(0)
        self._starting = Worker("camera-start", self._begin, failed=self._start_failed)
        self._starting.start()

    def stop(self) -> None:
        """Stop the camera within some seconds."""
        self._stopped.set()
        if self._starting is not None:
            self._starting.stop(_STOP_S)
        if self._watching is not None:
            self._watching.stop()

    def tap(self, x: float, y: float) -> None:
        """Report the code at a pixel of the frame."""
        if (watching := self._watching) is not None:
            watching.tap(x, y)

    def settle(self, text: str, no_ticket: bool) -> None:
        """Pass on the answer to `doubt`."""
        if (watching := self._watching) is not None:
            watching.settle(text, no_ticket=no_ticket)

    def _begin(self, life: Life) -> None:
        with self._lock:
            if not life.over:
                with life.step(self._limit_s):
                    self._restart(life)

    def _restart(self, life: Life) -> None:
        from kiosk.camera.watcher import Listener  # noqa: PLC0415 - imports OpenCV: 0.3 s

        if self._watching is not None:
            self._watching.stop()
            self._watching = None
        try:
            watching = self._watch(
                Listener(
                    on_frame=self._frame_ready.emit,
                    on_code=lambda sighting: self.code.emit(sighting.text),
                    on_sight=self.outlines.emit,
                    on_state=self._report_state,
                    on_advice=self.advice.emit,
                    on_doubt=self.doubt.emit,
                    on_fault=self._on_fault,
                )
            )
        except Exception:  # noqa: BLE001 - a thread's boundary: the window works without a camera
            _log.exception("the camera could not be set up")
            if not life.over:
                self.state.emit(CameraState.MISSING, "")
            return
        if not life.over and not self._stopped.is_set():
            self._watching = watching
            watching.start()

    def check(self) -> None:
        """Replace the thread that makes the watcher; the watcher replaces its own threads."""
        if self._starting is not None:
            self._starting.check()

    def _start_failed(self, _fault: Fault) -> None:
        self._lock = threading.Lock()  # a thread that hangs keeps the one before
        self._on_fault()

    def _on_fault(self) -> None:
        self.faults += 1

    def _report_state(self, state: CameraState) -> None:
        watching = self._watching
        self.state.emit(state, watching.label if watching else "")

    def _show(self) -> None:
        watching = self._watching
        frame = watching.preview.take() if watching else None
        if frame is not None:
            self.frame.emit(frame)
