from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.checkin.desk import NewCode
from kiosk.keys.ticket_codes import new_code
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.printing.paper import pdf_of, print_paper
from kiosk.ui.printing.ticket_page import TicketPaper, paper_of
from tests.ui.guests import EVENT, LONG_NAME

CODE = new_code()
LONG = replace(
    EVENT,
    name="We Doen Het Samen! Festival voor bewoners, beleidsmakers en partners",
    venue="De Prodentfabriek, Amersfoort",
)


@pytest.fixture
def paper(app: QApplication, words: dict[str, Texts]) -> TicketPaper:
    assert app is not None
    return paper_of(NewCode(LONG_NAME, CODE), LONG, words["nl"])


def test_the_code_on_a_pdf_is_the_tickets_code(paper: TicketPaper) -> None:
    page = pypdfium2.PdfDocument(pdf_of(paper))[0]
    width, height = (round(side / 72 * 25.4) for side in page.get_size())
    (read,) = zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_numpy())

    assert (width, height) == (105, 148)
    assert read.text == CODE


def test_a_pdf_says_for_whom_and_what_it_is(paper: TicketPaper) -> None:
    page = pypdfium2.PdfDocument(pdf_of(paper))[0]
    text = page.get_textpage().get_text_bounded().replace("\x1f", "-")  # a hyphen, to this reader
    whole = "".join(text.split())  # lines end where they must

    for said in (LONG.name, LONG_NAME.name, "WDHS-0412", "maandag 13 april 2026"):
        assert said.replace(" ", "") in whole
    assert CODE not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dpi", [150, 600])
def test_all_of_the_longest_ticket_fits_on_one_small_page(
    app: QApplication, words: dict[str, Texts], language: str, dpi: int
) -> None:
    assert app is not None
    sheet = QImage(
        round(105 / 25.4 * dpi), round(148 / 25.4 * dpi), QImage.Format.Format_Grayscale8
    )
    sheet.setDotsPerMeterX(round(dpi / 0.0254))
    sheet.setDotsPerMeterY(round(dpi / 0.0254))
    sheet.fill(255)
    painter = QPainter(sheet)
    paper_of(NewCode(LONG_NAME, CODE), LONG, words[language]).draw(painter)
    painter.end()
    pixels = np.frombuffer(sheet.constBits(), np.uint8).reshape(sheet.height(), -1)
    inked = np.nonzero((pixels < 128).any(axis=1))[0]

    assert inked[-1] < sheet.height() * 0.97


class Asked:
    """The print dialog over a parent that a test holds."""

    def __init__(self, qtbot: QtBot, paper: TicketPaper) -> None:
        self.failed = 0
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        print_paper(paper, self.parent, self.fail)
        dialog = self.parent.findChild(QPrintDialog)
        assert isinstance(dialog, QPrintDialog)
        self.dialog = dialog

    def fail(self) -> None:
        self.failed += 1

    def accept(self) -> None:
        self.dialog.accepted.emit(self.dialog.printer())
        self.dialog.close()


def test_what_the_printer_gets_is_the_ticket(
    qtbot: QtBot, paper: TicketPaper, tmp_path: Path
) -> None:
    asked, printed = Asked(qtbot, paper), tmp_path / "printed.pdf"
    asked.dialog.printer().setOutputFileName(str(printed))
    asked.accept()
    page = pypdfium2.PdfDocument(printed)[0]
    (read,) = zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_numpy())

    assert read.text == CODE
    assert asked.failed == 0


@pytest.mark.qt_log_ignore("QPainter::", "propagateSizeHints", extend=True)
def test_a_printer_that_refuses_is_reported(qtbot: QtBot, paper: TicketPaper) -> None:
    asked = Asked(qtbot, paper)
    asked.dialog.printer().setOutputFileName("/nowhere/at/all.pdf")
    asked.accept()

    assert asked.failed == 1
