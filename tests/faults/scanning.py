"""A real `kiosk scan` that is fed code by code, and the faults that are made around it."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.main import main
from tests.faults.recorder import PROJECT, kiosk_in
from tests.festival import DAY

SCAN = ("scan", "--codes", "-")


class Scanning:
    """A running scan: shows it codes and hears its verdicts."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []

    def show(self, code: str) -> str:
        """Show a code and return the outcome once it is printed."""
        self.feed(code)
        return self.hear()

    def feed(self, *codes: str) -> None:
        """Put codes on its input, without waiting."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{code}\n" for code in codes).encode())
        self.process.stdin.flush()

    def hear(self) -> str:
        """Wait for the next verdict and return its outcome."""
        assert self._hear_one(), "the scan ended"
        return str(self.lines[-1]["outcome"])

    def kill(self) -> None:
        """End it as `kill -9` does, and read all that it had printed."""
        self.process.kill()
        while self._hear_one():
            pass

    def end(self) -> tuple[int, list[str]]:
        """End its input and return the exit code and the lines on stderr."""
        self._stop_feeding()
        while self._hear_one():
            pass
        assert self.process.stderr is not None
        stderr = self.process.stderr.read()
        return self.process.wait(), stderr.decode().splitlines()

    def _hear_one(self) -> bool:
        """Read the next whole line; the one way in which stdout is read, so that none is missed."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            return False
        self.lines.append(json.loads(line))
        return True

    def _stop_feeding(self) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # what was fed to it is not taken by one that ended
            self.process.stdin.close()

    @property
    def entries(self) -> set[str]:
        """The entries that the verdicts so far name."""
        return {line["entry"] for line in self.lines} - {None}


@contextmanager
def scanning(
    folder: Path,
    *options: str,
    under: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Scanning]:
    """Run a scan, with `under` before its command line; it does not outlive the block."""
    command = kiosk_in(folder, "scan", "--codes", "-", "--at", f"{DAY}T12:00", *options)
    process = subprocess.Popen(
        [*under, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env=environment,
    )
    with process:
        try:
            yield Scanning(process)
        finally:
            process.kill()


Refused = tuple[int, str]
"""An exit code, and the one sentence on stderr."""


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *command: str) -> Refused:
    """Run a command that cannot work, and prints nothing."""
    code = main(["--data", str(folder), "--lang", "en", *(command or SCAN)])
    out, stderr = capsys.readouterr()
    assert out == ""
    (sentence,) = stderr.splitlines()
    return code, sentence


def refused_by_a_process(
    folder: Path,
    *command: str,
    under: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> Refused:
    """Run a command that cannot work as a process of its own."""
    done = subprocess.run(
        [*under, *kiosk_in(folder, *(command or SCAN))],
        input="C-T0\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env=environment,
    )
    (sentence,) = done.stderr.splitlines()
    return done.returncode, sentence
