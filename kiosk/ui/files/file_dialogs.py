"""The file dialogs for guest lists, the attendance file, and rows with errors."""

from collections.abc import Callable, Sequence
from itertools import chain, count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from kiosk.guestlist.sources.file_kind import LIST_SUFFIXES
from kiosk.reports.file_formats import FORMATS
from kiosk.ui.widgets.file_choice import Chosen, open_folder_dialog, open_save_dialog
from kiosk.ui.widgets.keyboard_focus import open_dialog

EXPORT_SUFFIX = ".xlsx"


def choose_lists(
    parent: QWidget, chosen: Callable[[Sequence[Path]], None], *, several: bool = True
) -> None:
    """Open the dialog for guest lists: of the known kinds, or any file."""
    translate = QCoreApplication.translate
    mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    dialog = QFileDialog(parent, translate("Files", "Choose a list …"), fileMode=mode)
    kinds = " ".join(f"*{suffix}" for suffix in LIST_SUFFIXES)
    guest_lists, others = translate("Files", "Guest lists"), translate("Files", "All files")
    dialog.setNameFilters([f"{guest_lists} ({kinds})", f"{others} (*)"])
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    open_dialog(dialog)


def ask_where_to_write(parent: QWidget, name: str, chosen: Chosen) -> None:
    """Open the dialog for the attendance file; the filter decides its kind."""
    title = QCoreApplication.translate("Files", "Write the file …")
    suffixes = sorted(FORMATS, key=lambda suffix: suffix != EXPORT_SUFFIX)  # the usual one first
    kinds = [f"{FORMATS[suffix].name} (*{suffix})" for suffix in suffixes]
    dialog = open_save_dialog(parent, title, name, chosen, kinds=kinds)
    dialog.setDefaultSuffix(EXPORT_SUFFIX)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_suffix_of(kind)))


def ask_where_to_save_rows(parent: QWidget, name: str, chosen: Chosen) -> None:
    """Open the dialog for the file of rows with errors."""
    title = QCoreApplication.translate("Files", "Save these rows …")
    open_save_dialog(parent, title, name, chosen)


def ask_where_to_save_pdf(parent: QWidget, name: str, chosen: Chosen) -> None:
    """Open the dialog for a list on paper."""
    title = QCoreApplication.translate("Files", "Make the PDF …")
    open_save_dialog(parent, title, name, chosen, kinds=["PDF (*.pdf)"])


def ask_for_new_folder(parent: QWidget, name: str, chosen: Chosen) -> None:
    """Open the dialog for a place; a new folder `name` in it, or `name 2` and so on, is chosen."""
    title = QCoreApplication.translate("Files", "Where is the folder made?")
    open_folder_dialog(parent, title, lambda place: chosen(new_folder(place, name)))


def new_folder(place: Path, name: str) -> Path:
    """Return the path of a folder that does not exist: `name`, `name 2` and so on."""
    names = chain((name,), (f"{name} {number}" for number in count(2)))
    return next(path for path in map(place.joinpath, names) if not path.exists())


def show_folder(folder: Path) -> None:
    """Open a folder in the file manager of the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the files of a drop on a page."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]


def _suffix_of(name_filter: str) -> str:
    """Return the suffix of a filter of the file dialog: `CSV (*.csv)`."""
    return next((suffix for suffix in FORMATS if f"*{suffix})" in name_filter), EXPORT_SUFFIX)
