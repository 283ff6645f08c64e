"""A dialog for digits, typed or tapped: a number of people, a PIN, or a time."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton

from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named, with_properties
from kiosk.ui.widgets.section import fill, spaced
from kiosk.ui.widgets.status_label import StatusLabel

_MAX_DIGITS = 12
_WIDTH = 440  # pixels
_ERASE, _OK = "⌫", "OK"
_TIME, _MAX_TIME_LENGTH = "[0-9]{0,2}[:.]?[0-9]{0,2}", 5
_WHOLE_TIME = 4  # digits
_KEYS = ("1", "2", "3", _ERASE, "4", "5", "6", "0", "7", "8", "9", _OK)
_COLUMNS = 4  # three rows of keys fit on the smallest screen


class DigitsDialog(Dialog):
    """Asks for digits; `hidden` shows dots in their place.

    Signals:
        given: the digits; the dialog stays open until `dismiss`.
    """

    given = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        about: str = "",
        filled: str = "",
        hidden: bool = False,
        clock: bool = False,
    ) -> None:
        """`about` names the guest, `filled` is the initial text, `clock` asks for a time."""
        super().__init__(title, _WIDTH)
        self.frame.setFixedWidth(_WIDTH)  # also with a long message
        if about:
            self.column.addWidget(named("mutedText", QLabel(about, self.frame, wordWrap=True)))
        self._field = QLineEdit(
            self.frame,
            maxLength=_MAX_TIME_LENGTH if clock else _MAX_DIGITS,
            echoMode=QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal,
        )
        with_properties(self._field, accessibleName=title)
        self._field.setValidator(
            QRegularExpressionValidator(_TIME if clock else "[0-9]*", self._field)
        )
        if clock:
            self._field.textChanged.connect(self._part_the_time)
        self._field.setText(filled)
        self._field.selectAll()
        self._field.returnPressed.connect(self._give)
        self._status = StatusLabel("overlayStatus", self.frame)
        keys = spaced(QGridLayout(), spacing=8)
        for place, key in enumerate(_KEYS):
            button = QPushButton(key, self.frame)
            button.clicked.connect(partial(self._tap, key))
            keys.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        fill(self.column, self._field, self._status, keys)

    def show_trouble(self, sentence: str) -> None:
        """Show an error, and ask again."""
        self._status.show_trouble(sentence)
        self._field.setEnabled(True)
        self._field.clear()
        self._field.setFocus()

    def _part_the_time(self, text: str) -> None:
        """Insert the colon of a time once four digits are typed."""
        if len(text) == _WHOLE_TIME and text.isdigit():
            self._field.setText(f"{text[:2]}:{text[2:]}")

    def _tap(self, key: str) -> None:
        if key == _OK:
            self._give()
        elif key == _ERASE:
            self._field.backspace()
        else:
            self._field.insert(key)

    def _give(self) -> None:
        if self._field.text():
            self.given.emit(self._field.text())
