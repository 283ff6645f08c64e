"""Without scanning out, no screen says how many are inside: only how many came in."""

import re
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from kiosk.domain.ticket import Reentry
from kiosk.ui.setup.event_page import EventPage
from kiosk.ui.style.theme import LIGHT, WindowOptions
from kiosk.ui.widgets.panel import ChoiceButton
from tests.ui.fake_headcount import DOUBLES, FakeHeadcount
from tests.ui.fake_laptops import FakeLaptops
from tests.ui.fake_station import OVERVIEW, FakeStation
from tests.ui.gallery.played import played
from tests.ui.gallery.stage import Stage, Station
from tests.ui.gallery.states import (
    ADMIN,
    AT_DESK,
    EVENING,
    IN,
    PICKED,
    State,
    changes_event,
    does,
    part_of_event,
    scans,
    sees_the_rules,
    taps,
)
from tests.ui.glances import SILENT
from tests.ui.guests import EVENT
from tests.ui.ink import inks, seen

RULES = replace(EVENT.rules, exits=False, reentry=Reentry.FREE)
POST = replace(ADMIN, event=replace(EVENT, rules=RULES))
SETTINGS = {**OVERVIEW.settings, "exits": "no", "reentry": "free"}
_STATE = re.compile(
    r"(?<!naar )(?<!kwam )(?<!kwam er niemand )(?<!kwam er niemand extra )(?<!komt )(?<!komen )"
    r"(?<!laten gasten )(?<!persoon meer )(?<!één keer )(?<!laat weer )\bbinnen\b",
    re.IGNORECASE,
)
"""The word for being inside, and not the one for coming in or letting in."""


def without_exits() -> Station:
    shown = replace(SILENT, event=replace(SILENT.event, rules=RULES), refused={"unpaid": 1})
    return Station(
        desk=AT_DESK().desk,
        laptops=FakeLaptops(EVENING),
        station=FakeStation(overview=replace(OVERVIEW, settings=SETTINGS)),
        headcount=FakeHeadcount(DOUBLES, shown),
    )


def chooses_no_exits(stage: Stage) -> None:
    """Answer in the first start that guests are not scanned out."""
    sees_the_rules(stage)
    stage.press("Down")


SCREENS = [
    State("scan", does(scans(IN)), POST, without_exits),
    State("last-scans", does(scans(IN), "F6"), POST, without_exits),
    State("keys", does("F1"), POST, without_exits),
    State("organiser", does("F1", taps("Organiser …", "Keys")), POST, without_exits),
    State("desk", PICKED, POST, without_exits),
    State("clicker", does("F2", "Ctrl+3"), POST, without_exits),
    State("headcount", does("F3"), POST, without_exits),
    State("doubles", does("Shift+F3"), POST, without_exits),
    State("lists", does("F4"), POST, without_exits),
    State("laptops", does("F5"), POST, without_exits),
    *(
        State(f"event-{place}", changes_event(part_of_event(place)), POST, without_exits)
        for place in range(7)
    ),
    State("first-start", chooses_no_exits, None),
]


def texts(root: QWidget) -> Iterator[str]:
    """Yield all texts of a window, also those that only a screen reader says."""
    for part in [root, *root.findChildren(QWidget)]:
        if part.isVisible():
            yield from (part.accessibleName(), part.accessibleDescription())
            if isinstance(part, QLabel | QAbstractButton):
                yield part.text()
            if isinstance(part, QComboBox):
                yield from (part.itemText(row) for row in range(part.count()))
    yield from (ink.text for ink in inks(root))


def test_no_screen_says_who_is_inside(app: QApplication) -> None:
    look = WindowOptions(language="nl", theme=LIGHT, animated=False)
    said = {
        (state.name, text)
        for state, stage in played(app, SCREENS, look, QSize(1366, 768))
        for text in texts(seen(stage.window))
        if _STATE.search(text)
    }

    assert said == set()


def test_the_walk_sees_every_part_of_the_page_event(app: QApplication) -> None:
    look = WindowOptions(language="nl", theme=LIGHT, animated=False)
    with_exits = State("event", changes_event(part_of_event(3)))
    for _, stage in played(app, [with_exits], look, QSize(1366, 768)):
        page = stage.window.findChildren(EventPage)[0]
        parts = len([one for one in page.findChildren(ChoiceButton) if one.property("menu")])
        said = [text for text in texts(page) if _STATE.search(text)]

    assert parts == 7
    assert "Al binnen" in said
