"""The first page of a laptop without an event: three tiles."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.shell.page import SetupPage
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Stretch, fill
from kiosk.ui.widgets.status_label import StatusLabel

_WIDE = 840
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TilesPage(SetupPage):
    """Asks for the use of this laptop; most laptops take part in an event of another one.

    Signals:
        new_asked: make a new event.
        join_asked: take part in an event of another laptop.
        demo_asked: open the demo.
    """

    new_asked = Signal()
    join_asked = Signal()
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = named("wizardTitle", QLabel(self))
        self._language = QPushButton(self, autoDefault=True)
        self._tiles = [_Tile(name, self) for name in ("new", "join", "demo")]
        self._status = StatusLabel("wizardText", self)
        self._lay_out()
        new, join, demo = self._tiles
        new.clicked.connect(self.new_asked)
        join.clicked.connect(self.join_asked)
        demo.clicked.connect(self._open_demo)
        self._language.clicked.connect(self.language_asked)

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        self._title.setText(translate("Wizard", "Welcome. What is this laptop for?"))
        self._language.setText(translate("Window", "Nederlands"))
        texts = (
            (translate("Wizard", "New event"), words.say("start.tile.new")),
            (translate("Wizard", "This laptop takes part"), words.say("start.tile.join")),
            (translate("Wizard", "Look around"), words.say("start.tile.demo")),
        )
        for tile, (name, about) in zip(self._tiles, texts, strict=True):
            tile.show_texts(name, about)

    def begin(self) -> None:
        """Focus the first tile, or the one that was chosen before."""
        if self.focusWidget() not in self._tiles:
            self._tiles[0].setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Show why the demo did not open."""
        self.setEnabled(True)
        self._status.show_trouble(sentence)
        self._tiles[-1].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the tiles by the arrow keys, and choose one by its number."""
        key = Qt.Key(event.key())
        focused = next((tile for tile in self._tiles if tile.hasFocus()), self._tiles[0])
        if key in _ARROWS:
            place = (self._tiles.index(focused) + _ARROWS[key]) % len(self._tiles)
            self._tiles[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.text() in ("1", "2", "3"):
            self._tiles[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)

    def _open_demo(self) -> None:
        self.setEnabled(False)
        self.demo_asked.emit()

    def _lay_out(self) -> None:
        sheet = named("sheet", QWidget(self, minimumWidth=_WIDE, maximumWidth=_WIDE))
        above = fill(QHBoxLayout(), (self._title, 1), self._language)
        row = fill(QHBoxLayout(), *((tile, 1) for tile in self._tiles), spacing=14)
        fill(QVBoxLayout(sheet), above, row, self._status, margins=(30, 24, 30, 24), spacing=18)
        QVBoxLayout(self).addWidget(sheet, 0, Qt.AlignmentFlag.AlignCenter)


class _Tile(ChoiceButton):
    """A large button with a name, and a line about its effect."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(f"tile-{name}", parent)
        self.setProperty("tile", True)
        self._name = named("tileName", QLabel(self, wordWrap=True))
        self._about = named("tileAbout", QLabel(self, wordWrap=True))
        fill(QVBoxLayout(self), self._name, self._about, Stretch(), margins=16)
        for label in (self._name, self._about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_texts(self, name: str, about: str) -> None:
        """Show the name and the line."""
        self._name.setText(name)
        self._about.setText(about)
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
