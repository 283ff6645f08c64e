"""The footer of the home page: the count of this door, a field, and buttons of other pages."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import locale
from kiosk.ui.widgets.key_button import KeyButton
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.placeholder_field import HintedField
from kiosk.ui.widgets.section import fill

CROWD_KEY = "Shift+F2"
"""Shows the page that counts a crowd, at an exit."""

_FORGET_MS = 30_000
_MAX_LENGTH = 300


class Footer(QFrame):
    """Takes typed ticket numbers and shows the count of this door.

    Signals:
        reference_typed: a person typed a ticket number or code.
        crowd_asked: count people who leave without a scan.
    """

    reference_typed = Signal(str)
    crowd_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._people: int | None = None
        self._language = "en"
        self.setObjectName("footer")
        self._crowd = KeyButton(Icon.LEAVING, CROWD_KEY, theme, self)
        self._crowd.hide()
        self._count = named("count", QLabel(self))
        self._count_of = named("countOf", QLabel(self))
        self.field = HintedField(self, longest=_MAX_LENGTH)
        # A click leaves the focus in the field.
        self._judge = named("primary", QPushButton(self), focusPolicy=Qt.FocusPolicy.TabFocus)
        self._forget = QTimer(self, singleShot=True, interval=_FORGET_MS)
        people = fill(QVBoxLayout(), self._count_of, self._count, spacing=0)
        row = fill(QHBoxLayout(self), people, self._crowd, margins=(18, 8, 14, 8), spacing=10)
        row.addSpacing(6)
        self._row = fill(row, (self.field, 1), self._judge)
        self.field.returnPressed.connect(self._typed)
        self._judge.clicked.connect(self._typed)
        self._crowd.clicked.connect(self.crowd_asked)
        self.field.textEdited.connect(lambda _: self._forget.start())
        self._forget.timeout.connect(self.field.clear)

    def count_people(self, counts: bool) -> None:
        """Show the count, or where guests leave the button that counts a crowd."""
        self._crowd.setVisible(not counts)
        self._count.setVisible(counts)
        self._count_of.setVisible(counts)

    def show_people(self, people: int) -> None:
        """Show the number of people that came in through this door."""
        self._people = people
        self._count.setText(locale(self._language).toString(people))
        self._count.setAccessibleName(f"{self._count_of.text()} {self._count.text()}")

    def add_button(self, icon: Icon, key: str, go: Callable[[], None]) -> KeyButton:
        """Add a button that opens a page."""
        button = KeyButton(icon, key, self._theme, self)
        button.clicked.connect(go)
        self._row.addWidget(button)
        return button

    def use_language(self, language: str) -> None:
        """Show all labels in a language."""
        self._language = language
        translate = QCoreApplication.translate
        self._count_of.setText(translate("Footer", "this laptop"))
        self.field.set_hints(
            translate("Footer", "Ticket number or code"),
            translate("Footer", "Ticket number"),
            translate("Footer", "Number"),
        )
        self._judge.setText(translate("Footer", "Check"))
        self._crowd.set_name(translate("Crowd", "Count people leaving"))
        if self._people is not None:
            self.show_people(self._people)

    def _typed(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        if text:
            self.reference_typed.emit(text)
