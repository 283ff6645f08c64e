"""The output of a command as a real process, whatever its streams are connected to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.festival import Row, festival

FULL = Path("/dev/full")
NAME = "Zoë Čapek"
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""The environment in which Python holds back what it prints to a pipe or a file."""

needs_a_full_disk = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")


@pytest.fixture
def station(tmp_path: Path) -> Path:
    with festival(tmp_path, [Row("A1", name=NAME)]):
        return tmp_path


def kiosk(folder: Path, *arguments: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-m", "kiosk", "--data", str(folder), "--lang", "en", *arguments]


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run `kiosk` with what a shell can put behind it: pipes, files, and nothing at all."""
    script = f'exec "$@" {command}'
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", *map(os.fsdecode, kiosk(folder))],
        capture_output=True,
        check=False,
        env=BUFFERED,
        text=True,
    )


def test_a_reader_that_leaves_ends_a_command_quietly(station: Path) -> None:
    with subprocess.Popen(
        kiosk(station, "tickets", "list", "--json"),
        env=BUFFERED,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(120), process.stderr.read()) == (0, b"")


@needs_a_full_disk
@pytest.mark.parametrize("command", ["tickets list", "headcount --json", "event show", "--help"])
def test_a_full_output_is_reported_as_a_failure_of_the_machine(station: Path, command: str) -> None:
    done = shell(station, f"{command} >{FULL}")
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        "The result cannot be written: the disk is full or fails. Make room and try again."
    ]


@needs_a_full_disk
def test_the_exit_code_is_right_where_no_message_can_be_printed(station: Path) -> None:
    assert shell(station, f"tickets show NOBODY 2>{FULL}").returncode == 2


def test_words_never_go_to_stdout_instead_of_a_closed_stderr(station: Path) -> None:
    done = shell(station, "tickets show NOBODY 2>&-")
    assert (done.returncode, done.stdout) == (2, "")


def test_a_closed_input_is_an_empty_one(station: Path) -> None:
    done = shell(station, "scan --codes - <&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("command", ["event pack x", "backup x", "join x", "restore x", "purge"])
def test_nothing_is_asked_of_a_closed_input(station: Path, command: str) -> None:
    (station / "x").write_bytes(b"")
    done = shell(station, f"{command.replace('x', str(station / 'x'))} <&-")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", [("tickets", "show"), ("event", "set", "venue"), ("undo",)])
def test_an_argument_that_is_no_text_is_refused(station: Path, command: tuple[str, ...]) -> None:
    done = subprocess.run(kiosk(station, *command, b"\xff"), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"This command contains characters")


def test_what_is_printed_is_utf8_in_any_locale(station: Path) -> None:
    plain = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(  # from within the folder: its path may have letters that are none there
        kiosk(Path(), "tickets", "list"), cwd=station, env=plain, capture_output=True, check=False
    )
    assert NAME in done.stdout.decode()
