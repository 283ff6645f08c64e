"""The dialogs of all actions with their keys: six large buttons, and the rest behind one more."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from kiosk.texts import Texts
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named, with_properties
from kiosk.ui.widgets.section import fill, scrolled, spaced

_WIDTH = 862
_COLUMNS, _LARGE_COLUMNS = 3, 2
_ROW, _ROWS = 64, 4  # pixels; rows that always show
_LARGE_PX = 84
_DOOR_KEYS = ("F2", "F8", "F6", "F10", "Ctrl+K")  # the most used first
_BESIDE_REST = "Ctrl+T"  # has its own place, next to the button for the rest
_HINTS = ("scan.keys.numbers", "scan.keys.companion", "scan.keys.enter", "scan.keys.escape")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An action with its label in the current language, and its key, if it has one.

    `first` puts it among the large buttons, whatever its key. It is listed while it is `offered`.
    """

    key: str
    label: Callable[[], str]
    do: Callable[[], None]
    first: bool = False
    offered: Callable[[], bool] = lambda: True

    @property
    def large(self) -> bool:
        """True if its button is one of the large ones, which a door needs most."""
        return self.first or self.key in _DOOR_KEYS

    @property
    def shown_first(self) -> bool:
        """True if its button is in the first dialog."""
        return self.large or self.key == _BESIDE_REST


class DoorKeys(Dialog):
    """Shows the actions that a door needs most as large buttons, and a button for the rest."""

    def __init__(
        self, shortcuts: Sequence[Shortcut], words: Texts, show_rest: Callable[[], None]
    ) -> None:
        super().__init__(words.say("scan.keys.title"), _WIDTH)
        large = sorted((one for one in shortcuts if one.large and one.offered()), key=_by_use)
        grid = spaced(QGridLayout(), spacing=10)
        for place, shortcut in enumerate(large):
            button = _button(self, shortcut, self.frame)
            with_properties(button, large=True, minimumHeight=_LARGE_PX)
            grid.addWidget(button, place // _LARGE_COLUMNS, place % _LARGE_COLUMNS)
        rest = Shortcut("", lambda: QCoreApplication.translate("Keys", "Organiser …"), show_rest)
        below = [*(one for one in shortcuts if one.key == _BESIDE_REST), rest]
        buttons = [_button(self, shortcut, self.frame) for shortcut in below]
        hints = QLabel("  ·  ".join(map(words.say, _HINTS)), self.frame, wordWrap=True)
        row = fill(QHBoxLayout(), *buttons, spacing=10)
        fill(self.column, grid, row, named("mutedText", hints))


class RestKeys(Dialog):
    """Lists all other actions, by key."""

    def __init__(self, shortcuts: Sequence[Shortcut]) -> None:
        super().__init__(QCoreApplication.translate("Keys", "Organiser"), _WIDTH)
        rows = named("sheetRows", QWidget(self.frame))
        grid = spaced(QGridLayout(rows), margins=(0, 0, 8, 0), spacing=8)
        listed = (one for one in shortcuts if one.offered() and not one.shown_first)
        rest = sorted(listed, key=_by_key)
        for place, shortcut in enumerate(rest):
            grid.addWidget(_button(self, shortcut, rows), place // _COLUMNS, place % _COLUMNS)
        lines = min(_ROWS, -(-len(rest) // _COLUMNS))
        self.column.addWidget(scrolled(rows, self.frame, minimum_height=lines * _ROW))


def _button(dialog: Dialog, shortcut: Shortcut, parent: QWidget) -> QPushButton:
    text = f"{shortcut.key}   {shortcut.label()}" if shortcut.key else shortcut.label()
    button = with_properties(QPushButton(text, parent, autoDefault=True), row=True)
    button.clicked.connect(partial(_do, dialog, shortcut))
    return button


def _do(dialog: Dialog, shortcut: Shortcut) -> None:
    dialog.dismiss()
    shortcut.do()


def _by_use(shortcut: Shortcut) -> int:
    return _DOOR_KEYS.index(shortcut.key) if shortcut.key in _DOOR_KEYS else len(_DOOR_KEYS)


def _by_key(shortcut: Shortcut) -> tuple[bool, int]:
    """Sort function keys by number, then other keys, then actions without a key."""
    numbered = re.fullmatch(r"F(\d+)", shortcut.key)
    return not shortcut.key, int(numbered.group(1)) if numbered else 99
