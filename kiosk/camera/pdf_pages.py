"""Renders the pages of a PDF; the only user of the PDF library, which is loaded when needed."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kiosk.camera.frame import Image
from kiosk.errors import UnusableInput

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 40  # one ticket on each page, for a large group
_DPI = 200  # a code of 2 cm is 160 pixels
_MAX_SIDE = 3_000  # pixels; a poster is drawn smaller
_POINTS = 72
_MAX_NAME = 40
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD


def short_name(path: Path) -> str:
    """Return a file's name, shortened to its start and end if it is long."""
    name = path.name
    return name if len(name) <= _MAX_NAME else f"{name[:20]}…{name[-15:]}"


def read_pages(path: Path) -> Iterator[Image]:
    """Yield each page, BGR; UnusableInput if it is locked, too long, or not a PDF."""
    try:
        import pypdfium2  # noqa: PLC0415 - only needed for PDFs
    except (ImportError, OSError) as error:
        raise UnusableInput("error.no_pdf_here", file=short_name(path)) from error
    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > MAX_PAGES:
                raise UnusableInput(
                    "error.pdf_too_long", file=short_name(path), pages=len(document), most=MAX_PAGES
                )
            for page in document:
                yield _render(page)
                page.close()
    except pypdfium2.PdfiumError as error:
        if error.err_code == _NEEDS_PASSWORD:
            raise UnusableInput("error.pdf_locked", file=short_name(path)) from error
        raise UnusableInput("error.ticket_file_unreadable", file=short_name(path)) from error
    except (OSError, ValueError, ctypes.ArgumentError) as error:
        raise UnusableInput("error.ticket_file_unreadable", file=short_name(path)) from error


def _render(page: "pypdfium2.PdfPage") -> Image:
    """Render a page sharp enough for a small code, but never larger than a picture may be."""
    longest = max(page.get_size())
    scale = min(_DPI / _POINTS, _MAX_SIDE / max(longest, 1))
    bitmap = page.render(scale=scale, may_draw_forms=False)
    try:
        return np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
    finally:
        bitmap.close()
