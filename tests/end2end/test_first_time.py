"""The messages of the first `make` on a machine that lacks something, with fakes of pip and apt."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no such terminals here")

CHECKOUT = Path(__file__).parents[2]
NEEDED = ("pyproject.toml", "requirements-dev.lock")
OFFLINE = "ERROR: NewConnectionError: Failed to establish a new connection\n" * 5
NOTE = "_editable_impl_kiosk.pth"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="these scripts install on Linux only"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which nothing is set up, in a folder with a blank and an accent."""
    folder = tmp_path / "één map"
    shutil.copytree(CHECKOUT / ".ci", folder / ".ci")
    for name in NEEDED:
        shutil.copy(CHECKOUT / name, folder)
    (folder / "stubs").mkdir()
    return folder


def stub(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def pip_that(checkout: Path, does: str) -> None:
    """Let the Python of the .venv know its pip, and do this where it installs."""
    stub(checkout / ".venv/bin/python", f'case "$*" in *--version*) exit 0 ;; esac\n{does}')


def ran(checkout: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'stubs'}:/usr/bin:/bin"
    return subprocess.run(
        [checkout / ".ci" / script, *arguments],
        cwd=checkout,
        env={"PATH": path, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_offline_machine_gets_one_line_and_pips_words_are_in_a_log(checkout: Path) -> None:
    pip_that(checkout, f"cat <<END\n{OFFLINE}END\nexit 1")
    done = ran(checkout, "environment")
    (line,) = done.stderr.splitlines()
    log = checkout / "build" / "setup.log"
    assert done.returncode == 1
    assert "no package index can be reached" in line
    assert str(log) in line
    assert "NewConnectionError" in log.read_text(encoding="utf-8")
    assert not (checkout / ".venv" / "made-of").exists()


def test_a_full_disk_is_reported_as_such(checkout: Path) -> None:
    pip_that(checkout, "echo 'OSError: [Errno 28] No space left on device' >&2; exit 1")
    assert "the disk is full" in ran(checkout, "environment").stderr


def test_pips_warnings_are_kept_quiet_and_the_path_is_noted_without_its_accent(
    checkout: Path,
) -> None:
    packages = checkout / ".venv/lib/python3/site-packages"
    packages.mkdir(parents=True)
    (packages / NOTE).write_text(str(checkout), encoding="utf-8")
    pip_that(checkout, "echo WARNING: noise >&2; echo >.venv/bin/kiosk; chmod +x .venv/bin/kiosk")
    done = ran(checkout, "environment")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    note = (packages / NOTE).read_text(encoding="utf-8").strip()
    assert os.path.normpath(packages / note) == str(checkout)
    assert ran(checkout, "environment").stdout == ""


@pytest.fixture
def lacking(checkout: Path) -> Path:
    """A checkout of a user who is not root, on a Debian where the libraries are missing."""
    pip_that(checkout, "exit 0")
    stub(checkout / ".venv/bin/kiosk", "exit 0")
    stub(checkout / "stubs/id", "echo 1000")
    stub(checkout / "stubs/ldconfig", '[ ! -e here ] || sed -n "s/^\\(lib[^ ]*\\) .*/\\1/p" .ci/s*')
    stub(checkout / "stubs/apt-get", "echo noise; echo noise >&2; [ $1 = update ] || touch here")
    return checkout


SUDO = """
[ "$1" != -n ] || exit {silent}
if [ "$1" = -v ]; then printf 'password: ' >&2; read -r word; [ "$word" = right ]; exit; fi
exec "$@"
"""


def test_a_user_whom_sudo_lets_installs_without_a_word(lacking: Path) -> None:
    stub(lacking / "stubs/sudo", SUDO.format(silent=0))
    done = ran(lacking, "system-packages", "run")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Installing for the system:")


def test_without_a_terminal_no_password_is_asked_but_the_packages_are_named(
    lacking: Path,
) -> None:
    stub(lacking / "stubs/sudo", SUDO.format(silent=1))
    done = ran(lacking, "system-packages", "run")
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert "sudo apt-get install libgl1" in line


@pytest.mark.parametrize(("typed", "code"), [("right", 0), ("wrong", 1)])
def test_on_a_terminal_the_password_of_sudo_is_asked(lacking: Path, typed: str, code: int) -> None:
    stub(lacking / "stubs/sudo", SUDO.format(silent=1))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [lacking / ".ci/system-packages", "run"],
        cwd=lacking,
        env={"PATH": f"{lacking / 'stubs'}:/usr/bin:/bin"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, f"{typed}\n".encode())
    assert process.wait(120) == code
    os.close(ours)
    assert (lacking / "here").exists() == (code == 0)
