"""What is told once all is over, in a window of its own: a title, some lines, and a way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kiosk.ui.panel import Choice
from kiosk.ui.sheet import MARGIN, Sentence, Sheet, dress_page
from kiosk.ui.theme import Theme
from kiosk.ui.window import SMALLEST


class LastWords(QWidget):
    """Stays until a person has read it."""

    def __init__(self, title: str, lines: Sequence[str], close: str, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(SMALLEST)
        dress_page(self, theme)
        sheet = Sheet(self)
        heading = Sentence("panelTitle", sheet)
        heading.say(title)
        sheet.column.addWidget(heading)
        for line in lines:
            said = Sentence("line", sheet)
            said.say(line)
            sheet.column.addWidget(said)
        done = Choice("judge", sheet)
        done.setText(close)
        done.clicked.connect(self.close)
        sheet.column.addStretch(1)
        sheet.column.addWidget(done)
        page = QVBoxLayout(self)
        page.setContentsMargins(4 * MARGIN, 4 * MARGIN, 4 * MARGIN, 4 * MARGIN)
        page.addWidget(sheet)
        done.setFocus()


def tell(app: QApplication, words: LastWords, *, windowed: bool) -> None:
    """Show last words until a person closes them."""
    if windowed:
        words.show()
    else:
        words.showFullScreen()
    app.exec()
