"""The card at the change of a shift: what was done, and what the next one must know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from kiosk.ui.clock import clock_of, locale
from kiosk.ui.health import Battery, battery_told
from kiosk.ui.labels import named
from kiosk.ui.overlay import Overlay
from kiosk.words import Words

if TYPE_CHECKING:  # SQLite comes with it: imported after the camera's first picture
    from kiosk.shift import HandOver

_WIDTH = 620


class HandOverSheet(Overlay):
    """Lists what was done, each with its number; Enter goes on."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], go_on: str) -> None:
        super().__init__(title, _WIDTH)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, (what, number) in enumerate(lines):
            grid.addWidget(QLabel(what, self.sheet), row, 0)
            figure = named("figure", QLabel(number, self.sheet))
            figure.setAccessibleName(f"{what}: {number}")
            grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(grid)
        button = named("judge", QPushButton(go_on, self.sheet))
        button.setAutoDefault(True)
        button.clicked.connect(self.dismiss)
        self.column.addWidget(button)


def told_of(
    card: HandOver, zone: ZoneInfo, words: Words, battery: Battery | None
) -> list[tuple[str, str]]:
    """Return the lines of a card: what it is, and how much."""
    done, between = card.done, (clock_of(card.on_duty.since, zone), clock_of(card.at, zone))
    of = locale(words.language).toString
    lines = [
        ("shift", words.say("scan.hand_over.between", since=between[0], until=between[1])),
        ("scans", of(done.scans)),
        ("people_in", of(done.people_in)),
        ("people_out", of(done.people_out)),
        ("refused", of(done.refusals)),
        ("doubles", of(card.doubles_open)),
        ("unsent", _unsent(card, zone, words)),
    ]
    if battery is not None:
        lines.append(("battery", battery_told(battery, words)))
    return [(words.say(f"scan.hand_over.{what}"), number) for what, number in lines]


def _unsent(card: HandOver, zone: ZoneInfo, words: Words) -> str:
    if card.sent_at is None:
        return words.say("scan.hand_over.never")
    return words.say(
        "scan.hand_over.since",
        count=locale(words.language).toString(card.unsent),
        time=clock_of(card.sent_at, zone),
    )
