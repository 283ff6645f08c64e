"""What the fault tests share: the recorder, built once."""

from pathlib import Path

import pytest

from tests.faults.recorder import build


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return rec.so."""
    return build(tmp_path_factory.mktemp("recorder"))
