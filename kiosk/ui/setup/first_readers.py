"""The camera on the first day: it reads while a real ticket is tried, before there is a door."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from kiosk.ui.input.camera_bridge import CameraBridge, Watch


class FirstReaders(QObject):
    """Starts the camera when it is lent; a hand scanner types into the dialog meanwhile."""

    def __init__(self, watch: Watch | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._camera: CameraBridge | None = None

    def lend(self, reader: Callable[[Sequence[str]], bool]) -> None:
        """Pass each code that the camera reads to `reader`."""
        self.take_back()
        if self._watch is None:
            return
        camera = self._camera = CameraBridge(self._watch, self)
        camera.code.connect(lambda code: reader([code]))
        camera.start()

    @Slot()
    def take_back(self) -> None:
        """Stop the camera; the next one may start before it has ended."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.blockSignals(True)
            threading.Thread(target=camera.stop, name="camera-stop", daemon=True).start()
