"""All that can be done and the key for it; each is a button too."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from kiosk.ui.labels import named
from kiosk.ui.overlay import Overlay
from kiosk.ui.sheet import scrolled

_WIDTH = 862
_COLUMNS = 3
_ROW, _ROWS = 64, 4  # pixels; rows that always show


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, in words, and the key for it, if there is one."""

    words: str
    key: str
    do: Callable[[], None]


class KeySheet(Overlay):
    """Lists deeds by key, and below them what keys mean that press no button."""

    def __init__(self, title: str, deeds: Sequence[Deed], hints: Sequence[str]) -> None:
        super().__init__(title, _WIDTH)
        rows = named("sheetRows", QWidget(self.sheet))
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setSpacing(8)
        for place, deed in enumerate(sorted(deeds, key=_by_key)):
            text = f"{deed.key}   {deed.words}" if deed.key else deed.words
            button = QPushButton(text, rows)
            button.setProperty("deed", True)
            button.setAutoDefault(True)
            button.clicked.connect(partial(self._do, deed))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        area = scrolled(rows, self.sheet)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(min(_ROWS, -(-len(deeds) // _COLUMNS)) * _ROW)
        self.column.addWidget(area)
        told = named("quietWords", QLabel("  ·  ".join(hints), self.sheet, wordWrap=True))
        self.column.addWidget(told)

    def _do(self, deed: Deed) -> None:
        self.dismiss()
        deed.do()


def _by_key(deed: Deed) -> tuple[bool, int]:
    """Place the function keys by number, then the other keys, then what has none."""
    numbered = re.fullmatch(r"F(\d+)", deed.key)
    return not deed.key, int(numbered.group(1)) if numbered else 99
