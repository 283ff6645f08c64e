"""The system's dialogs for a new file and for a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kiosk.ui.widgets.keyboard_focus import open_dialog

Chosen = Callable[[Path], None]
"""Is called with the path that a person chose."""


def open_save_dialog(
    parent: QWidget, title: str, name: str, chosen: Chosen, *, kinds: Sequence[str] = ()
) -> QFileDialog:
    """Open the dialog for a new file; `kinds` are the filters that it offers.

    A name that is typed without a suffix gets that of `name`.
    """
    dialog = QFileDialog(parent, title, acceptMode=QFileDialog.AcceptMode.AcceptSave)
    if kinds:
        dialog.setNameFilters(kinds)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    open_dialog(dialog)
    return dialog


def open_folder_dialog(parent: QWidget, title: str, chosen: Chosen) -> None:
    """Open the dialog for a folder."""
    dialog = QFileDialog(parent, title, fileMode=QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    open_dialog(dialog)
