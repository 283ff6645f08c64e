"""Asks for a real ticket after an import: is its code on a list? Nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named, with_properties
from kiosk.ui.widgets.section import Stretch, fill

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.ticket_try import TriedTicket

_WIDTH = 620
_WIDE = 800  # with the picture
_PICTURE = (330, 248)
_LONGEST = 400


class TicketTryDialog(Dialog):
    """Shows whether a ticket is on a list; the camera and the hand scanner read it too.

    Signals:
        typed: the text (str) of a code or number that a person typed.
    """

    typed = Signal(str)

    def __init__(self, words: Texts, picture: QWidget | None = None) -> None:
        """`picture` is the live picture of the camera."""
        super().__init__(words.say("files.try.title"), _WIDE if picture else _WIDTH)
        self._words = words
        hint = named("mutedText", QLabel(words.say("files.try.hint"), self.frame, wordWrap=True))
        label = QCoreApplication.translate("Files", "Code or ticket number")
        self._field = with_properties(
            QLineEdit(self.frame, maxLength=_LONGEST, placeholderText=label), accessibleName=label
        )
        self._result = named("strong", QLabel(self.frame, wordWrap=True))
        row = fill(QHBoxLayout(), spacing=18)
        if picture is not None:
            picture.setParent(self.frame)
            picture.setFixedSize(*_PICTURE)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = fill(QVBoxLayout(), hint, self._field, self._result, Stretch())
        self.column.addLayout(fill(row, (beside, 1)))
        self._field.returnPressed.connect(self._ask)

    @property
    def message(self) -> str:
        """The result of the last ticket."""
        return self._result.text()

    def show_found(self, ticket: TriedTicket) -> None:
        """Show whose ticket it is."""
        sentence = self._words.say("files.try.found", name=ticket.name, source=ticket.source)
        self._result.setText(sentence)

    def show_unknown(self, column: str) -> None:
        """Ask whether the codes were read from the right column, if that is known."""
        key = "files.try.unknown" if column else "files.try.unknown_code"
        self._result.setText(self._words.say(key, column=column))

    def _ask(self) -> None:
        if text := self._field.text().strip():
            self._field.selectAll()
            self.typed.emit(text)
