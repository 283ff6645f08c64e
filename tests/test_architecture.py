import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kiosk
from kiosk.paths import MIGRATIONS

PACKAGE = Path(kiosk.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((PACKAGE.parent / "tests").rglob("*.py"))
LAYERS = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"][0]["layers"]
LONGEST_MODULE = 300
LONGEST_FUNCTION = 35
LOADED = (
    "import sys, kiosk.cli.main as cli;"
    "[cli._command(name) for name in cli.COMMANDS];"
    "print(*({'PySide6', 'cv2', 'zxingcpp'} & set(sys.modules)))"
)
MOST_MODULES = 28
RIDDLES = {"somebody", "nobody", "anybody", "whoever", "told", "tell", "tells", "retold"} | {
    *("stands", "stood", "anew", "murmur", "lately"),
}
"""Words of a private language: the thing itself has a name that says it at once."""
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
QUESTION = re.compile(r"(# )?(What|Who|Whose|Whoever|Whether|Which)\b")
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}


def name_of(path: Path) -> str:
    """Return the place of a module in the package, of a test in the checkout."""
    return path.relative_to(PACKAGE if PACKAGE in path.parents else PACKAGE.parent).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def importers(*packages: str) -> set[str]:
    return {
        name_of(path)
        for path in MODULES
        if any(module.split(".")[0] in packages for module in imports(path))
    }


def room_of(path: Path) -> str:
    """Return a module's folder; the module itself where its folder has rooms of its own."""
    whole = any(path.parent.glob("*/__init__.py")) and path.name != "__init__.py"
    return name_of(path if whole else path.parent)


def module_at(dotted: str) -> Path:
    path = PACKAGE.parent.joinpath(*dotted.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def arrows() -> dict[str, set[str]]:
    """Return which rooms each room imports from."""
    found: dict[str, set[str]] = {}
    for path in MODULES:
        targets = {room_of(module_at(name)) for name in imports(path) if name.startswith("kiosk.")}
        room = room_of(path)
        found.setdefault(room, set()).update(targets - {room})
    return found


def twice(paths: list[Path]) -> set[str]:
    counts = Counter(path.name for path in paths)
    return {name for name, count in counts.items() if count > 1}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                yield f"{name_of(path)}:{node.name}", node


def test_the_charts_load_only_with_their_page() -> None:
    charts = {"ui/headcount/chart_plot.py", "ui/headcount/day_charts.py"}
    assert importers("pyqtgraph") == charts
    page = "kiosk.ui.headcount.day_charts"
    assert not [path for path in MODULES if page in set(imports(path))]
    plots = "kiosk.ui.headcount.chart_plot"
    users = {name_of(path) for path in MODULES if plots in set(imports(path))}
    assert users == {"ui/headcount/day_charts.py"}


def test_every_module_has_its_layer() -> None:
    layers = {name.strip(" ()") for layer in LAYERS for name in layer.split("|")}
    assert {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"} <= layers
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} <= layers


def test_no_two_modules_have_the_same_name() -> None:
    assert twice(MODULES) - {"__init__.py"} == set()
    assert twice(TESTS) - {"__init__.py", "conftest.py"} == set()


def test_no_two_packages_have_the_same_name() -> None:
    assert twice([path.parent for path in MODULES if path.name == "__init__.py"]) == set()


def test_no_two_classes_have_the_same_name() -> None:
    counts = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, count in counts.items() if count > 1} == set()


def test_a_folder_is_seen_at_a_glance() -> None:
    counts = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {name_of(folder) for folder, count in counts.items() if count > MOST_MODULES} == set()


def test_no_two_packages_need_each_other() -> None:
    assert list(TopologicalSorter(arrows()).static_order())


def test_every_package_says_what_is_in_it() -> None:
    folders = {path.parent for path in MODULES}
    silent = {one for one in folders if not ast.get_docstring(tree(one / "__init__.py"))}
    assert silent == set()


def test_a_module_is_read_in_one_sitting() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name for name, lines in lengths.items() if lines > LONGEST_MODULE} == set()


def test_a_function_fits_on_a_screen() -> None:
    lengths = {name: (node.end_lineno or 0) - node.body[0].lineno for name, node in functions()}
    assert {name for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert {name_of(path) for path in MODULES if path.stem in VAGUE} == set()


def names_and_comments(path: Path) -> Iterator[str]:
    """Yield the names, comments and docstrings of a module."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in (tokenize.NAME, tokenize.COMMENT):
                yield token.string
    for node in ast.walk(tree(path)):
        match node:
            case ast.Expr(value=ast.Constant(value=str() as text)):
                yield text


@pytest.mark.parametrize(
    ("modules", "allowed"),
    [(MODULES, {"reports/xlsx_writer.py"}), (TESTS, set())],  # it asks a file for its position
    ids=["program", "tests"],
)
def test_names_comments_and_docstrings_are_plain_english(
    modules: list[Path], allowed: set[str]
) -> None:
    found = {
        path
        for path in modules
        for text in names_and_comments(path)
        if RIDDLES & {word.lower() for word in WORD.findall(text)} or QUESTION.match(text)
    }
    assert {name_of(path) for path in found} == allowed


def test_qt_is_only_imported_by_the_window_and_by_what_opens_it() -> None:
    assert {name.split("/")[0] for name in importers("PySide6")} <= {"ui", "cli"}


def test_no_command_waits_for_qt_or_opencv_to_load() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_sql_is_only_spoken_by_the_store() -> None:
    assert {name.split("/")[0] for name in importers("sqlite3", "pysqlite3", "sqlite_utils")} == {
        "store"
    }


def test_one_module_imports_opencv() -> None:
    assert importers("cv2") == {"camera/opencv.py"}


def test_the_domain_imports_nothing_but_itself_and_the_standard_library() -> None:
    domain = [path for path in MODULES if path.parent.name == "domain"]
    outside = {
        module
        for path in domain
        for module in imports(path)
        if module.startswith("kiosk.") and not module.startswith("kiosk.domain")
    }
    assert outside == {"kiosk.errors"}


def test_only_the_standard_streams_of_commands_are_printed_to() -> None:
    printing = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node.id == "print"
    }
    assert {name.split("/")[0] for name in printing} == {"cli"}


def test_the_steps_of_the_schema_have_consecutive_numbers() -> None:
    """Of two steps with one number, only one would run."""
    numbers = sorted(int(path.name[:4]) for path in MIGRATIONS.glob("*.sql"))
    assert numbers == list(range(1, len(numbers) + 1))
