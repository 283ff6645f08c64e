"""The shared parts of the controllers of guest lists, and the base of these controllers."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from kiosk.texts import Texts
from kiosk.ui.files.files_interface import FilesBackend
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.worker import Runner
from kiosk.ui.widgets.dialog import Dialog


@dataclass(frozen=True, slots=True)
class FilesContext:
    """The backend of the lists, and the worker thread on which it is called.

    `words` returns the texts in the current language; `ask` opens a dialog.
    """

    backend: FilesBackend
    runner: Runner
    words: Callable[[], Texts]
    ask: Callable[[Dialog], None]


class ListsController(QObject):
    """A controller of guest lists, which lives as long as its parent."""

    def __init__(self, context: FilesContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._backend = context.backend
        self._runner = context.runner

    @property
    def _words(self) -> Texts:
        return self._context.words()

    def _error_text(self, error: Exception) -> str:
        return error_text(error, self._words)
