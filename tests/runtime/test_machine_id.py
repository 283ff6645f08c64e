from pathlib import Path

import pytest

from kiosk.runtime.machine_id import installation_number, machine_id


def test_a_machine_stays_the_same_at_an_event_and_is_unknown_elsewhere() -> None:
    assert machine_id("1" * 32) == machine_id("1" * 32)
    assert machine_id("1" * 32) != machine_id("2" * 32)
    assert len(machine_id("1" * 32)) == 16


@pytest.mark.parametrize("content", [b"", b"\n", b"uninitialized\n"])
def test_a_file_without_a_number_does_not_make_machines_equal(
    tmp_path: Path, content: bytes
) -> None:
    empty, filled = tmp_path / "empty", tmp_path / "filled"
    empty.write_bytes(content)
    filled.write_bytes(b"5f3c\n")
    assert installation_number([tmp_path / "none", empty]) == ""
    assert installation_number([empty, filled]) == "5f3c"


def test_a_number_that_is_no_text_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "machine-id"
    path.write_bytes(b"\xff\xfe1")
    assert installation_number([path]).endswith("1")
