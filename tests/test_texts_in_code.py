"""The keys of sentences in the code: each is written whole, or belongs to a family listed here."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from string import Formatter

import click
import pytest

import kiosk
from kiosk.camera.advice import Advice
from kiosk.camera.camera_state import CameraState
from kiosk.checkin.desk import UndoReason
from kiosk.checkin.kind_names import KIND_NAMES
from kiosk.cli.commands import verify
from kiosk.cli.main import command_line, localise_help
from kiosk.domain.custom_texts import is_sentence
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import CAUSE_NAMES, Cause
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import SETTINGS
from kiosk.domain.headcount import GROUP_NAMES
from kiosk.domain.roles import Role
from kiosk.domain.setting_values import AUDIENCE_GROUPS
from kiosk.domain.ticket import Status
from kiosk.domain.verdict import DEFAULT_POLICIES, PEOPLE_CUT, Outcome, OverrideReason
from kiosk.guestlist.columns.list_columns import ADDON, FIELDS
from kiosk.guestlist.import_report import RejectionReason
from kiosk.store.integrity import station_checks
from kiosk.store.integrity.ingest_result import RangeProblem
from kiosk.store.sqlite.problems import ProblemKind
from kiosk.texts import LANGUAGES, Texts, load_words
from kiosk.ui.headcount import double_texts
from kiosk.ui.scan import action_texts, correction_controller, undo_controller
from kiosk.ui.widgets import verdict_card

DUTCH, ENGLISH = (load_words(language) for language in LANGUAGES)
FOLDER = Path(kiosk.__file__).parent
MODULES = {
    path.relative_to(FOLDER).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.rglob("*.py"))
}
PREFIXES = "|".join(sorted({key.partition(".")[0] for key in DUTCH}))
LIKE_A_KEY = re.compile(rf"(?:{PREFIXES})\.[\w.{{}}%-]*")
COMPOSING = re.compile(rf"(?:{PREFIXES})\.")
FILE_NAMES = {
    "backup.json",
    "join.lock",
    "scan.png",
    "join.join_command",
    "tickets.csv",
    "tickets.pdf",
}
"""Strings that look like a key in the code and are none."""

COMPOSED_IN = {
    ("cli/commands/event.py", "setting."),
    ("cli/commands/event.py", "setting.which."),
    ("cli/commands/verify.py", "problem."),
    ("cli/main.py", "help."),
    ("guestlist/import_report.py", "files.field."),
    ("reports/outcome_texts.py", "verdict."),
    ("sync/carrier.py", "refused."),
    ("ui/widgets/verdict_card.py", "verdict."),  # an event's own texts
}
"""The only places that compose keys, and what these begin with."""


def texts_in(node: ast.AST) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case _:
            return []


def composed_in(node: ast.AST) -> list[str]:
    """Return how the keys begin that an f-string or a sum of texts can make."""
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str() as begin), *_]):
            return [begin] if COMPOSING.match(begin) else []
        case ast.BinOp(left=ast.Constant(value=str() as begin)):
            return [begin] if COMPOSING.match(begin) else []
        case _:
            return []


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


@dataclass(frozen=True)
class Use:
    """A place in the code that names a sentence: the keys it may name, what it fills in."""

    where: str
    keys: frozenset[str]
    given: frozenset[str]
    open: bool


def use(where: str, call: ast.Call, keys: set[str]) -> Use:
    names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    rest = any(keyword.arg is None for keyword in call.keywords)
    return Use(where, frozenset(keys), names, open=rest)


def blanks(key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(DUTCH._sentences[key]) if name}


ERRORS = [
    use(where, call, keys_of(call.args[0], module))
    for where, module, call in calls("UnusableInput", "WorldFailed")
]
SAYING = ("say", "print_text")
SAID = [
    use(where, call, {key}) for where, _, call in calls(*SAYING) for key in texts_in(call.args[0])
]
IN_F_STRINGS = {
    id(part)
    for module in MODULES.values()
    for node in ast.walk(module)
    if isinstance(node, ast.JoinedStr)
    for part in node.values
}
WRITTEN = {
    text
    for module in MODULES.values()
    for node in ast.walk(module)
    if id(node) not in IN_F_STRINGS
    for text in texts_in(node)
}


def test_each_key_in_the_code_has_a_sentence() -> None:
    keys = {text for text in WRITTEN if LIKE_A_KEY.fullmatch(text)}
    assert keys - set(DUTCH) == FILE_NAMES


def test_keys_are_composed_in_the_listed_places_alone() -> None:
    places = {
        (path, begin)
        for path, module in MODULES.items()
        for node in ast.walk(module)
        for begin in composed_in(node)
    }
    assert places == COMPOSED_IN


def test_a_key_that_is_given_begins_with_a_text() -> None:
    givers = (*SAYING, "UnusableInput", "WorldFailed", "EventLost", "TextKey")
    composed = [
        (where, call.args[0])
        for where, _, call in calls(*givers)
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert [where for where, key in composed if not composed_in(key)] == []


def test_each_sentence_is_named_in_the_code() -> None:
    assert set(DUTCH) - WRITTEN - set(families()) == set()


def test_each_key_of_a_family_has_a_sentence() -> None:
    assert set(families()) - set(DUTCH) == set()


def families() -> Iterator[str]:
    """Yield the keys that the listed places compose."""
    command_line.words = DUTCH
    yield from documented(command_line, "kiosk")
    for key, kind in SETTINGS.items():
        name = key.rstrip(".")
        yield f"setting.{'each_' if key.endswith('.') else ''}{name}"
        if kind.many:
            yield f"setting.which.{name}"
    yield from (f"problem.{kind.value}" for kind in ProblemKind)
    yield from (f"files.field.{field}" for field in (*FIELDS, ADDON))
    parts = ("headline", "step", "again", "give", "unseen", "only")
    for outcome, part in ((outcome, part) for outcome in Outcome for part in parts):
        if is_sentence(f"nl.{outcome}.{part}"):
            yield f"verdict.{outcome}.{part}"
    rejected = [
        text
        for _, _, call in calls("RejectedMessage", "_reject")
        for text in texts_in(call.args[0])
    ]
    yield from (f"refused.{why}" for why in (*RangeProblem, *rejected))


def documented(command: click.Command, path: str) -> Iterator[str]:
    yield f"help.{path}.it"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "version":
            yield f"help.{path}.{parameter.name}"
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            sub = command.get_command(context, name)
            assert sub is not None
            yield from documented(sub, f"{path}_{name}")


TABLES = [
    (CAUSE_NAMES, Cause),
    (double_texts._GUESSES, Cause),
    (double_texts._DECIDED, Cause),
    (double_texts._MARKS, Cause),
    (GROUP_NAMES, AUDIENCE_GROUPS),
    (KIND_NAMES, Kind),
    ({one: one.text_key for one in Role}, Role),
    ({one: one.text_key for one in Status}, Status),
    ({one: one.value for one in CameraState}, CameraState),
    ({one: one.value for one in Advice}, Advice),
    ({one: one.value for one in RejectionReason}, RejectionReason),
    (action_texts._ACTIONS, TicketAction),
    (undo_controller._REASONS, UndoReason),
    (verify._UNCHECKED, station_checks._UNCHECKED),
    (correction_controller._REASON_TEXTS, OverrideReason),
    (verdict_card._WARNINGS, (*DEFAULT_POLICIES, PEOPLE_CUT)),
]


@pytest.mark.parametrize(("table", "members"), TABLES)
def test_a_table_has_a_sentence_for_each_member(
    table: dict[str, str], members: tuple[str, ...]
) -> None:
    assert set(table) == set(members)
    assert set(table.values()) <= set(DUTCH)
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize("raised", ERRORS, ids=lambda use: use.where)
def test_an_error_has_its_sentence(raised: Use) -> None:
    assert raised.keys <= {key for key in DUTCH if key.startswith("error.")}


@pytest.mark.parametrize(
    "raised", [one for one in ERRORS if len(one.keys) == 1], ids=lambda use: use.where
)
def test_an_error_brings_exactly_what_its_sentence_fills_in(raised: Use) -> None:
    (key,) = raised.keys
    assert raised.given <= blanks(key) if raised.open else raised.given == blanks(key)


@pytest.mark.parametrize("said", SAID, ids=lambda use: use.where)
def test_what_is_said_brings_all_that_its_sentence_fills_in(said: Use) -> None:
    (key,) = said.keys
    assert said.open or blanks(key) <= said.given


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=LANGUAGES)
def test_every_command_and_option_has_its_help(words: Texts) -> None:
    command_line.words = words
    localise_help(command_line, words, "kiosk")
    helped = set(documented(command_line, "kiosk"))
    assert {key for key in words if key.startswith("help.")} == helped
    assert all(option.help for option in options(command_line) if option.name != "version")


def options(command: click.Command) -> Iterator[click.Option]:
    yield from (one for one in command.params if isinstance(one, click.Option))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            sub = command.get_command(context, name)
            assert sub is not None
            yield from options(sub)
