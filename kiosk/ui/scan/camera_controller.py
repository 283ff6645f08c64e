"""Lets a person choose the camera, without a restart."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer

from kiosk.camera.camera_choice import CameraChoice
from kiosk.ui.input.camera_bridge import CameraBridge
from kiosk.ui.scan.camera_dialog import CameraDialog, Cameras
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext

_EVERY_MS = 2_000  # so that a newly plugged-in camera appears


class CameraController(ScanPageController[object]):
    """Asks for a camera in a dialog; the choice is used at once, and saved."""

    def __init__(
        self,
        ui: UiContext[object],
        page: ScanPage,
        camera: CameraBridge,
        cameras: Cameras,
    ) -> None:
        super().__init__(ui, page)
        self._camera = camera
        self._cameras = cameras
        self._runner = ui.new_runner()
        self._dialog: CameraDialog | None = None
        self._again = QTimer(self, interval=_EVERY_MS)
        self._again.timeout.connect(self._list_cameras)
        page.preview.other_camera_asked.connect(self.ask)
        page.retranslated.connect(self._offer)
        self._offer()

    def ask(self) -> None:
        """Open the dialog with the cameras of this laptop and the picture of the current one."""
        dialog = CameraDialog(self._words, self._ui.theme, mirrored=self._page.preview.mirrored)
        dialog.picked.connect(self._choose)
        dialog.mirrored.connect(self._mirror)
        dialog.closed.connect(self._closed)
        self._camera.frame.connect(dialog.picture.show_frame)
        self._page.preview.troubled.connect(dialog.picture.show_trouble)
        if (frame := self._page.preview.frame) is not None:
            dialog.picture.show_frame(frame)
        dialog.picture.show_trouble(self._page.preview.trouble)
        self._window.show_scan()
        self._window.show_overlay(dialog)
        self._dialog = dialog
        self._list_cameras()
        self._again.start()

    def _offer(self) -> None:
        self._page.preview.offer_other_camera(self._words.say("camera.choose.other"))

    def _list_cameras(self) -> None:
        self._runner.submit(self._cameras.webcams, self._found, self._not_found)

    def _found(self, choices: Sequence[CameraChoice]) -> None:
        if self._dialog is not None:
            self._dialog.show_choices(choices)

    def _not_found(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.show_search_failed(self._error_text(error))

    def _choose(self, source: str) -> None:
        def failed(error: Exception) -> None:
            self._failed(error)
            self._camera.start()  # the choice is not saved, but is used until the next start

        choose = partial(self._cameras.choose, source)
        self._runner.submit(choose, lambda _: self._camera.start(), failed)

    def _mirror(self, mirrored: bool) -> None:
        self._page.preview.set_mirrored(mirrored)
        if self._dialog is not None:
            self._dialog.picture.set_mirrored(mirrored)
        self._runner.submit(lambda: self._cameras.mirror(mirrored), lambda _: None, self._failed)

    def _failed(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.show_trouble(self._error_text(error))
        else:
            super()._failed(error)

    def _closed(self) -> None:
        self._again.stop()
        self._dialog = None
