"""The code contains no text for people: it comes from the translations or the text files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk

PLACES = ("ui", "cli")
SHOWN = {
    *("setText", "setPlaceholderText", "setToolTip", "setWindowTitle", "setTitle", "setStatusTip"),
    *("setAccessibleName", "setAccessibleDescription", "setWhatsThis", "addItem", "addItems"),
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QLineEdit", "QListWidgetItem"),
    *("QFileDialog", "QMessageBox", "Dialog", "drawText"),
    *("set_name", "set_heading", "set_title", "set_hints", "show_hint", "say", "warn"),
    *("show_text", "show_status", "show_message", "show_trouble", "show_done", "show_title"),
    *("echo", "secho", "print", "prompt", "confirm", "UsageError", "ClickException"),
}
NAMES_A_KEY = {"say"}
"""Methods that take a text key or a sentence."""
SAME_EVERYWHERE = {"OK"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_A_KEY = re.compile(r"(Ctrl|Shift|Alt)\+\w+")
_KEY = re.compile(r"[a-z_.\-]+")
MODULES = [
    path for place in PLACES for path in sorted((Path(kiosk.__file__).parent / place).rglob("*.py"))
]


def called(call: ast.Call) -> str:
    """Return the last name of a call."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def words_in(node: ast.expr) -> Iterator[str]:
    """Yield the texts of an argument, without those of calls in it."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from words_in(part)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from words_in(one)
            yield from words_in(other)
        case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from words_in(part)


def untranslated(source: str) -> list[str]:
    """Return the texts in the code that are shown to a person."""
    return [
        f"{call.lineno}: {text}"
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and called(call) in SHOWN
        for argument in call.args
        for text in words_in(argument)
        if _WORD.search(_A_KEY.sub("", text)) and text not in SAME_EVERYWHERE
        if not (called(call) in NAMES_A_KEY and _KEY.fullmatch(text))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_people_read_comes_from_the_translations(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ['label.setText("Welkom")', 'QLabel(f"{n} guests")', 'click.echo("Done" if ok else other)'],
)
def test_a_text_in_the_code_is_found(line: str) -> None:
    assert len(untranslated(line)) == 1
