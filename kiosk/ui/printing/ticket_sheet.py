"""All tickets in one PDF: four A6 tickets to an A4 sheet, with marks for cutting."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from kiosk.errors import WorldFailed
from kiosk.ui.printing.paper import Paper, dots_per_mm, pdf_writer

_WIDTH_MM, _HEIGHT_MM = 210.0, 297.0  # A4
_MARK_MM, _LINE_MM = 9.0, 0.2  # printers leave up to 5 mm of the edge blank
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))


def write_sheets(
    path: Path, title: str, papers: Sequence[Paper], progress: Callable[[int], None]
) -> None:
    """Write a PDF with four papers to a sheet; `progress` gets the number of papers done.

    Raises WorldFailed if the file cannot be written; an exception in `progress` stops the work.
    """
    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise WorldFailed("error.file_not_written", file=path)
    writer = pdf_writer(file, title)
    painter = QPainter(writer)
    try:
        for number, paper in enumerate(papers):
            place = number % len(_CORNERS)
            if place == 0:
                if number:
                    writer.newPage()
                _mark(painter)
            _draw(painter, paper, *_CORNERS[place])
            progress(number + 1)
    finally:
        painter.end()
        written = file.flush() and file.error() is QFile.FileError.NoError
        file.close()
    if not written:
        raise WorldFailed("error.file_not_written", file=path)


def _draw(painter: QPainter, paper: Paper, column: int, row: int) -> None:
    dots = dots_per_mm(painter)
    painter.save()
    painter.translate(column * _WIDTH_MM / 2 * dots, row * _HEIGHT_MM / 2 * dots)
    paper.draw(painter)
    painter.restore()


def _mark(painter: QPainter) -> None:
    """Draw where to cut: short lines at the edges and in the middle of the sheet."""
    dots = dots_per_mm(painter)
    wide, high, mark = _WIDTH_MM * dots, _HEIGHT_MM * dots, _MARK_MM * dots
    across, down = wide / 2, high / 2
    painter.setPen(QPen(QColor("grey"), _LINE_MM * dots))
    for start in (0.0, down - mark / 2, high - mark):
        painter.drawLine(QLineF(across, start, across, start + mark))
    for start in (0.0, across - mark / 2, wide - mark):
        painter.drawLine(QLineF(start, down, start + mark, down))
