"""Connects the camera and the hand scanner to the scan page."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kiosk.camera.camera_state import CameraState
from kiosk.ui.input.camera_bridge import CameraBridge, Watch
from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage


class InputWiring(QObject):
    """Passes codes from the camera and the hand scanner to the scan page, until it is stopped."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._scanner: WedgeScanner | None = None
        self.camera: CameraBridge | None = None

    def read_keys(self, scans: ScanController) -> None:
        """Read a hand scanner's keys on every page."""
        self._scanner = scanner = WedgeScanner(parent=self)
        scanner.scanned.connect(scans.on_keys)
        scanner.suspected.connect(
            lambda typed: scans.on_typed(
                typed.read, partial(scanner.take, typed), evenly=typed.evenly
            )
        )
        scans.typed_readings = scanner.typed_keys.readings
        self._app.installEventFilter(self._scanner)
        self._app.installNativeEventFilter(self._scanner.raw_keys)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Read no keys while pages are made: their 40,000 other events would all call Python.

        No key comes meanwhile: keys wait for the event loop. Filters that are installed meanwhile
        would see a key after the scanner, not before it.
        """
        if self._scanner is None:
            yield
            return
        self._app.removeEventFilter(self._scanner)
        try:
            yield
        finally:
            self._app.installEventFilter(self._scanner)

    def watch_camera(self, watch: Watch | None, page: ScanPage, scans: ScanController) -> None:
        """Start the camera; without one, the page shows that it is missing."""
        if watch is None:
            page.show_camera(CameraState.MISSING, "")
            return
        self.camera = camera = CameraBridge(watch, self)
        camera.frame.connect(page.preview.show_frame)
        camera.code.connect(scans.on_glimpse)
        camera.doubt.connect(lambda text: scans.look_up(text, partial(camera.settle, text)))
        camera.outlines.connect(page.show_outlines)
        camera.advice.connect(page.advice.show)
        camera.state.connect(page.show_camera)
        page.preview.tapped.connect(camera.tap)
        camera.start()

    def stop(self) -> None:
        """Stop the camera and the hand scanner."""
        if self._scanner is not None:
            self._app.removeEventFilter(self._scanner)
            self._app.removeNativeEventFilter(self._scanner.raw_keys)
        if self.camera is not None:
            self.camera.stop()
