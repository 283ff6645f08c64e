from pathlib import Path

import pytest

from kiosk.errors import UnusableInput
from kiosk.reports.file_formats import FORMATS, WriteOptions, writer_for


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_writes_a_file_with_all_rows(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    assert writer_for(path, WriteOptions())(path, ["a", "b"], [("x", 1), ("y", 2)]) == 2
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", ["out.CSV", "OUT.Csv"])
def test_capitals_in_a_suffix_do_not_matter(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert writer_for(path, WriteOptions(";"))(path, ["a", "b"], [("x", 1)]) == 1
    assert path.read_text("utf-8-sig").splitlines() == ["a;b", "x;1"]


@pytest.mark.parametrize("name", ["out.txt", "out", "out.csv.bak"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        writer_for(tmp_path / name, WriteOptions())
    assert (caught.value.key, caught.value.params["known"]) == (
        "error.export_suffix",
        ", ".join(FORMATS),
    )
    assert not (tmp_path / name).exists()
