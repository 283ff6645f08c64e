"""The words of docs/glossary.md: one meaning each, and each is there in the code."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KIOSK = ROOT / "kiosk"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
][2:]
CLASS = re.compile(r"^class (\w+)", re.MULTILINE)


def names_in_the_code() -> set[str]:
    """The names of all classes and packages."""
    modules = list(KIOSK.rglob("*.py"))
    classes = {name for module in modules for name in CLASS.findall(module.read_text("utf-8"))}
    return classes | {module.parent.name for module in modules}


def test_there_are_words_and_none_twice() -> None:
    words = [word for english, *_ in ROWS for word in english.split(", ")]
    assert len(words) >= 40
    assert len(words) == len(set(words))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_word_has_its_dutch_one_its_meaning_and_its_name_in_the_code(row: list[str]) -> None:
    assert len(row) == 4
    assert all(row)
    assert row[3].strip("`") in names_in_the_code()
