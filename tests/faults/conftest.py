"""Fixtures of the fault tests: the recorder, built once, and a station to be faulted."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.recorder import build
from tests.festival import Row, festival

TICKETS = 150


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return rec.so."""
    return build(tmp_path_factory.mktemp("recorder"))


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Return a folder on the disk, also where the folders of the other tests are in memory."""
    with tempfile.TemporaryDirectory(prefix="kiosk-faults-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """Return a folder with an event and its tickets: `C-T0` and on, for one to three people."""
    folder = tmp_path / "station"
    with festival(folder, [Row(f"T{n}", places=1 + n % 3) for n in range(TICKETS)]):
        pass
    return folder
