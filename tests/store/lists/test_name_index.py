"""Names get into the search index in short steps beside a door, in long ones where none is."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.store.lists.name_index import NameIndex
from kiosk.texts import load_words
from tests.guestlist.importer import EVENT, Importer, importer


@pytest.mark.parametrize(("door", "at_least", "at_most"), [(True, 10, 60), (False, 1, 6)])
def test_fewer_steps_where_no_door_is_open(
    tmp_path: Path, door: bool, at_least: int, at_most: int
) -> None:
    session = DataFolder(tmp_path, load_words("nl"), Settings(), SystemClock())
    with importer(tmp_path) as lists:
        take_names(lists, 1_000)
        steps: list[None] = []
        with session.lock() if door else nullcontext():
            NameIndex(lists.database, EVENT.id, pause=lambda: steps.append(None)).update()
        assert at_least <= len(steps) <= at_most
        assert lists.find("Gast 999") == ["Gast 999"]


def take_names(lists: Importer, count: int) -> None:
    lists.take("Naam\n" + "".join(f"Gast {number}\n" for number in range(count)))
