"""The fallback list as a PDF, or on the printer of this laptop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from kiosk.reports.fallback_pages import pages_of
from kiosk.reports.fallback_rows import FallbackList
from kiosk.texts import Texts
from kiosk.ui.printing.fallback_sheet import DPI, ROWS, FallbackSheet
from kiosk.ui.printing.fixed_dates import dated_metadata, with_fixed_dates
from kiosk.ui.printing.paper import pdf_writer
from kiosk.ui.widgets.keyboard_focus import open_dialog

if TYPE_CHECKING:  # seldom used, and slow to import
    from PySide6.QtPrintSupport import QPrinter

PrintJob = Callable[[FallbackList, Texts], bool]
"""Prints all sheets; returns False if that is not possible. Called on a worker thread."""


def fallback_pdf(shown: FallbackList, words: Texts) -> bytes:
    """Return a PDF of all sheets, dated by the clock of the program; needs a QGuiApplication."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = pdf_writer(buffer, f"{words.say('fallback.title')} {shown.event.name}")
    writer.setResolution(DPI)
    writer.setDocumentXmpMetadata(dated_metadata(shown.at))
    _draw(writer, shown, words)
    return with_fixed_dates(bytes(buffer.data().data()), shown.at)


def print_fallback(printer: QPrinter, shown: FallbackList, words: Texts) -> bool:
    """Print all sheets; return False if the printer does not start."""
    printer.setDocName(words.say("fallback.title"))
    return _draw(printer, shown, words)


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


def _draw(device: QPagedPaintDevice, shown: FallbackList, words: Texts) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.scale(device.logicalDpiX() / DPI, device.logicalDpiY() / DPI)
    sheet = FallbackSheet(painter, shown, words)
    for number, page in enumerate(pages_of(shown, ROWS)):
        if number:
            device.newPage()
        sheet.draw(page)
    return painter.end()
