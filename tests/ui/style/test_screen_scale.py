import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize

from kiosk.ui.shell.main_window import SMALLEST
from kiosk.ui.style.screen_scale import factor_for

AGAIN = """
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel
from kiosk.ui.style.screen_scale import fit_to_screen, make_app
from kiosk.ui.shell.main_window import SMALLEST
app = fit_to_screen(make_app(), SMALLEST)
label = QLabel("x")
label.show()
app.processEvents()
screen = app.primaryScreen().size()
print(screen.width() >= SMALLEST.width(), round(screen.width()))
"""


@pytest.mark.parametrize(
    ("screen", "factor"),
    [
        (QSize(1366, 768), 1.0),
        (SMALLEST, 1.0),
        (QSize(683, 384), 384 / 512),
        (QSize(819, 600), 819 / 910),
    ],
    ids=["room", "just", "200 %", "narrow"],
)
def test_sizes_shrink_only_where_the_smallest_window_has_no_room(
    screen: QSize, factor: float
) -> None:
    assert factor_for(screen, SMALLEST) == pytest.approx(factor)


@pytest.mark.parametrize(("own", "fits"), [({}, True), ({"QT_SCALE_FACTOR": "1"}, False)])
def test_a_screen_without_room_is_shown_smaller_unless_a_scale_was_chosen(
    own: dict[str, str], fits: bool
) -> None:
    large = {"QT_QPA_PLATFORM": "offscreen", "QT_SCREEN_SCALE_FACTORS": "1.75"}
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-c", AGAIN],
        env={**os.environ, **large, **own},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split()[0] == str(fits)
