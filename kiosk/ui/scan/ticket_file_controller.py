"""Reads codes from pictures and PDFs of tickets, dropped on the window or chosen in a dialog."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.widgets.keyboard_focus import open_dialog

_log = logging.getLogger(__name__)
_KINDS = "*.pdf *.png *.jpg *.jpeg *.jfif *.webp *.bmp *.gif *.tif *.tiff *.avif *.heic"
_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
MAX_FILES = 20  # files at a time

FileRead = Callable[[Path], Sequence[str]]


class TicketFileController(ScanPageController[ScanBackend]):
    """Reads files on a worker thread, one after another, and scans their codes."""

    def __init__(
        self,
        ui: UiContext[ScanBackend],
        page: ScanPage,
        scans: ScanController,
        read: FileRead,
        show_all: Callable[[], None],
    ) -> None:
        """`show_all` lists the results of several codes."""
        super().__init__(ui, page)
        self._scans = scans
        self._runner = ui.new_runner()
        self._read = read
        self._show_all = show_all
        window = ui.window
        window.setAcceptDrops(True)
        for field in window.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # else it inserts the name of the file
        window.installEventFilter(self)

    def choose(self) -> None:
        """Open the file dialog."""
        translate = QCoreApplication.translate
        dialog = QFileDialog(self._window, translate("HandingIn", "Ticket from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = translate("HandingIn", "Pictures and PDF"), translate("HandingIn", "All files")
        # Where the system has no dialog of its own, Qt's is Dutch but for these.
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translate("HandingIn", "Folder:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, translate("HandingIn", "Kind:"))
        dialog.setNameFilters([f"{kinds[0]} ({_KINDS})", f"{kinds[1]} (*)"])
        dialog.filesSelected.connect(lambda names: self.read_files([Path(name) for name in names]))
        open_dialog(dialog)

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read files, and scan the codes in them."""
        self._window.show_scan()
        for path in paths[:MAX_FILES]:
            self._page.panel.show_waiting(self._words.say("scan.file.reading"))
            self._runner.submit(partial(self._read, path), self._judge, self._failed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept files that are dropped on the window."""
        if event.type() not in _DROPS or not isinstance(event, QDropEvent):
            return False
        paths = _files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.read_files(paths)
        return True

    def _judge(self, codes: Sequence[str]) -> None:
        self._page.panel.end_waiting()
        for code in codes:
            self._scans.on_code(code)
        if len(codes) > 1:
            self._client.ask(lambda _: None, lambda _: self._show_all(), _not_shown)

    def _failed(self, error: Exception) -> None:
        self._page.panel.end_waiting()
        super()._failed(error)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _not_shown(error: Exception) -> None:
    _log.error("the answers could not be shown together", exc_info=error)
