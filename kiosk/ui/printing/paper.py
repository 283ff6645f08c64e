"""Paper: a page that can be printed or saved as a PDF, and texts below each other on it."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from kiosk.ui.printing.fixed_dates import dated_metadata, with_fixed_dates
from kiosk.ui.widgets.keyboard_focus import open_dialog

MM_PER_INCH = 25.4
_USUAL_DPI = 1200  # of a QPdfWriter
_FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_BREAKING = int(
    Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere
)

PaperText = tuple[str, QFont]


class Paper(Protocol):
    """One printed page."""

    @property
    def title(self) -> str:
        """The title of the PDF."""

    @property
    def size(self) -> QPageSize:
        """The size of a page of the PDF."""

    def draw(self, painter: QPainter) -> None:
        """Draw in the upper left of a page, which may be larger than `size`."""


def pdf_writer(
    file: QIODevice,
    title: str,
    page: QPageSize | QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
) -> QPdfWriter:
    """Return a writer of a PDF without margins to an open file."""
    writer = QPdfWriter(file)
    writer.setPageSize(QPageSize(page))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    return writer


def pdf_bytes(
    title: str,
    draw: Callable[[QPdfWriter, QPainter], None],
    page: QPageSize | QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
    *,
    dpi: int = _USUAL_DPI,
    at: int | None = None,
) -> bytes:
    """Return a PDF without margins; its dates are `at` (ms UTC), or else those of the laptop."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = pdf_writer(buffer, title, page)
    writer.setResolution(dpi)
    if at is not None:
        writer.setDocumentXmpMetadata(dated_metadata(at))
    painter = QPainter(writer)
    draw(writer, painter)
    painter.end()
    pdf = bytes(buffer.data().data())
    return pdf if at is None else with_fixed_dates(pdf, at)


def dots_per_mm(painter: QPainter) -> float:
    """Return the dots of a millimetre on the paper of a painter."""
    return painter.device().logicalDpiX() / MM_PER_INCH


def pdf_of(paper: Paper) -> bytes:
    """Return a PDF of one page."""
    return pdf_bytes(paper.title, lambda _, painter: paper.draw(painter), paper.size)


def print_paper(paper: Paper, parent: QWidget, failed: Callable[[], None]) -> None:
    """Print through the system's dialog; call `failed` if that is not possible."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - seldom, and slow

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)

    def draw(_chosen: QPrinter) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            failed()
            return
        paper.draw(painter)
        painter.end()

    dialog.accepted.connect(draw)
    open_dialog(dialog)


def searchable(letters: QFont) -> QFont:
    """Return a font without other forms of letters.

    With these, a PDF reader does not find 12:30 or WDHS-0412.
    """
    plain = QFont(letters)
    plain.setFeature(QFont.Tag("calt"), 0)
    return plain


def text_box(painter: QPainter, room: QRectF, text: str, letters: QFont) -> QRectF:
    """Return the box that a text takes at the top of a larger one; a long word makes it wider."""
    painter.setFont(searchable(letters))
    return painter.boundingRect(room, _FLAGS, text)


def write_texts(painter: QPainter, room: QRectF, texts: Iterable[PaperText], gap: float) -> None:
    """Write texts from the top of the box down, and reduce the box to the rest.

    A word that is wider than the box is broken.
    """
    for text, letters in texts:
        flags, box = _FLAGS, text_box(painter, room, text, letters)
        if box.width() > room.width():
            flags, box = _BREAKING, painter.boundingRect(room, _BREAKING, text)
        painter.drawText(box, flags, text)
        room.setTop(box.bottom() + gap)
