"""No cell of our files runs in a spreadsheet, wherever it splits them; import reads them back."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.formula_guard import guarded, unguarded
from kiosk.reports.csv_writer import write_csv

DANGEROUS = [
    *("=1+1", "+31 6", "-x", "@sum", "＝1+1", "＋1", "－1", "＠x", "﹦1"),
    *("a;=1+1", "a,=1+1", "a\t=1+1", "a; =1+1", 'a;"=1+1', "a\n=1+1", "a\r\n@x", "a;＝1"),
    *(" =1+1", "\u00a0=1", "\u3000-1", '"=1', "'=1", "a;'=1", "\tx", "\rx", "\nx"),
]


def runs(cell: str) -> bool:
    """Return whether a spreadsheet takes a cell for a formula, as strictly as any does."""
    return cell[:1] in "\t\r\n" or cell.strip(' \u00a0\u3000"')[:1] in tuple("=+-@＝＋－＠﹦")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_part_of_a_text_is_a_formula_at_any_separator(text: str) -> None:
    for part in re.split(r"[;,\t\r\n]", guarded(text)):
        assert not part or not runs(part), guarded(text)


@pytest.mark.parametrize("text", ["a=b", "1-2", "Van der Berg-Smit", "x@y.nl", "'s-Hertog", "a; b"])
def test_text_that_runs_nowhere_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="a1 ;,\t\r\n\"'=+-@＝＠", max_size=12))
def test_what_was_guarded_reads_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_file_split_at_another_separator_holds_no_formula(
    tmp_path_factory: pytest.TempPathFactory, text: str, separator: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, ["ticket", "name", "note"], [("T-1", text, "x")], separator=separator)
    with path.open(encoding="utf-8-sig", newline="") as file:
        content = file.read()
    for split in ";,\t":
        for line in content.splitlines():
            (row,) = csv.reader([line], delimiter=split)
            assert not any(cell and runs(cell) for cell in row), content
