"""A real process under rec.c: what it does to its folder and prints, in exact order."""

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("rec.c")
_HEAD = struct.Struct("<ciqII")
PROJECT = Path(__file__).parents[2]


class Call(StrEnum):
    """The calls of a process on a folder, and `PRINT`: a line on stdout."""

    OPEN = "O"
    CLOSE = "C"
    WRITE = "W"
    TRUNCATE = "T"
    SYNC = "S"
    UNLINK = "U"
    MKDIR = "M"
    RENAME = "R"
    PRINT = "P"


@dataclass(frozen=True, slots=True)
class Op:
    """One call: `at` is a position, a length or open's flags; `data` is bytes or a new name."""

    call: Call
    fd: int
    at: int
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """A process that came to its end, and its calls."""

    exit_code: int
    out: list[str]
    stderr: str
    ops: list[Op]


def build(folder: Path, source: Path = _SOURCE) -> Path:
    """Return rec.so, or what another source makes.

    Where no compiler is, the test is skipped, but not on a server that builds.
    """
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        missing = "There is no C compiler, so no fault can be made here: apt-get install gcc"
        if os.environ.get("CI"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    made = folder / f"{source.stem}.so"
    flags = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, "-o", str(made), str(source), "-ldl"], check=True)
    return made


def kiosk_in(folder: Path, *arguments: str, mutant: str | None = None) -> list[str]:
    """Return the command line of a real kiosk on a folder, or of one that is made unsafe."""
    program = ["-m", "tests.faults.unsafe_program", mutant] if mutant else ["-m", "kiosk"]
    return [sys.executable, *program, "--data", str(folder), "--lang", "en", *arguments]


def surroundings(recorder: Path, folder: Path, **more: Path) -> dict[str, str]:
    """Return the environment in which a process is under the recorder."""
    # LD_PRELOAD ends a name at a blank, and a path may have one: it is looked for in its folder.
    found = {"LD_PRELOAD": recorder.name, "LD_LIBRARY_PATH": recorder.parent}
    named = {**found, "REC_ROOT": folder, **more}
    return {**os.environ, **{name: str(path) for name, path in named.items()}}


def record(
    recorder: Path,
    folder: Path,
    *arguments: str,
    codes: Sequence[str] = (),
    mutant: str | None = None,
) -> Recording:
    """Run a kiosk on a folder to its end, with codes as its input, and return its calls."""
    log = folder.with_name(f"{folder.name}.rec")
    log.unlink(missing_ok=True)
    done = subprocess.run(
        kiosk_in(folder, *arguments, mutant=mutant),
        input="".join(f"{code}\n" for code in codes),
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env=surroundings(recorder, folder, REC_LOG=log),
    )
    return Recording(
        done.returncode, done.stdout.splitlines(), done.stderr, list(_read(log.read_bytes()))
    )


def _read(log: bytes) -> Iterator[Op]:
    at = 0
    while at < len(log):
        call, fd, position, path, data = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        name = log[at : at + path].decode()
        at += path + data
        yield Op(Call(call.decode()), fd, position, name, log[at - data : at])
