"""The page for an event that cannot be opened any more."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.errors import EventLost
from kiosk.texts import Texts
from kiosk.ui.shell.page import SetupPage
from kiosk.ui.widgets.labels import named, set_texts, with_wrapped_paths
from kiosk.ui.widgets.section import Stretch, fill

_WIDEST = 840


class LostEventPage(SetupPage):
    """Shows one sentence with what to do, and two buttons.

    Signals:
        join_asked: a person wants to join again, with the admin's file.
        again_asked: try to open the event again.
        language_asked: a person wants the other language.
    """

    join_asked = Signal()
    again_asked = Signal()

    def __init__(self, error: EventLost, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = error
        self._words = words
        plain = Qt.TextFormat.PlainText
        self._title = named("wizardTitle", QLabel(self, wordWrap=True, textFormat=plain))
        self._explanation = named("wizardText", QLabel(self, wordWrap=True, textFormat=plain))
        self._explanation.setProperty("trouble", True)
        self._language = QPushButton(self, autoDefault=True)
        self._join = QPushButton(self, autoDefault=True)
        self._again = named("primary", QPushButton(self, autoDefault=True))
        language = (self._language, 0, Qt.AlignmentFlag.AlignTop)
        above = fill(QHBoxLayout(), (self._title, 1), language)
        buttons = fill(QHBoxLayout(), self._join, Stretch(), self._again)
        sheet = named("sheet", QWidget(self))
        sheet.setFixedWidth(_WIDEST)
        parts = (above, self._explanation, buttons)
        fill(QVBoxLayout(sheet), *parts, margins=(30, 24, 30, 24), spacing=16)
        # Centred in both directions: centred horizontally alone, it ignores wrapped texts.
        QVBoxLayout(self).addWidget(sheet, 0, Qt.AlignmentFlag.AlignCenter)
        self._join.clicked.connect(self.join_asked)
        self._again.clicked.connect(self.again_asked)
        self._language.clicked.connect(self.language_asked)
        self.use_words(words)

    @property
    def message(self) -> str:
        """The sentence on the page."""
        return self._words.error_text(self._error)

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        self._words = words
        translate = QCoreApplication.translate
        set_texts(
            {
                self._title: words.say("start.lost"),
                self._explanation: with_wrapped_paths(self.message),
                self._language: translate("Window", "Nederlands"),
                self._join: translate("Wizard", "Take part with the admin's file"),
                self._again: translate("LostEventPage", "Look again"),
            }
        )

    def show_error(self, error: EventLost) -> None:
        """Show another error."""
        self._error = error
        self.use_words(self._words)

    def begin(self) -> None:
        """Focus the button that changes nothing."""
        self._again.setFocus()
