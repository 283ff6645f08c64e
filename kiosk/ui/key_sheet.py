"""All that can be done and the key for it; each is a button too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from kiosk.ui.labels import named
from kiosk.ui.overlay import Overlay

_WIDTH = 760
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, the key for it (may be none), in words; `hint` is told below the deeds."""

    words: str
    key: str
    do: Callable[[], None]


class KeySheet(Overlay):
    """Lists deeds in two columns, and below them what keys mean that press no button."""

    def __init__(self, title: str, deeds: Sequence[Deed], hints: Sequence[str]) -> None:
        super().__init__(title, _WIDTH)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, deed in enumerate(deeds):
            text = f"{deed.key}   {deed.words}" if deed.key else deed.words
            button = QPushButton(text, self.sheet)
            button.setProperty("choice", True)
            button.setAutoDefault(True)
            button.clicked.connect(partial(self._do, deed))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        self.column.addLayout(grid)
        told = named("quietWords", QLabel("  ·  ".join(hints), self.sheet, wordWrap=True))
        self.column.addWidget(told)

    def _do(self, deed: Deed) -> None:
        self.dismiss()
        deed.do()
