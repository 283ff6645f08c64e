"""The report of the day as a PDF or a picture: a page to sign, and the log of the half hours."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QUuid
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter

from kiosk.reports.day_report.day_report import DayReport
from kiosk.texts import Texts
from kiosk.ui.printing.paper import MM_PER_INCH, pdf_bytes
from kiosk.ui.printing.report_pages.log_sheet import LogSheet, log_pages
from kiosk.ui.printing.report_pages.report_sheet import ReportSheet
from kiosk.ui.printing.sheet_pen import PAGE_HEIGHT_MM, PAGE_WIDTH_MM, SheetPen

_PDF_DPI, _PNG_DPI = 300, 200
_PDF_ID = QUuid("{8f0a2c53-5d5c-4bd5-9a0e-1d6b6c6f0a11}")


def report_file(report: DayReport, words: Texts, suffix: str) -> bytes:
    """Return the report as a file: `.png` or `.pdf`."""
    return report_png(report, words) if suffix == ".png" else report_pdf(report, words)


def report_pdf(report: DayReport, words: Texts) -> bytes:
    """Return a PDF of the report; needs a QGuiApplication, but not its thread.

    The same figures, language and system give the same bytes, at any time and on any laptop.
    """
    title = f"{words.say('report.title')} {report.event.name}"
    draw = partial(_draw_pages, report=report, words=words)
    with _fonts_in_order():
        return pdf_bytes(title, draw, dpi=_PDF_DPI, at=report.as_of)


def _draw_pages(writer: QPdfWriter, painter: QPainter, report: DayReport, words: Texts) -> None:
    writer.setDocumentId(_PDF_ID)
    pen = SheetPen(painter, _PDF_DPI)
    pages = log_pages(report)
    ReportSheet(pen, report, words, pages=1 + len(pages)).draw()
    log = LogSheet(pen, report, words, pages=1 + len(pages))
    for number, page in enumerate(pages, 2):
        writer.newPage()
        log.draw(page, number)


@contextmanager
def _fonts_in_order() -> Iterator[None]:
    """Let Qt write the fonts of a PDF in the same order each time: they are in a hash table."""
    QHashSeed.setDeterministicGlobalSeed()
    try:
        yield
    finally:
        QHashSeed.resetRandomGlobalSeed()


def report_png(report: DayReport, words: Texts) -> bytes:
    """Return a picture of the page to sign; the same figures give the same bytes here too."""
    _picture(report, words)  # the first time, Qt draws large letters a little differently
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _picture(report, words).save(buffer, "PNG")  # type: ignore[call-overload]  # knows no QBuffer
    return bytes(buffer.data().data())


def _picture(report: DayReport, words: Texts) -> QImage:
    wide, high = (round(mm * _PNG_DPI / MM_PER_INCH) for mm in (PAGE_WIDTH_MM, PAGE_HEIGHT_MM))
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setDotsPerMeterX(round(_PNG_DPI / MM_PER_INCH * 1000))
    image.setDotsPerMeterY(image.dotsPerMeterX())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ReportSheet(SheetPen(painter, _PNG_DPI), report, words, pages=1).draw()
    painter.end()
    return image
