"""The real program on a real screen while its folder moves, or may not be written to."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.verdict import Colour
from kiosk.runtime.data_folder import DATABASE
from tests.end2end.screen import Screen, window
from tests.faults.inspection import inspect
from tests.faults.protection import held_to_modes, read_only
from tests.festival import Row, festival

pytestmark = pytest.mark.xvfb
TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    station = tmp_path / "festival files" / "station"
    station.parent.mkdir()
    with festival(station, [Row(f"T-{n}") for n in range(5)], date=TODAY, mercy_s=0):
        pass
    return station


def scan(screen: Screen, reference: str, colour: Colour) -> None:
    screen.type(reference)
    screen.press("Return")
    screen.card(colour)


def let_in(folder: Path) -> int:
    found = inspect(folder)
    assert (found.corrupt, found.inconsistent) == ("", "")
    return len(found.entries)


def test_a_window_whose_folder_moves_is_red_until_it_is_back(folder: Path, tmp_path: Path) -> None:
    with window(folder, tmp_path) as screen:
        screen.ready()
        scan(screen, "t-0", Colour.GREEN)
        away = folder.rename(folder.with_name("elsewhere"))
        scan(screen, "t-1", Colour.RED)
        assert not folder.exists()
        before = let_in(away)
        away.rename(folder)
        scan(screen, "t-1", Colour.GREEN)
    assert let_in(folder) == before + 1


def test_a_window_on_a_protected_file_is_green_once_it_may_be_written_to(
    folder: Path, tmp_path: Path
) -> None:
    under = held_to_modes()
    with ExitStack() as running:
        with read_only(folder / DATABASE):
            screen = running.enter_context(window(folder, tmp_path, under))
            screen.ready()
            scan(screen, "t-0", Colour.RED)
        scan(screen, "t-0", Colour.GREEN)
    assert let_in(folder)
