"""The camera on the first day: it reads while a real ticket is tried, before there is a door."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from kiosk.camera.camera_state import CameraState
from kiosk.texts import Texts
from kiosk.ui.input.camera_bridge import CameraBridge, Watch
from kiosk.ui.input.preview import Preview
from kiosk.ui.input.preview_texts import camera_text
from kiosk.ui.style.theme import Theme


class FirstReaders(QObject):
    """Starts the camera when it is lent; a hand scanner types into the dialog meanwhile."""

    def __init__(
        self,
        watch: Watch | None,
        words: Callable[[], Texts],
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        """`words` returns the texts in the current language."""
        super().__init__(parent)
        self._watch = watch
        self._words = words
        self._theme = theme
        self._camera: CameraBridge | None = None
        self._picture: Preview | None = None

    def picture(self) -> Preview | None:
        """Return a picture that is live once the camera is lent; None without a camera."""
        self._picture = None if self._watch is None else Preview(self._theme)
        return self._picture

    def lend(self, reader: Callable[[Sequence[str]], bool]) -> None:
        """Pass each code that the camera reads to `reader`."""
        self.end_loan()
        if self._watch is None:
            return
        camera = self._camera = CameraBridge(self._watch, self)
        camera.code.connect(lambda code: reader([code]))
        camera.state.connect(self._show_state)
        if self._picture is not None and isValid(self._picture):
            camera.frame.connect(self._picture.show_frame)
        camera.start()

    @Slot()
    def end_loan(self) -> None:
        """Stop the camera; the next one may start before it has ended."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.blockSignals(True)
            threading.Thread(target=camera.stop, name="camera-stop", daemon=True).start()

    def _show_state(self, state: CameraState, label: str) -> None:
        picture = self._picture
        if picture is not None and isValid(picture):
            ready = state is CameraState.READY
            picture.show_trouble("" if ready else camera_text(state, label, self._words()))
