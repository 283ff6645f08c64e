import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from kiosk.cli.main import command_line
from kiosk.paths import RESOURCES
from kiosk.settings import Settings
from kiosk.texts import load_words

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that can be run, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without its header."""
    _, _, below = README.partition(f"## {heading}\n")
    before, _, table = below.partition("\n| ")
    assert "\n## " not in before
    lines = table.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture(autouse=True)
def spoken() -> None:
    command_line.words = load_words("en")


def test_the_table_of_commands_is_that_of_the_program() -> None:
    listed = {row[0].strip("`") for row in rows("Commands")}
    assert listed == {path for path, _ in commands(command_line, "kiosk")}


def test_every_option_in_the_readme_exists() -> None:
    known = {
        option
        for _, command in [("kiosk", command_line), *commands(command_line, "kiosk")]
        for parameter in command.params
        for option in parameter.opts
    }
    assert set(re.findall(r"--[a-z][a-z-]*", README)) <= known | {"--help"}


def test_the_table_of_settings_is_that_of_the_program() -> None:
    listed = {
        row[0].strip("`"): row[1].strip("`").strip('"') for row in rows("Settings of this laptop")
    }
    assert listed == {field.name: str(field.default).lower() for field in fields(Settings)}


def test_every_make_target_in_the_readme_exists() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"(?:`|    )make (\w+)", README))
    assert listed <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_exist(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_modules_that_a_page_names_exist(page: Path) -> None:
    named = re.findall(r"`((?:kiosk|resources|db|tests|docs)/[\w./-]+)`", page.read_text("utf-8"))
    assert [name for name in named if not (CHECKOUT / name).exists()] == []


def test_the_sample_festival_is_as_large_as_listed() -> None:
    lists = sorted((RESOURCES / "festival").glob("*.csv"))
    tickets = sum(len(path.read_text("utf-8-sig").splitlines()) - 1 for path in lists)
    assert f"{tickets:,} tickets" in README
