"""A desk laptop on a real screen: what is done at door and desk is undone by one key, and named."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kiosk.domain.verdict import Colour
from tests.end2end.screen import Screen
from tests.end2end.test_by_hand import command_json, folder, inside, keep, screen

__all__ = ["folder", "screen"]
pytestmark = pytest.mark.xvfb


def undone(screen: Screen, before: QImage) -> QImage:
    """Undo the last action by F8, with Enter for the question that names it."""
    screen.press("F8")
    asked = screen.another(before)
    screen.press("Return")
    return screen.another(asked)


def test_what_is_done_at_door_and_desk_is_undone_by_one_key(screen: Screen, folder: Path) -> None:
    screen.ready()
    screen.scan("704120002")
    screen.card(Colour.GREEN)
    scanned = screen.still()
    screen.press("F2")
    desk = screen.another(scanned)
    screen.type("jan")
    found = screen.another(desk)
    screen.press("Down")
    chosen = screen.another(found)
    screen.press("Return")
    checked_in = screen.another(chosen)
    assert inside(folder)["WDHS-0004"] == 1
    after = undone(screen, checked_in)
    keep(after, folder, "check-in undone")
    assert (inside(folder)["WDHS-0004"], inside(folder)["WDHS-0002"]) == (0, 1)
    screen.press("ctrl+1")
    form = screen.another(after)
    screen.press("Return")
    walked_in = screen.another(form)
    assert command_json(folder, "headcount")["inside"] == 2
    after = undone(screen, walked_in)
    screen.press("ctrl+3")
    form = screen.another(after)
    screen.type("3")
    typed = screen.another(form)
    screen.press("Return")
    clicked = screen.another(typed)
    screen.scan("704120001")
    screen.card(Colour.GREEN)
    group = screen.still()
    assert clicked != group
    after = undone(screen, group)
    assert command_json(folder, "headcount")["inside"] == 4
    after = undone(screen, after)
    keep(after, folder, "click undone")
    after = undone(screen, after)

    assert set(inside(folder).values()) == {0}
    counted = command_json(folder, "headcount")
    assert (counted["inside"], counted["admitted"], counted["clicked_in"]) == (0, 0, 0)
    assert command_json(folder, "verify")["ok"]
