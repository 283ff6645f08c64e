import os
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kiosk

CHECKOUT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def built(kind: str, source: Path, folder: Path) -> Path:
    """Build from `source` with what is installed here; return the one file made in `folder`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the unpacked sdist."""
    folder = tmp_path_factory.mktemp("packaging")
    with tarfile.open(built("sdist", CHECKOUT, folder / "sdist")) as archive:
        # Debian 12's Python 3.11.2 has no filters yet; from 3.12 on one has to be named.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder / "unpacked")  # noqa: S202  # we made it ourselves
    (unpacked,) = (folder / "unpacked").iterdir()
    return unpacked


@pytest.fixture(scope="module")
def installed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel is installed that was built from the sdist."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = built("wheel", source, folder / "wheel")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", folder / "site", wheel], check=True)
    return folder / "site"


def run(installed: Path, folder: Path, *arguments: str | Path) -> str:
    """Run the installed program away from the checkout; return what it printed."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def contents(folder: Path) -> Mapping[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


@pytest.mark.parametrize("data", ["resources", "db"])
def test_a_wheel_brings_all_data_of_the_checkout(installed: Path, data: str) -> None:
    assert contents(installed / "kiosk" / "_data" / data) == contents(CHECKOUT / data)


def test_a_wheel_brings_every_module(installed: Path) -> None:
    modules = {path.relative_to(CHECKOUT) for path in (CHECKOUT / "kiosk").rglob("*.py")}
    assert {path.relative_to(installed) for path in (installed / "kiosk").rglob("*.py")} == modules


def test_an_sdist_has_what_its_pages_point_to(source: Path) -> None:
    pages = [source / "README.md", *(source / "docs").rglob("*.md")]
    links = {
        page.parent / link
        for page in pages
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    }
    assert links
    assert [link for link in links if not link.exists()] == []


@pytest.mark.parametrize("folder", ["tests", "docs", ".ci"])
def test_an_sdist_has_all_that_make_and_its_tests_need(source: Path, folder: str) -> None:
    def there(root: Path) -> set[Path]:
        files = {path for path in (root / folder).rglob("*") if path.is_file()}
        return {path.relative_to(root) for path in files if "__pycache__" not in path.parts}

    assert there(source) == there(CHECKOUT)
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        assert (source / name).read_bytes() == (CHECKOUT / name).read_bytes()
    assert os.access(source / ".ci" / "environment", os.X_OK)


def test_the_tests_of_an_sdist_can_be_collected(source: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--collect-only", "-q"]
    done = subprocess.run(
        [*command, "--assert=plain", "tests"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_checkout_has_no_copy_of_the_data_in_the_package() -> None:
    assert not (CHECKOUT / "kiosk" / "_data").exists()


def test_an_installed_wheel_prints_its_version(installed: Path, tmp_path: Path) -> None:
    assert kiosk.__version__ in run(installed, tmp_path, "-m", "kiosk", "--version")


def test_an_installed_wheel_makes_an_event_with_its_own_words_and_migrations(
    installed: Path, tmp_path: Path
) -> None:
    where = run(installed, tmp_path, "-c", "import kiosk.paths as p; print(p.RESOURCES)")
    assert Path(where.strip()) == installed / "kiosk" / "_data" / "resources"
    new = ("event", "new", "Zomerfeest", "--date", "2024-04-13")
    made = run(installed, tmp_path, "-m", "kiosk", "--data", tmp_path / "station", *new)
    shown = run(installed, tmp_path, "-m", "kiosk", "--data", tmp_path / "station", "event", "list")
    assert made.strip() in shown


def test_the_package_has_the_version_of_its_metadata() -> None:
    assert PROJECT["project"]["version"] == kiosk.__version__


def locked(file: str) -> dict[str, list[Requirement]]:
    """Return the pinned requirements of a lock by name; one name may have several, by platform."""
    lines = (CHECKOUT / file).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.removesuffix("\\")) for line in lines if line[:1].isalnum()]
    return {
        canonicalize_name(pin.name): [other for other in pins if other.name == pin.name]
        for pin in pins
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_and_one_version_for_everything(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    pins = [pin for pins in locked(lock).values() for pin in pins]
    assert all(str(pin.specifier).startswith("==") for pin in pins)
    assert text.count("    --hash=sha256:") >= len(pins)


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        (LOCKS[0], PROJECT["project"]["dependencies"]),
        (LOCKS[1], PROJECT["project"]["dependencies"]),
        (LOCKS[1], PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, asked: list[str]) -> None:
    pinned = locked(lock)
    for requirement in map(Requirement, asked):
        for pin in pinned[canonicalize_name(requirement.name)]:
            (exact,) = pin.specifier
            assert exact.version in requirement.specifier


def test_both_locks_hold_the_same_versions() -> None:
    program, all_of_it = locked(LOCKS[0]), locked(LOCKS[1])
    for name, pins in program.items():
        assert {str(pin.specifier) for pin in all_of_it[name]} == {
            str(pin.specifier) for pin in pins
        }
