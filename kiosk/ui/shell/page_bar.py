"""The bar above a page: back to the scan page, the page's name, buttons of the other pages."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.key_button import KeyButton
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import Stretch, fill

_ROOM_FOR_TITLE = 1000  # pixels


class PageBar(QFrame):
    """Leads from any page to any other.

    Signals:
        back_asked: a person goes back to the scan page.
    """

    back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        named("pagebar", self, visible=False)
        self._back = named("back", QPushButton(self), focusPolicy=Qt.FocusPolicy.TabFocus)
        self._back.clicked.connect(self.back_asked)
        self._title = named("title", QLabel(self))
        self._buttons = fill(QHBoxLayout(), spacing=6)
        row = fill(QHBoxLayout(), self._back, margins=(14, 8, 14, 8), spacing=12)
        row.addSpacing(8)
        fill(row, self._title, Stretch(), self._buttons)
        self._column = fill(QVBoxLayout(self), row, margins=0, spacing=0)

    def add(self, icon: Icon, key: str, go: Callable[[], None]) -> KeyButton:
        """Add a button that goes to a page."""
        button = KeyButton(icon, key, self._theme, self)
        button.clicked.connect(go)
        self._buttons.addWidget(button)
        return button

    def mark(self, current: KeyButton | None) -> None:
        """Highlight the button of the current page, if it has one."""
        for button in self.findChildren(KeyButton):
            button.mark(current=button is current)

    def dock(self, bar: QWidget) -> None:
        """Dock a bar below; it is visible while it has a text."""
        self._column.addLayout(fill(QHBoxLayout(), bar, margins=(14, 0, 14, 8)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the title where the buttons need its room; the page's own button is marked."""
        super().resizeEvent(event)
        self._title.setVisible(self.width() >= _ROOM_FOR_TITLE)

    def show_title(self, title: str) -> None:
        """Show the title of this page."""
        self._back.setText(QCoreApplication.translate("PageBar", "To scanning (Esc)"))
        self._title.setText(title)
