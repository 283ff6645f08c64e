"""The folder of a running door is moved, removed, replaced or written over: red, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.harms import HARMS, OVER, Place, move_pages_into_the_file, placed
from tests.faults.inspection import inspect
from tests.faults.scanning import scanning


@pytest.fixture
def place(tmp_path: Path, station: Path) -> Place:
    """Return the folder of a station, as it was in the backup."""
    return placed(station, tmp_path)


@pytest.mark.parametrize("harm", HARMS)
def test_no_green_goes_to_a_file_that_is_not_there_any_more(
    place: Place, harm: Callable[[Place], Path | None]
) -> None:
    with scanning(place.link) as scan:
        assert [scan.show(f"C-T{n}") for n in range(6)] == ["admitted"] * 6
        move_pages_into_the_file(place)
        assert [scan.show(f"C-T{n}") for n in range(6, 12)] == ["admitted"] * 6
        before = set(scan.entries)
        moved_to = harm(place)
        assert [scan.show(f"C-T{n}") for n in range(20, 23)] == ["cannot_record"] * 3
        code, sentences = scan.end()
    assert code == 3
    assert len(sentences) == 3
    why = "was overwritten" if harm in OVER else "was moved, deleted or replaced"
    assert all(why in sentence for sentence in sentences)
    if moved_to is not None:
        # The recorded entries are in the folder that was moved away, also if its -wal was lost.
        found = inspect(moved_to)
        assert (found.corrupt, found.inconsistent) == ("", "")
        assert before <= found.entries
