"""The folder of a station, as the program that owns it opens it."""

from pathlib import Path

import pytest

from kiosk.errors import WorldFailed
from tests.festival import festival, session_on


def test_a_file_that_was_moved_is_not_made_again_by_the_program_that_had_it_open(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "station"
    with festival(folder) as store:
        event = store.keys.event
    session = session_on(folder)
    with session.lock():
        with session.open_store():
            folder.rename(tmp_path / "away")
        with pytest.raises(WorldFailed) as failed, session.open_store(event):
            pass
        assert failed.value.key == "error.file_moved"
        assert not folder.exists()
        (tmp_path / "away").rename(folder)
        with session.open_store(event):
            pass
