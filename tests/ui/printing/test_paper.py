from dataclasses import dataclass

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtWidgets import QApplication

from kiosk.ui.printing.paper import pdf_of, write_texts
from kiosk.ui.style.theme import font


@dataclass(frozen=True)
class Badge:
    """Another paper than the ticket's: large letters on A7."""

    name: str
    title: str = "badge"

    @property
    def size(self) -> QPageSize:
        return QPageSize(QPageSize.PageSizeId.A7)

    def draw(self, painter: QPainter) -> None:
        room = QRectF(painter.viewport())
        write_texts(painter, room, [(self.name, font(room.width() * 0.1))], 0)


def test_another_paper_has_its_own_size_title_and_drawing(app: QApplication) -> None:
    assert app is not None
    document = pypdfium2.PdfDocument(pdf_of(Badge("Bo Li")))
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [74, 105]
    assert document.get_metadata_value("Title") == "badge"
    assert "Bo Li" in document[0].get_textpage().get_text_bounded()
