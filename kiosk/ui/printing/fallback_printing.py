"""The fallback list as a PDF, or on the printer of this laptop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPagedPaintDevice, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from kiosk.reports.fallback_pages import pages_of
from kiosk.reports.fallback_rows import FallbackList
from kiosk.texts import Texts
from kiosk.ui.printing.fallback_sheet import DPI, ROWS, FallbackSheet
from kiosk.ui.printing.paper import pdf_bytes
from kiosk.ui.widgets.keyboard_focus import open_dialog

if TYPE_CHECKING:  # seldom used, and slow to import
    from PySide6.QtPrintSupport import QPrinter

PrintJob = Callable[[FallbackList, Texts], bool]
"""Prints all sheets; returns False if that is not possible. Called on a worker thread."""


def fallback_pdf(shown: FallbackList, words: Texts) -> bytes:
    """Return a PDF of all sheets, dated by the clock of the program; needs a QGuiApplication."""
    title = f"{words.say('fallback.title')} {shown.event.name}"
    draw = partial(_draw, shown=shown, words=words)
    return pdf_bytes(title, draw, dpi=DPI, at=shown.at)


def print_fallback(printer: QPrinter, shown: FallbackList, words: Texts) -> bool:
    """Print all sheets; return False if the printer does not start."""
    printer.setDocName(words.say("fallback.title"))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    _draw(printer, painter, shown, words)
    return painter.end()


def choose_printer(
    parent: QWidget,
    chosen: Callable[[PrintJob], None],
    names: Callable[[], Sequence[str]] | None = None,
) -> bool:
    """Open the system's dialog for a printer; return False if this laptop has none."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415

    if not (names or QPrinterInfo.availablePrinterNames)():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: chosen(partial(print_fallback, printer)))
    open_dialog(dialog)
    return True


def _draw(device: QPagedPaintDevice, painter: QPainter, shown: FallbackList, words: Texts) -> None:
    painter.scale(device.logicalDpiX() / DPI, device.logicalDpiY() / DPI)
    sheet = FallbackSheet(painter, shown, words)
    for number, page in enumerate(pages_of(shown, ROWS)):
        if number:
            device.newPage()
        sheet.draw(page)
