import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from string import Formatter

import click
import pytest

import kiosk
from kiosk.cli.main import command_line, localise_help
from kiosk.paths import RESOURCES
from kiosk.texts import LANGUAGES, Texts, load_words

DUTCH, ENGLISH = (load_words(language) for language in LANGUAGES)
FILES = sorted(path.name for path in (RESOURCES / "words" / "nl").glob("*.toml"))
SAME_IN_BOTH = {"", "Camera", "partner", "webcam", "{n:1 ticket|{n} tickets}"}
MODULES = {
    path.relative_to(Path(kiosk.__file__).parent): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(Path(kiosk.__file__).parent.rglob("*.py"))
}


@dataclass(frozen=True)
class Use:
    """A place in the code that names a sentence: the keys it may name, what it fills in."""

    where: str
    keys: frozenset[str]
    given: frozenset[str]
    open: bool


def text_of(words: Texts, key: str) -> str:
    return words._sentences[key]  # as it stands in the file, before it is filled in


def blanks(key: str) -> set[str]:
    return blanks_in(DUTCH, key)


def blanks_in(words: Texts, key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text_of(words, key)) if name}


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def calls(*names: str) -> Iterator[tuple[str, ast.Module, ast.Call]]:
    for path, module in MODULES.items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args and called(node) in names:
                yield f"{path}:{node.lineno}", module, node


def keys_of(node: ast.expr, module: ast.Module) -> set[str]:
    """Return the texts that an expression may be, followed through names and tables."""
    match node:
        case ast.Constant(value=str() as key):
            return {key}
        case ast.IfExp(body=first, orelse=second):
            return keys_of(first, module) | keys_of(second, module)
        case ast.Dict(values=values):
            return set(chain.from_iterable(keys_of(value, module) for value in values))
        case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table)):
            return keys_of(table, module)
        case ast.Name(id=name):
            bound = bindings(name, module)
            return set(chain.from_iterable(keys_of(value, module) for value in bound))
        case _:
            return set()


def bindings(name: str, module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        match node:
            case ast.Assign(targets=[target], value=value) | ast.For(target=target, iter=value):
                if any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(target)):
                    yield value


def use(where: str, call: ast.Call, keys: set[str]) -> Use:
    names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    rest = any(keyword.arg is None for keyword in call.keywords)
    return Use(where, frozenset(keys), names, open=rest)


def composed(call: ast.Call) -> str:
    """Return what matches the keys that an f-string can make; nothing for another expression."""
    match call.args[0]:
        case ast.JoinedStr(values=parts):
            return "".join(re.escape(texts_in(p)[0]) if texts_in(p) else ".+" for p in parts)
        case _:
            return ""


def texts_in(node: ast.AST) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case _:
            return []


ERRORS = [
    use(where, call, keys_of(call.args[0], module))
    for where, module, call in calls("UnusableInput", "WorldFailed")
]
SAID = [
    use(where, call, set(texts_in(call.args[0])))
    for where, _, call in calls("say")
    if texts_in(call.args[0])
]
COMPOSED = [composed(call) for _, _, call in calls("say") if composed(call)]
TEXTS = {
    text for module in MODULES.values() for node in ast.walk(module) for text in texts_in(node)
}


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same_things_in_a_file(file: str) -> None:
    keys = [re.findall(r"^(\[.+\]|\w+ =)", text, re.MULTILINE) for text in texts_of(file)]
    assert sorted(keys[0]) == sorted(keys[1])


def texts_of(file: str) -> list[str]:
    return [
        (RESOURCES / "words" / language / file).read_text(encoding="utf-8")
        for language in LANGUAGES
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_file_has_the_keys_that_begin_with_its_name(file: str) -> None:
    assert {tuple(tomllib.loads(text)) for text in texts_of(file)} == {(Path(file).stem,)}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(DUTCH) == set(ENGLISH)


@pytest.mark.parametrize("key", sorted(set(DUTCH) & set(ENGLISH)))
def test_a_sentence_has_the_same_blanks_in_both_languages(key: str) -> None:
    assert blanks_in(DUTCH, key) == blanks_in(ENGLISH, key)


def test_no_dutch_sentence_was_left_in_english() -> None:
    same = {key for key in DUTCH if text_of(DUTCH, key) == text_of(ENGLISH, key)}
    assert {text_of(DUTCH, key) for key in same} <= SAME_IN_BOTH


@pytest.mark.parametrize("raised", ERRORS, ids=lambda use: use.where)
def test_an_error_has_its_sentence(raised: Use) -> None:
    assert raised.keys <= set(DUTCH)


@pytest.mark.parametrize(
    "raised", [one for one in ERRORS if len(one.keys) == 1], ids=lambda use: use.where
)
def test_an_error_brings_exactly_what_its_sentence_fills_in(raised: Use) -> None:
    (key,) = raised.keys
    needed = blanks(key)
    assert raised.given <= needed if raised.open else raised.given == needed


@pytest.mark.parametrize("said", SAID, ids=lambda use: use.where)
def test_what_is_said_brings_all_that_its_sentence_fills_in(said: Use) -> None:
    (key,) = said.keys
    assert key in DUTCH
    assert said.open or blanks(key) <= said.given


def test_every_sentence_is_said_somewhere() -> None:
    made = re.compile("|".join(pattern for pattern in COMPOSED))
    silent = {key for key in DUTCH if key not in TEXTS}
    assert {key for key in silent if not made.fullmatch(key)} == set()


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=LANGUAGES)
def test_every_command_and_option_has_its_help(words: Texts) -> None:
    command_line.words = words
    localise_help(command_line, words, "kiosk")
    helped = {f"help.{path}" for path in documented(command_line, "kiosk")}
    assert {key for key in words if key.startswith("help.")} == helped


def documented(command: click.Command, path: str) -> Iterator[str]:
    yield f"{path}.it"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "version":
            assert parameter.help
            yield f"{path}.{parameter.name}"
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            sub = command.get_command(context, name)
            assert sub is not None
            yield from documented(sub, f"{path}_{name}")


COUNTS = {
    "n",
    "count",
    "people",
    "entries",
    "files",
    "rows",
    "tickets",
    "minutes",
    "seconds",
    "hours",
    "places",
    "inside",
    "at_most",
    "likely",
    "withdrawn",
    "listed",
    "added",
    "changed",
    "unchanged",
    "rejected_rows",
    "read",
    "new",
    "pages",
    "most",
    "least",
    "capacity",
    "crew",
    "codes",
    "length",
    "logs",
    "total",
    "handed_in",
    "expected",
    "admitted",
    "to_come",
    "room",
    "over",
    "rows_removed",
    "entries_kept",
    "tickets_kept",
    "joined",
    "percent",
}
# A number beside a word: what must not come out of a sentence whose every number is 1.
ONE_OF_SEVERAL = {
    "nl": re.compile(
        r"\b1[ \u00a0](?!(?:vervallen|gevonden|anders|binnen(?:gelaten)?|buiten|van|teken|reeks)\b)"
        r"\w+(?:en|s)\b"
        r"|\b1 \w+ (?:zijn|hebben|waren|doen)\b|\b(?:zijn|hebben|kwamen|mogen|vervallen) 1\b"
    ),
    "en": re.compile(
        r"\b1[ \u00a0](?!(?:inside)\b)(?:\w+s|people)\b|\b1 \w+ (?:are|were|have)\b"
        r"|\b(?:are|were|have) 1\b"
    ),
}


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=LANGUAGES)
@pytest.mark.parametrize("number", [1, "1"], ids=["a number", "a number as it is written"])
def test_a_single_one_is_said_in_the_singular(words: Texts, number: object) -> None:
    said = {
        key: words.say(
            key, **{name: number if name in COUNTS else "…" for name in blanks_in(words, key)}
        )
        for key in words
    }
    assert {
        key: text for key, text in said.items() if ONE_OF_SEVERAL[words.language].search(text)
    } == {}


@pytest.mark.parametrize("number", [0, 2, "1.182"])
def test_any_other_number_is_said_in_the_plural(number: object) -> None:
    assert (
        DUTCH.say("laptops.missing", n=number) == f"{number} laptops hebben zich nog niet gemeld."
    )


def test_a_sentence_may_begin_with_what_is_filled_in() -> None:
    said = ENGLISH.say("verdict.already_inside.unseen", help="the desk")
    assert said.endswith("No lanyard? The desk.")
