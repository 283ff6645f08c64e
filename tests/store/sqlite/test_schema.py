"""The schema has a comment for each table and column."""

import re
from collections.abc import Iterator

import pytest

from kiosk.paths import MIGRATIONS

SCRIPTS = [path.read_text(encoding="utf-8") for path in sorted(MIGRATIONS.glob("*.sql"))]
TABLES = re.compile(r"^CREATE TABLE (\w+)\(([^\n]*)\n(.*?)^\) STRICT", re.M | re.S)
KEY = re.compile(r"\s*PRIMARY KEY\(")
COMMENT = re.compile(r"--\s+\w.{3,}$")


def lines() -> Iterator[tuple[str, str]]:
    """Yield the name of each table and column with the line of the schema that makes it."""
    for script in SCRIPTS:
        for name, first, rest in TABLES.findall(script):
            yield name, first
            for line in rest.splitlines():
                if not KEY.match(line):
                    yield f"{name}.{line.split()[0]}", line


def test_every_table_is_looked_at() -> None:
    tables = set(re.findall(r"CREATE TABLE (\w+)", "".join(SCRIPTS)))
    assert tables == {name for name, _ in lines() if "." not in name}
    assert len(tables) > 20


@pytest.mark.parametrize(("name", "line"), list(lines()))
def test_each_table_and_column_has_its_comment(name: str, line: str) -> None:
    assert COMMENT.search(line), name


def test_each_step_of_the_schema_has_a_number_of_its_own() -> None:
    files = sorted(one.name for one in MIGRATIONS.glob("*.sql"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
