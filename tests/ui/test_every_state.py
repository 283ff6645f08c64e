"""In every state of every screen, language and size, all texts and ways out are visible."""

import os
import subprocess
import sys
from collections import defaultdict

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.texts import LANGUAGES
from kiosk.ui.shell.main_window import SMALLEST
from kiosk.ui.style.theme import LIGHT, WindowOptions
from tests.ui.contrasts import SHOWN, faint
from tests.ui.gallery.played import played
from tests.ui.gallery.states import STATES, State, alike
from tests.ui.ink import flaws
from tests.ui.ways_out import close_dialogs, without_a_way_out

SIZES = (SMALLEST, QSize(1024, 600), QSize(1366, 768))
GROUPS = {group[0].name: group for group in alike(STATES)}
LARGER = ("1.5", "2")  # 910x512 and 1280x720 are laptops at 150 %; 960x540 one at 200 %


def found(
    app: QApplication, states: list[State], language: str, *, contrasts: bool = False
) -> dict[str, list[str]]:
    """Return each flaw, with its states and sizes, and close each dialog.

    `contrasts`: measure those too, in the last size.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    look = WindowOptions(language=language, theme=LIGHT, animated=False)
    for state, stage in played(app, states, look, SIZES[0]):
        for size in SIZES:
            stage.window.resize(size)
            stage.settle()
            for flaw in (*flaws(stage.window), *without_a_way_out(stage)):
                seen[flaw].append(f"{state.name} {size.width()}x{size.height()}")
        if contrasts and state.name in SHOWN:
            for flaw in faint(stage):
                seen[flaw].append(state.name)
        close_dialogs(stage)
    return dict(seen)


def test_names_of_states_are_unique() -> None:
    assert len({state.name for state in STATES}) == len(STATES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("first", GROUPS)
def test_nothing_is_clipped_or_covered_and_every_dialog_is_left_by_its_button(
    app: QApplication, first: str, language: str
) -> None:
    assert found(app, GROUPS[first], language, contrasts=language == "nl") == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", LARGER)
def test_so_it_is_on_a_screen_that_shows_everything_larger(scale: str, language: str) -> None:
    scaled = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.test_every_state", language]
    walked = subprocess.run(command, env=scaled, capture_output=True, text=True, check=False)

    assert (walked.returncode, walked.stdout) == (0, "{}\n"), walked.stderr


if __name__ == "__main__":
    from kiosk.ui.application import start_app

    print(found(start_app(LIGHT, offscreen=True), list(STATES), sys.argv[1]))
