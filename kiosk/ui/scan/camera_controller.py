"""Lets a person choose the camera, without a restart, in a dialog with its picture."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.camera.camera_choice import CameraChoice
from kiosk.texts import Texts
from kiosk.ui.input.camera_bridge import CameraBridge
from kiosk.ui.input.preview import Preview
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import mark_chosen, named
from kiosk.ui.widgets.section import Stretch, fill, scrolled
from kiosk.ui.widgets.status_label import StatusLabel

_WIDTH = 780
_PICTURE = 400, 324  # pixels
_PADDING = 16
_LIST = 320, 130  # at least
_EVERY_MS = 2_000  # so that a newly plugged-in camera appears


class Cameras(Protocol):
    """The cameras of this laptop; called on a worker thread."""

    def webcams(self) -> Sequence[CameraChoice]:
        """Return the cameras that are connected."""

    def choose(self, source: str) -> None:
        """Use this camera from its next start on; saved in the settings."""

    def mirror(self, mirrored: bool) -> None:
        """Save whether the picture is mirrored."""


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


class CameraDialog(Dialog):
    """Lists the cameras next to the live picture.

    Signals:
        picked: the `source` of the chosen camera.
        mirrored: whether to mirror the picture.
    """

    picked = Signal(str)
    mirrored = Signal(bool)

    def __init__(self, words: Texts, theme: Theme, *, mirrored: bool) -> None:
        super().__init__(words.say("camera.choose.title"), _WIDTH)
        self._words = words
        self._choices: Sequence[CameraChoice] | None = None
        self._buttons: list[QPushButton] = []
        self.picture = Preview(theme, mirrored=mirrored, parent=self.frame)
        self.picture.setFixedSize(*_PICTURE)
        self.picture.setAccessibleName(words.say("camera.choose.picture"))
        self._status = StatusLabel("overlayStatus", self.frame)
        self._status.show_status(words.say("camera.choose.looking"))
        self._rows = named("sheetRows", QWidget())
        self._column = fill(QVBoxLayout(self._rows), Stretch(), margins=(0, 0, 8, 0), spacing=8)
        self._mirror = CheckBox(theme, self.frame)
        self._mirror.setText(words.say("camera.choose.mirror"))
        self._mirror.setChecked(mirrored)
        self._mirror.toggled.connect(self.mirrored)
        self._done = QPushButton(words.say("camera.choose.done"), self.frame, autoDefault=True)
        self._done.clicked.connect(self.dismiss)
        self._lay_out()

    @property
    def choices(self) -> Sequence[CameraChoice]:
        """The cameras that are offered."""
        return self._choices or ()

    def show_choices(self, choices: Sequence[CameraChoice]) -> None:
        """List these cameras; the focus stays on its camera."""
        if choices == self._choices:
            return
        self._choices = choices
        focused = next((one.objectName() for one in self._buttons if one.hasFocus()), "")
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(one) for one in choices]
        for place, button in enumerate(self._buttons):
            self._column.insertWidget(place, button)
        self.show_trouble("" if choices else self._words.say("camera.choose.none"))
        for button in self._buttons:
            if button.objectName() == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, sentence: str) -> None:
        """Show an error; an empty text hides it."""
        self._status.show_trouble(sentence)
        self._status.setVisible(bool(sentence))

    def show_search_failed(self, sentence: str) -> None:
        """Show why the cameras are not known, until they are."""
        self._choices = None
        self.show_trouble(sentence)

    def _button(self, choice: CameraChoice) -> QPushButton:
        button = named(f"camera-{choice.source}", _NameButton(choice.name, self._rows))
        button.setProperty("row", True)
        button.setCheckable(True)
        mark_chosen(button, choice.chosen)
        button.clicked.connect(partial(self._pick, choice.source))
        return button

    def _pick(self, source: str) -> None:
        for button in self._buttons:
            mark_chosen(button, button.objectName() == f"camera-{source}")
        self.picked.emit(source)

    def _lay_out(self) -> None:
        area = scrolled(self._rows, self.frame)
        area.setMinimumSize(*_LIST)
        right = fill(QVBoxLayout(), self._status, (area, 1), self._mirror, self._done, spacing=10)
        left = (self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(fill(QHBoxLayout(), left, (right, 1), spacing=18))


class _NameButton(QPushButton):
    """A button whose name is shortened in the middle where it does not fit."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, autoDefault=True)
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the new width."""
        super().resizeEvent(event)
        room = self.width() - 2 * _PADDING
        short = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.setText(short.replace("&", "&&"))
