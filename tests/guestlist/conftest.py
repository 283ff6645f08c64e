"""Fixtures of the tests of the lists."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guestlist.importer import Importer, importer


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Importer]:
    with importer(tmp_path) as ready:
        yield ready
