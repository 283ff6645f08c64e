"""Paper: a page that can be printed or saved as a PDF, and texts below each other on it."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.keyboard_focus import open_dialog

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


def pdf_of(paper: Paper) -> bytes:
    """Return a PDF of one page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = pdf_writer(buffer, paper.title, paper.size)
    painter = QPainter(writer)
    paper.draw(painter)
    painter.end()
    return bytes(buffer.data().data())


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
            flags = _BREAKING
            box = painter.boundingRect(room, flags, text)
        painter.drawText(box, flags, text)
        room.setTop(box.bottom() + gap)
