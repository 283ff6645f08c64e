"""The window after wiping a laptop: a title, some lines, and a button to close."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.verdict import Colour
from kiosk.ui.shell.main_window import SMALLEST
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import MARGIN, Section, Stretch, WrappedLabel, apply_page_style, fill

_WIDE = 720
_SHAPES = {True: Shape.CHECK, False: Shape.WARNING}


class FarewellWindow(QWidget):
    """Stays open until a person closes it."""

    def __init__(
        self, title: str, lines: Sequence[str], close: str, theme: Theme, *, well: bool
    ) -> None:
        """`well`: everything succeeded."""
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(SMALLEST)
        apply_page_style(self, theme)
        section = Section(self)
        section.setFixedWidth(_WIDE)
        heading = ResultBanner(theme, section)
        heading.show_message(Colour.GREEN if well else Colour.ORANGE, _SHAPES[well], title)
        section.column.addWidget(heading)
        for line in lines:
            text = WrappedLabel("line", section)
            text.show_text(line)
            section.column.addWidget(text)
        done = ChoiceButton("primary", section, close)
        done.clicked.connect(self.close)
        section.column.addSpacing(2 * MARGIN)
        section.column.addWidget(done)
        row = fill(QHBoxLayout(), Stretch(), section, Stretch())
        fill(QVBoxLayout(self), Stretch(), row, Stretch(2), margins=4 * MARGIN)
        done.setFocus()


def show_farewell(app: QApplication, words: FarewellWindow, *, windowed: bool) -> None:
    """Show the window until a person closes it."""
    if windowed:
        words.show()
    else:
        words.showFullScreen()
    app.exec()
