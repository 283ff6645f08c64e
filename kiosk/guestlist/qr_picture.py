"""QR pictures of ticket codes."""

from pathlib import Path

import segno

from kiosk.atomic_file import check_replaceable
from kiosk.errors import UnusableInput, WorldFailed

_SUFFIXES = (".png", ".svg")
_MODULE_PX = 12  # 3 px a module at half a metre from a webcam, even on a small printout


def checked_picture(path: Path) -> Path:
    """Return a valid path for a QR picture: .png or .svg in an existing folder.

    Raises UnusableInput for any other path.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise UnusableInput("error.qr_suffix", file=path, known=", ".join(_SUFFIXES))
    if not path.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=path.parent)
    check_replaceable(path)
    return path


def save_qr(code: str, path: Path) -> None:
    """Write a code's QR picture (error correction M) to a `checked_picture`."""
    try:
        segno.make_qr(code, error="m").save(str(path), scale=_MODULE_PX, border=4)
    except OSError as error:
        raise WorldFailed("error.file_not_written", file=path) from error
