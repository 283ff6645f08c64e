"""What the fault tests share: the recorder, built once, and a station to be faulted."""

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
def station(tmp_path: Path) -> Path:
    """Return a folder with an event and its tickets: `C-T0` and on, for one to three people."""
    folder = tmp_path / "station"
    with festival(folder, [Row(f"T{n}", places=1 + n % 3) for n in range(TICKETS)]):
        pass
    return folder
